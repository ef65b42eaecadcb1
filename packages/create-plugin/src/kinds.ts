/**
 * What a template needs to be told beside its files.
 *
 * @example
 * const critic: TemplateKind = {
 *   hint: 'a model that judges a response',
 *   hooks: ['computeReward'],
 *   example: 'touchstone score example/touchstone.config.ts --in example/completions.jsonl',
 * };
 */
export interface TemplateKind {
  /** One line for who chooses. */
  readonly hint: string;
  /** What the plugin taps and provides, as `touchstone plugins` lists it. */
  readonly hooks: readonly string[];
  /** Command of `npm run example`, after the build. */
  readonly example: string;
  /** Further development dependencies from this project. */
  readonly needs?: readonly string[];
}

const CONFIG = 'example/touchstone.config.ts';

/**
 * The kinds of plugins that there are templates for.
 *
 * @example
 * for (const [kind, { hint }] of Object.entries(KINDS)) console.log(`${kind}: ${hint}`);
 */
export const KINDS = {
  reward: {
    hint: 'a number for each response',
    hooks: ['computeReward'],
    example: `touchstone score ${CONFIG} --in example/completions.jsonl`,
  },
  verifier: {
    hint: 'says whether an answer is correct',
    hooks: ['verifier'],
    example: 'touchstone verify --verifier {{packageName}} --in example/answers.jsonl --explain',
  },
  domain: {
    hint: 'problems, their verifier and a benchmark',
    hooks: ['verifier', 'seed-source', 'benchmark'],
    example: 'touchstone generate {{packageName}} --n 3 --seed 1',
  },
  'seed-source': {
    hint: 'problems for a verifier that exists',
    hooks: ['seed-source'],
    example: 'touchstone generate {{packageName}} --n 3 --seed 1',
    needs: ['@touchstone-rl/plugin-math'],
  },
  benchmark: {
    hint: 'a fixed set of problems to report on',
    hooks: ['benchmark'],
    example: `touchstone plugins ${CONFIG}`,
    needs: ['@touchstone-rl/plugin-math'],
  },
  logger: {
    hint: 'writes down what a run reports',
    hooks: ['onStep', 'onEvaluate'],
    example: `touchstone plugins ${CONFIG}`,
  },
} as const satisfies Record<string, TemplateKind>;

/**
 * A kind of plugin that has a template.
 *
 * @example
 * const kind: KindName = 'seed-source';
 * KINDS[kind].hooks; // ['seed-source']
 */
export type KindName = keyof typeof KINDS;

/**
 * Whether a word names a kind of plugin that has a template.
 *
 * @example
 * const words = ['reward', 'critic'];
 * words.filter(isKind); // ['reward']
 */
export function isKind(value: string | undefined): value is KindName {
  return value !== undefined && Object.hasOwn(KINDS, value);
}
