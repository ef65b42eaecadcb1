import {
  formatFailure,
  Kernel,
  parseResponse,
  type ConfiguredPlugin,
  type Seed,
  type SeedRequest,
  type Services,
  type Verdict,
  type VerifierInput,
} from '@touchstone-rl/core';

/**
 * What the plugin finds when it is set up.
 *
 * @example
 * const options: OpenPluginOptions = {
 *   configureServices: (services) => services.register(clockToken, { value: { now: () => 0 } }),
 * };
 */
export interface OpenPluginOptions {
  /** Registers services that the plugin asks for. */
  readonly configureServices?: (services: Services) => void;
}

/**
 * A plugin alone in a kernel, with short words for what a test of a domain or verifier asks of it.
 *
 * @example
 * const solveAll = async ({ seeds, judgeAnswer }: OpenPlugin): Promise<boolean> => {
 *   const verdicts = await Promise.all((await seeds(20)).map((seed) => judgeAnswer(seed, seed.gold!)));
 *   return verdicts.every(({ verdict }) => verdict === 'correct');
 * };
 */
export interface OpenPlugin {
  readonly kernel: Kernel;
  /** The first seeds of its source, of split `train` and random seed 1 unless the request says otherwise. */
  seeds(count: number, request?: Partial<SeedRequest>): Promise<Seed[]>;
  /** The verdict on a whole response. @throws Error when the verifier fails. */
  judge(seed: Seed, completion: string): Promise<Verdict>;
  /** The verdict on a bare answer. @throws Error when the verifier fails. */
  judgeAnswer(seed: Seed, pred: string): Promise<Verdict>;
}

/**
 * Sets a plugin up alone, for tests of one's own beside the contract.
 *
 * @throws TouchstoneError when it cannot be set up, e.g. for wrong options.
 *
 * @example
 * import { openPlugin } from '@touchstone-rl/plugin-kit';
 * import maze from '@touchstone-rl/plugin-maze';
 *
 * const { seeds, judge } = await openPlugin(maze({ sizes: [5] }));
 * for (const seed of await seeds(10)) console.log((await judge(seed, seed.demonstration!)).verdict);
 */
export async function openPlugin(
  plugin: ConfiguredPlugin,
  { configureServices }: OpenPluginOptions = {},
): Promise<OpenPlugin> {
  const kernel = await Kernel.create({ plugins: [{ plugin, origin: 'inline' }], configureServices });
  const verdictOn = async (input: VerifierInput): Promise<Verdict> => {
    const judged = await kernel.judge(input.seed.verifier, input);
    if (judged.ok) return judged.value;
    throw new Error(formatFailure(judged.failure));
  };
  return {
    kernel,
    async seeds(count, request) {
      const asked = { split: 'train', count, randomSeed: 1, baseFolder: '.', ...request } as const;
      const seeds: Seed[] = [];
      for await (const seed of kernel.seedSource(plugin.definition.name).seeds(asked)) {
        if ('bad' in seed) throw new Error(`${seed.place}: ${seed.reason}`);
        seeds.push(seed);
      }
      return seeds;
    },
    judge: (seed, completion) => {
      const { answer } = parseResponse(completion);
      return verdictOn({ seed, gold: seed.gold, completion, answer });
    },
    judgeAnswer: (seed, pred) => verdictOn({ seed, gold: seed.gold, pred }),
  };
}
