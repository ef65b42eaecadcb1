import type { LearnerReport, Seed, StepReport, TrainSequence } from '../domain/index.ts';
import type { Settings } from '../kernel/index.ts';
import { throwIfInterrupted, type RunContext } from './context.ts';
import { itemsOfStep } from './order.ts';
import { learningRateAt } from './schedule.ts';

/** Runs the SFT steps after `from`, calling `afterStep` once each step's update is done. */
export async function runSft(
  context: RunContext,
  from: number,
  afterStep: (report: StepReport) => Promise<void>,
): Promise<void> {
  const { engine, codec, seeds, signal } = context;
  const settings = context.settings.sft!;
  const sequences = seeds.train
    .filter(({ demonstration }) => demonstration !== undefined)
    .map((seed) => toSequence(seed, codec));
  for (let step = from + 1; step <= settings.steps; step++) {
    throwIfInterrupted(signal);
    const batch = itemsOfStep(sequences, settings.batchSize, step, context.settings.seed, 'sft-order');
    const learningRate = learningRateAt(step, settings.steps, settings);
    const report = await engine.trainCrossEntropy(withTokenMean(batch), optimiserOf(settings, learningRate));
    await afterStep({
      phase: 'sft',
      step,
      steps: settings.steps,
      metrics: {
        loss: report.loss,
        gradientNorm: report.gradientNorm,
        learningRate,
        tokens: report.tokens,
        ...scaleMetrics(report),
      },
    });
  }
}

/** What mixed precision adds to the metrics of a step: the loss scale and the steps skipped so far. */
export function scaleMetrics({ lossScale, skippedSteps }: LearnerReport): Record<string, number> {
  return lossScale === undefined ? {} : { lossScale, skippedSteps: skippedSteps ?? 0 };
}

/** Prompt and demonstration as tokens. The loss is on the response alone. */
function toSequence(seed: Seed, codec: RunContext['codec']): TrainSequence {
  return {
    promptTokens: codec.encodePrompt(seed),
    completionTokens: codec.encodeResponse(seed.demonstration!),
  };
}

/** Weighs every response token of the batch alike, so that the loss is the mean over tokens in nats. */
function withTokenMean(batch: readonly TrainSequence[]): TrainSequence[] {
  const tokens = batch.reduce((sum, { completionTokens }) => sum + completionTokens.length, 0);
  return batch.map((sequence) => ({ ...sequence, tokenWeight: 1 / tokens }));
}

/** The optimiser options of one step; Adam's epsilon is 1e-8 as in PyTorch. */
export function optimiserOf(
  settings: Pick<NonNullable<Settings['sft']>, 'beta1' | 'beta2' | 'weightDecay' | 'maxGradientNorm'>,
  learningRate: number,
): Parameters<RunContext['engine']['trainCrossEntropy']>[1] {
  const { beta1, beta2, weightDecay, maxGradientNorm } = settings;
  return { learningRate, beta1, beta2, weightDecay, maxGradientNorm, epsilon: 1e-8 };
}
