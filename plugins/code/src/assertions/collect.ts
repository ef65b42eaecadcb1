import { UnreadableError } from '../literal/tokens.ts';
import type { ReadAssertions } from './assertion.ts';
import type { NamedTest } from './expectation-of.ts';

/** Joins assertions that all call one function. A parameter whose function is not named stays as it is. */
export function collect(found: readonly NamedTest[], aliases: ReadonlyMap<string, string>): ReadAssertions {
  if (found.length === 0) throw new UnreadableError('no assertion');
  const names = new Set(found.map(({ callee }) => resolve(callee, aliases)));
  if (names.size > 1)
    throw new UnreadableError(`assertions about several functions: ${[...names].join(', ')}`);
  return { entryPoint: [...names][0]!, tests: found.map(({ test }) => test) };
}

function resolve(callee: string, aliases: ReadonlyMap<string, string>): string {
  const target = aliases.get(callee);
  return target === undefined || target.endsWith('()') ? callee : target;
}
