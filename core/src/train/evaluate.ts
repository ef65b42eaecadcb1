import {
  majorityVote,
  passAt1,
  type EvaluatedRollout,
  type EvaluationReport,
  type Rollout,
  type SamplingOptions,
  type Seed,
} from '../domain/index.ts';
import type { EvaluationContext } from './context.ts';
import { sampleGroups } from './sample-groups.ts';

/**
 * What is evaluated, and how often each seed is sampled.
 *
 * @example
 * const requestOf = (settings: Settings, seeds: readonly Seed[]): EvaluationRequest => ({
 *   name: 'final', // shown in reports; the random streams come from the split
 *   split: 'test',
 *   benchmark: 'arithmetic',
 *   step: 0,
 *   seeds,
 *   samplesPerSeed: settings.evaluate.samples,
 *   sampling: samplingOptions(settings, settings.evaluate),
 *   confidence: settings.evaluate.confidence,
 * });
 */
export interface EvaluationRequest {
  /** Shown in reports: `sft`, `step 50`, `final`. */
  readonly name: string;
  readonly split: string;
  readonly benchmark: string;
  readonly step: number;
  readonly seeds: readonly Seed[];
  readonly samplesPerSeed: number;
  readonly sampling: SamplingOptions;
  readonly confidence: number;
  /** Name of the stratum of a seed. Default: `meta.difficulty`, or `all`. */
  readonly stratum?: (seed: Seed) => string;
}

/**
 * Samples every seed several times and judges the answers. `unverifiable` and failed judgements count as not
 * correct and are reported as their own share. The random streams depend on the split and not on the name,
 * so that two policies evaluated on one split are paired sample by sample.
 *
 * @example
 * const evaluate = async (context: EvaluationContext, request: EvaluationRequest): Promise<string> => {
 *   const { passAt1 } = await evaluatePolicy(context, request);
 *   return `${passAt1.mean} [${passAt1.low}, ${passAt1.high}]`;
 * };
 */
export async function evaluatePolicy(
  context: EvaluationContext,
  request: EvaluationRequest,
): Promise<EvaluationReport> {
  const { seeds, samplesPerSeed, sampling, split } = request;
  const groups = await sampleGroups(
    context,
    { seeds, samplesPerSeed, sampling, label: `evaluate-${split}` },
    ({ group }) => Promise.all(group.rollouts.map((rollout) => context.kernel.annotate(rollout, group.seed))),
  );
  return summarise(request, groups);
}

function summarise(request: EvaluationRequest, groups: readonly (readonly Rollout[])[]): EvaluationReport {
  const { seeds, samplesPerSeed, confidence, name, split, benchmark, step } = request;
  const rates = groups.map((rollouts) => share(rollouts, isCorrect));
  const all = groups.flat();
  return {
    name,
    split,
    benchmark,
    step,
    samplesPerSeed,
    passAt1: passAt1(rates, samplesPerSeed, confidence),
    passAtK: share(rates, (rate) => rate > 0),
    majority: average(groups.map((rollouts) => majorityVote(rollouts.map(toVote)))),
    unverifiable: share(all, ({ verdict }) => verdict === undefined || verdict.verdict === 'unverifiable'),
    clippedShare: share(all, ({ finishReason }) => finishReason === 'length'),
    lengthTokens: {
      mean: meanLength(all)!,
      correct: meanLength(all.filter(isCorrect)),
      incorrect: meanLength(all.filter((rollout) => !isCorrect(rollout))),
    },
    strata: stratify(seeds, rates, request.stratum ?? difficultyOf),
    rollouts: groups.flatMap((rollouts) => rollouts.map(toEvaluated)),
    seeds,
  };
}

function toEvaluated(rollout: Rollout, sample: number): EvaluatedRollout {
  const { seedId, text, lengthTokens, finishReason, verdict, excluded } = rollout;
  return {
    seedId,
    sample,
    text,
    lengthTokens,
    finishReason,
    verdict: verdict?.verdict ?? 'failed',
    ...(verdict?.extracted !== undefined && { extracted: verdict.extracted }),
    reason: verdict?.reason ?? excluded ?? 'no verdict',
  };
}

function stratify(
  seeds: readonly Seed[],
  rates: readonly number[],
  stratum: (seed: Seed) => string,
): EvaluationReport['strata'] {
  const byStratum = new Map<string, number[]>();
  seeds.forEach((seed, i) => {
    const name = stratum(seed);
    byStratum.set(name, [...(byStratum.get(name) ?? []), rates[i]!]);
  });
  const entries = [...byStratum].map(([name, own]) => {
    return [name, { passAt1: average(own), seeds: own.length }] as const;
  });
  return Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })));
}

function difficultyOf(seed: Seed): string {
  const difficulty = seed.meta?.difficulty;
  return typeof difficulty === 'number' || typeof difficulty === 'string' ? String(difficulty) : 'all';
}

function isCorrect({ verdict }: Rollout): boolean {
  return verdict?.verdict === 'correct';
}

function toVote(rollout: Rollout): { key?: string; correct: boolean } {
  const key = rollout.verdict?.extracted;
  return { correct: isCorrect(rollout), ...(key !== undefined && { key }) };
}

function share<T>(items: readonly T[], test: (item: T) => boolean): number {
  return items.length ? items.filter(test).length / items.length : 0;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function meanLength(rollouts: readonly Rollout[]): number | undefined {
  return rollouts.length ? average(rollouts.map(({ lengthTokens }) => lengthTokens)) : undefined;
}
