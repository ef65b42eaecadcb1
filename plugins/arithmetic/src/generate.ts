import {
  randomStream,
  TouchstoneError,
  type RandomStream,
  type Seed,
  type SeedRequest,
} from '@touchstone-rl/core';
import { canonicalForm } from './canonical.ts';
import type { ArithmeticOptions } from './options.ts';
import { drawProblem, resultsOf, type Problem } from './problem.ts';
import { splitOf } from './split.ts';
import { isTerse, terseDemonstrationOf } from './terse.ts';
import { demonstrationOf, expressionOf, promptOf } from './write.ts';

/** Draws in a row without a new problem after which the options' space counts as exhausted. */
const PATIENCE = 20_000;

interface Draw {
  readonly problem: Problem;
  readonly canonical: string;
}

/**
 * The seeds of a split. Difficulties take turns, so that every level is equally frequent; canonical forms
 * are unique; a request for fewer seeds gives the beginning of a request for more.
 */
export function* generateSeeds(request: SeedRequest, options: ArithmeticOptions): Generator<Seed> {
  const seen = new Set<string>();
  const levels = options.maxOperations - options.minOperations + 1;
  const random = randomStream(request.randomSeed, 'arithmetic', request.split);
  for (let i = 0; i < request.count; i++) {
    const difficulty = options.minOperations + (i % levels);
    const draw = drawNew(random, difficulty, request.split, seen, options);
    if (!draw) throw spaceTooSmall(request, difficulty, i, options);
    seen.add(draw.canonical);
    yield seedOf(draw, difficulty, isTerse(draw.canonical, options.terseShare, request.randomSeed));
  }
}

function drawNew(
  random: RandomStream,
  difficulty: number,
  split: SeedRequest['split'],
  seen: ReadonlySet<string>,
  options: ArithmeticOptions,
): Draw | undefined {
  for (let attempt = 0; attempt < PATIENCE; attempt++) {
    const problem = drawProblem(random, difficulty, options);
    if (!problem) continue;
    const canonical = canonicalForm(problem);
    if (!seen.has(canonical) && splitOf(canonical) === split) return { problem, canonical };
  }
  return undefined;
}

function seedOf({ problem, canonical }: Draw, difficulty: number, terse: boolean): Seed {
  return {
    id: `arithmetic:${expressionOf(problem)}`,
    prompt: [{ role: 'user', content: promptOf(problem) }],
    gold: String(resultsOf(problem).at(-1)!),
    domain: 'arithmetic',
    source: 'arithmetic',
    verifier: 'math',
    demonstration: terse ? terseDemonstrationOf(problem) : demonstrationOf(problem),
    meta: { difficulty, canonical },
  };
}

function spaceTooSmall(
  { split, count }: SeedRequest,
  difficulty: number,
  found: number,
  options: ArithmeticOptions,
): TouchstoneError {
  const operations = difficulty === 1 ? '1 operation' : `${difficulty} operations`;
  return new TouchstoneError({
    code: 'ARITHMETIC_SPACE_TOO_SMALL',
    message: `only ${found} of ${count} ${split} seeds could be made: the options allow no further problem of ${operations} in this split`,
    place: 'options.arithmetic',
    value: options,
    fix: `ask for fewer seeds (data.${split}), or raise maxOperand, maxResult, minOperations or the number of operators`,
  });
}
