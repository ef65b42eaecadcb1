import type { Expectation } from '../compare/expectation.ts';
import type { Value } from '../value/value.ts';

/** One assertion of a data set as data: a call of the program's function, and what its value must be. */
export interface CallTest {
  readonly arguments: readonly Value[];
  readonly keywords?: ReadonlyMap<string, Value>;
  readonly expectation: Expectation;
}

/** A whole test program as data. */
export interface ReadAssertions {
  /** The function that every assertion calls. */
  readonly entryPoint: string;
  readonly tests: readonly CallTest[];
}
