import type {
  GrpoLossOptions,
  Learner,
  LearnerReport,
  OptimiserOptions,
  TrainSequence,
} from '../domain/engine.ts';
import type { CompileOptions, Graph, Precision, Program } from '../tensor/index.ts';
import { firstTarget, perCompletionToken, tokenFeeds } from './batch-feeds.ts';
import type { ModelConfig } from './config.ts';
import { referenceWeights, trainable } from './model-state.ts';
import { packSequences } from './packing.ts';
import type { MicroBatch, PackingOptions } from './packing.ts';
import { viewParameters } from './parameters.ts';
import type { ProgramCache } from './program-cache.ts';
import { crossEntropyGraph, grpoGraph, logProbabilityGraph } from './training-graphs.ts';
import type { BatchShape } from './training-graphs.ts';
import type { TransformerOptions } from './transformer.ts';
import type { WeightStore } from './weight-store.ts';

type BuildGraph = (config: ModelConfig, shape: BatchShape, options: TransformerOptions) => Graph;

/** How a learner goes about a batch. */
export interface LearnerOptions extends PackingOptions {
  /**
   * Keep only each layer's input for the reverse pass, which computes the layer again: less memory, more time, the
   * same gradients. Default false.
   */
  readonly gradientCheckpointing?: boolean;
  /** How products of matrices are computed. Default `float32`. */
  readonly precision?: Precision;
}

/** Stands for "no dual clip": no surrogate falls below this multiple of a negative advantage. */
const NO_DUAL_CLIP = 1e30;

/** Turns weighted tokens into weight updates, on compiled training graphs. */
export function createLearner(
  weights: WeightStore,
  programs: ProgramCache,
  options: LearnerOptions,
): Learner {
  const { gradientCheckpointing: recomputesLayers = false, precision = 'float32', ...packing } = options;
  const { state } = weights;

  const compile = (
    name: string,
    build: BuildGraph,
    { shape }: MicroBatch,
    compileOptions?: CompileOptions,
  ): Promise<Program> => {
    const key = `${name} ${shape.rows}x${shape.time} ${shape.packed ? 'packed' : 'plain'}`;
    return programs.get(key, () => build(state.config, shape, { recomputesLayers }), {
      ...compileOptions,
      precision,
    });
  };

  /** Adds up gradients over micro-batches in their order, then steps; returns the summed scalar outputs. */
  const trainStep = async (
    name: string,
    build: BuildGraph,
    batch: readonly TrainSequence[],
    lossFeeds: (microBatch: MicroBatch) => LossFeeds,
    optimiserOptions: OptimiserOptions,
  ): Promise<{ sums: Record<string, number>; gradientNorm: number }> => {
    const sums: Record<string, number> = {};
    const lossScale = state.lossScale?.scale ?? 1;
    const gradientNorm = await weights.train(optimiserOptions, async (runAndAdd) => {
      for (const microBatch of packSequences(batch, packing)) {
        const program = await compile(name, build, microBatch, weights.training);
        const feeds = scaleLoss(lossFeeds(microBatch), lossScale);
        const outputs = await runAndAdd(program, { ...tokenFeeds(microBatch), ...feeds });
        for (const [output, [value]] of Object.entries(outputs)) sums[output] = (sums[output] ?? 0) + value!;
      }
    });
    sums['loss']! /= lossScale;
    return { sums, gradientNorm };
  };

  /** What mixed precision adds to a report. */
  const scaleReport = (): Pick<LearnerReport, 'lossScale' | 'skippedSteps'> => {
    const { lossScale } = state;
    return lossScale ? { lossScale: lossScale.scale, skippedSteps: lossScale.skippedSteps } : {};
  };

  return {
    async trainCrossEntropy(batch, options) {
      const tokens = requireTokens(batch);
      const feeds = (microBatch: MicroBatch): LossFeeds => ({
        weights: perCompletionToken(microBatch, ({ tokenWeight }) => tokenWeight ?? 1 / tokens),
      });
      const { sums, gradientNorm } = await trainStep(
        'cross-entropy',
        crossEntropyGraph,
        batch,
        feeds,
        options,
      );
      return { loss: sums['loss']!, gradientNorm, tokens, ...scaleReport() };
    },

    async trainGrpo(batch, loss, options) {
      const tokens = requireTokens(batch);
      batch.forEach(checkGrpoSequence);
      const feeds = (microBatch: MicroBatch): LossFeeds => grpoFeeds(microBatch, loss, tokens);
      const { sums, gradientNorm } = await trainStep('grpo', grpoGraph, batch, feeds, options);
      return { ...grpoReport(sums, gradientNorm, tokens), ...scaleReport() };
    },

    async logProbabilities(batch, which) {
      if (which === 'reference') referenceWeights(state);
      const results: number[][] = batch.map(() => []);
      const useWeights = weights.use(which);
      for (const microBatch of batch.length === 0 ? [] : packSequences(batch, packing)) {
        const program = await compile('log-probabilities', logProbabilityGraph, microBatch);
        const outputs = await useWeights((feeds) => program.run({ ...feeds, ...tokenFeeds(microBatch) }));
        for (const { index, sequence, start } of microBatch.placements) {
          const first = firstTarget(start, sequence);
          const values = outputs['logProbabilities']!;
          results[index] = Array.from(values.subarray(first, first + sequence.completionTokens.length));
        }
      }
      return results;
    },

    freezeReference: () =>
      weights.read('weights', () => {
        const { entries, flat } = trainable(state);
        state.reference = viewParameters(entries, flat.slice());
      }),
  };
}

interface LossFeeds extends Readonly<Record<string, Float32Array>> {
  /** Weight of each token in the loss. */
  readonly weights: Float32Array;
}

/** Multiplies the loss, which is a weighted sum over tokens. */
function scaleLoss(feeds: LossFeeds, scale: number): LossFeeds {
  return scale === 1 ? feeds : { ...feeds, weights: feeds.weights.map((weight) => weight * scale) };
}

function requireTokens(batch: readonly TrainSequence[]): number {
  const tokens = batch.reduce((count, { completionTokens }) => count + completionTokens.length, 0);
  if (tokens === 0) throw new Error('cannot train on a batch without completion tokens');
  return tokens;
}

function checkGrpoSequence(sequence: TrainSequence, index: number): void {
  const { advantage, completionTokens, oldLogProbabilities, referenceLogProbabilities } = sequence;
  if (advantage === undefined || !Number.isFinite(advantage)) {
    throw new Error(`sequence ${index} of the batch: GRPO needs a finite advantage, got ${advantage}`);
  }
  for (const [name, values] of Object.entries({ oldLogProbabilities, referenceLogProbabilities })) {
    if (name === 'referenceLogProbabilities' && values === undefined) continue;
    if (values?.length === completionTokens.length) continue;
    throw new Error(
      `sequence ${index} of the batch: ${name} has ${values?.length ?? 'no'} values for ${completionTokens.length} completion tokens`,
    );
  }
}

function grpoFeeds(microBatch: MicroBatch, loss: GrpoLossOptions, tokens: number): LossFeeds {
  const scalar = (value: number): Float32Array => new Float32Array([value]);
  return {
    weights: perCompletionToken(microBatch, ({ tokenWeight }) => tokenWeight ?? 1 / tokens),
    counted: perCompletionToken(microBatch, () => 1),
    advantages: perCompletionToken(microBatch, ({ advantage }) => advantage!),
    oldLogProbabilities: perCompletionToken(
      microBatch,
      (sequence, token) => sequence.oldLogProbabilities![token]!,
    ),
    referenceLogProbabilities: perCompletionToken(
      microBatch,
      (sequence, token) => (sequence.referenceLogProbabilities ?? sequence.oldLogProbabilities!)[token]!,
    ),
    clipLow: scalar(loss.clipLow),
    clipHigh: scalar(loss.clipHigh),
    dualClip: scalar(loss.dualClip > 0 ? loss.dualClip : NO_DUAL_CLIP),
    klCoefficient: scalar(loss.klCoefficient),
    entropyCoefficient: scalar(loss.entropyCoefficient),
  };
}

function grpoReport(sums: Record<string, number>, gradientNorm: number, tokens: number): LearnerReport {
  return {
    loss: sums['loss']!,
    gradientNorm,
    tokens,
    kl: Math.max(0, sums['kl']! / tokens),
    entropy: sums['entropy']! / tokens,
    clippedShare: sums['clipped']! / tokens,
  };
}
