import type { LearnerReport, ScoredGroup, Seed, StepReport, TrainSequence } from '../domain/index.ts';
import type { Settings } from '../kernel/index.ts';
import { groupAdvantages } from './advantages.ts';
import { throwIfInterrupted, type RunContext } from './context.ts';
import { grpoMetrics } from './grpo-metrics.ts';
import { itemsOfStep } from './order.ts';
import { sampleGroups, type SampledGroup } from './sample-groups.ts';
import { samplingOptions } from './sampling-options.ts';
import { learningRateAt } from './schedule.ts';
import { optimiserOf, scaleMetrics } from './sft.ts';

type GrpoSettings = NonNullable<Settings['grpo']>;

/** A sampled group with its rewards. */
interface JudgedGroup extends SampledGroup {
  readonly scored: ScoredGroup;
}

/**
 * Runs the GRPO steps after `from` (Phi-4-reasoning report, section 4.2): sample G rollouts of each seed,
 * score each group while others are still being sampled, normalise rewards within the group, update.
 */
export async function runGrpo(
  context: RunContext,
  seeds: readonly Seed[],
  from: number,
  afterStep: (report: StepReport) => Promise<void>,
): Promise<void> {
  const { signal } = context;
  const settings = context.settings.grpo!;
  for (let step = from + 1; step <= settings.steps; step++) {
    throwIfInterrupted(signal);
    const chosen = itemsOfStep(seeds, settings.seedsPerStep, step, context.settings.seed, 'grpo-order');
    const groups = await rollOut(context, chosen, step);
    const learningRate = learningRateAt(step, settings.steps, settings);
    const reports = await update(context, groups, learningRate);
    const scored = groups.map((group) => group.scored);
    const metrics = { ...grpoMetrics(scored), ...learnerMetrics(reports), learningRate };
    await afterStep({ phase: 'grpo', step, steps: settings.steps, metrics, groups: scored });
  }
}

function rollOut(context: RunContext, seeds: readonly Seed[], step: number): Promise<JudgedGroup[]> {
  const { kernel, settings } = context;
  const { groupSize } = settings.grpo!;
  const sampling = samplingOptions(settings, settings.grpo!);
  const request = { seeds, samplesPerSeed: groupSize, label: `grpo/${step}`, sampling };
  return sampleGroups(context, request, async (sampled) => {
    const { seed } = sampled.group;
    const rollouts = await Promise.all(sampled.group.rollouts.map((one) => kernel.annotate(one, seed)));
    return { ...sampled, scored: await kernel.score({ seed, rollouts }) };
  });
}

/** One optimiser update per mini-batch of groups. A mini-batch in which nothing can be learnt is passed over. */
async function update(
  { engine, codec, settings }: RunContext,
  groups: readonly JudgedGroup[],
  learningRate: number,
): Promise<LearnerReport[]> {
  const grpo = settings.grpo!;
  const perBatch = Math.ceil(groups.length / grpo.miniBatches);
  const reports: LearnerReport[] = [];
  for (let start = 0; start < groups.length; start += perBatch) {
    const batch = groups.slice(start, start + perBatch).map((group) => toSequences(group, codec, grpo));
    const weighted = weighTokens(batch, grpo.aggregation);
    if (weighted.length === 0) continue;
    const withReference = grpo.klReference === 'initial' ? await addReference(engine, weighted) : weighted;
    reports.push(await engine.trainGrpo(withReference, grpo, optimiserOf(grpo, learningRate)));
  }
  return reports;
}

function toSequences(
  { scored, completions }: JudgedGroup,
  codec: RunContext['codec'],
  grpo: GrpoSettings,
): TrainSequence[] {
  const advantages = groupAdvantages(scored, { std: grpo.advantageStd, epsilon: grpo.advantageEpsilon });
  const promptTokens = codec.encodePrompt(scored.seed);
  return completions.flatMap(({ tokens, logProbabilities }, i) => {
    const advantage = advantages[i];
    if (advantage === undefined || tokens.length === 0) return [];
    return [{ promptTokens, completionTokens: tokens, advantage, oldLogProbabilities: logProbabilities }];
  });
}

/**
 * Token weights of the loss. `sequence-mean`, as printed: 1 / (groups * group size * tokens of the sequence).
 * `token-mean` (DAPO): 1 / tokens of the batch.
 */
export function weighTokens(
  groups: readonly (readonly TrainSequence[])[],
  aggregation: GrpoSettings['aggregation'],
): TrainSequence[] {
  const filled = groups.filter((group) => group.length > 0);
  const total = filled.flat().reduce((sum, { completionTokens }) => sum + completionTokens.length, 0);
  return filled.flatMap((group) =>
    group.map((sequence) => ({
      ...sequence,
      tokenWeight:
        aggregation === 'token-mean'
          ? 1 / total
          : 1 / (filled.length * group.length * sequence.completionTokens.length),
    })),
  );
}

async function addReference(
  engine: RunContext['engine'],
  batch: readonly TrainSequence[],
): Promise<TrainSequence[]> {
  const reference = await engine.logProbabilities(batch, 'reference');
  return batch.map((sequence, i) => ({ ...sequence, referenceLogProbabilities: reference[i]! }));
}

/** Means of the mini-batches' reports, weighted by tokens. Empty when nothing was learnt. */
function learnerMetrics(reports: readonly LearnerReport[]): Record<string, number> {
  const tokens = reports.reduce((sum, report) => sum + report.tokens, 0);
  if (tokens === 0) return { trainedTokens: 0 };
  const average = (pick: (report: LearnerReport) => number): number =>
    reports.reduce((sum, report) => sum + pick(report) * (report.tokens / tokens), 0);
  return {
    loss: average(({ loss }) => loss),
    gradientNorm: average(({ gradientNorm }) => gradientNorm),
    kl: average(({ kl }) => kl ?? 0),
    entropy: average(({ entropy }) => entropy ?? 0),
    clippedRatioShare: average(({ clippedShare }) => clippedShare ?? 0),
    trainedTokens: tokens,
    ...scaleMetrics(reports.at(-1)!),
  };
}
