import {
  defineSeedSource,
  randomStream,
  TouchstoneError,
  type Seed,
  type SeedRequest,
} from '@touchstone-rl/core';
import { optionsSchema, type ListExpressionsOptions } from './options.ts';
import { behaviourOf, demonstrationOf, drawSteps, promptOf, splitOf, testsOf } from './problem.ts';
import type { Step } from './step.ts';

export type { ListExpressionsOptions } from './options.ts';
export { ALPHABET } from './problem.ts';

/** Draws in a row without a new problem after which the options' space counts as exhausted. */
const PATIENCE = 5_000;

/**
 * Seeds that ask for a one-line JavaScript expression over a list `x`; the verifier `code` runs it.
 *
 * @example
 * defineConfig({
 *   plugins: ['sandbox', ['code', { extraction: 'whole' }], 'list-expressions'],
 *   data: { source: 'list-expressions' },
 * });
 */
export default defineSeedSource({
  name: 'list-expressions',
  options: optionsSchema,
  seeds: (request, { options }) => generateSeeds(request, options),
});

/** The seeds of a split: every number of steps equally often, no behaviour twice. */
function* generateSeeds(request: SeedRequest, options: ListExpressionsOptions): Generator<Seed> {
  const { split, count, randomSeed } = request;
  const random = randomStream(randomSeed, 'list-expressions', split);
  const seen = new Set<string>();
  for (let i = 0; i < count; i++) {
    const difficulty = options.minSteps + (i % (options.maxSteps - options.minSteps + 1));
    const draw = (): readonly [Step[], string] => {
      const steps = drawSteps(random, difficulty, options.maxNumber);
      return [steps, behaviourOf(steps)];
    };
    const isNew = (behaviour: string): boolean => !seen.has(behaviour) && splitOf(behaviour) === split;
    let [steps, behaviour] = draw();
    for (let tries = 0; !isNew(behaviour); tries++) {
      if (tries >= PATIENCE) throw spaceTooSmall(request, difficulty, i, options);
      [steps, behaviour] = draw();
    }
    seen.add(behaviour);
    yield seedOf(steps, behaviour, options);
  }
}

function seedOf(steps: readonly Step[], behaviour: string, options: ListExpressionsOptions): Seed {
  return {
    id: `list-expressions:${promptOf(steps)}`,
    prompt: [{ role: 'user', content: promptOf(steps) }],
    domain: 'list-expressions',
    source: 'list-expressions',
    verifier: 'code',
    demonstration: demonstrationOf(steps),
    meta: {
      difficulty: steps.length,
      behaviour,
      language: 'javascript',
      entryPoint: 'solve',
      // What is answered is the expression alone.
      prefix: 'const solve = (x) => (\n',
      suffix: '\n);\n',
      tests: testsOf(steps, behaviour, options.tests),
    },
  };
}

function spaceTooSmall(
  { split, count }: SeedRequest,
  steps: number,
  found: number,
  options: ListExpressionsOptions,
): TouchstoneError {
  return new TouchstoneError({
    code: 'LIST_EXPRESSIONS_SPACE_TOO_SMALL',
    message: `only ${found} of ${count} ${split} seeds could be made: the options allow no further problem of ${steps} steps in this split`,
    place: 'options.list-expressions',
    value: options,
    fix: `ask for fewer seeds (data.${split}), or raise maxNumber, minSteps or maxSteps`,
  });
}
