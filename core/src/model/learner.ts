import type {
  GrpoLossOptions,
  Learner,
  LearnerReport,
  OptimiserOptions,
  TrainSequence,
} from '../domain/engine.ts';
import type { Feeds, Graph } from '../tensor/index.ts';
import { adamWStep } from './adamw.ts';
import { firstTarget, perCompletionToken, tokenFeeds } from './batch-feeds.ts';
import type { ModelConfig } from './config.ts';
import { trainable, weightFeeds } from './model-state.ts';
import type { ModelState } from './model-state.ts';
import { packSequences } from './packing.ts';
import type { MicroBatch, PackingOptions } from './packing.ts';
import { viewParameters } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import type { ProgramCache } from './program-cache.ts';
import { crossEntropyGraph, GRADIENT_PREFIX, grpoGraph, logProbabilityGraph } from './training-graphs.ts';
import type { BatchShape } from './training-graphs.ts';
import type { TransformerOptions } from './transformer.ts';

type BuildGraph = (config: ModelConfig, shape: BatchShape, options: TransformerOptions) => Graph;

/** How a learner goes about a batch. */
export interface LearnerOptions extends PackingOptions {
  /**
   * Keep only each layer's input for the reverse pass, which computes the layer again: less memory, more time, the
   * same gradients. Default false.
   */
  readonly gradientCheckpointing?: boolean;
}

/** Stands for "no dual clip": no surrogate falls below this multiple of a negative advantage. */
const NO_DUAL_CLIP = 1e30;

/** Turns weighted tokens into weight updates, on compiled training graphs. */
export function createLearner(state: ModelState, programs: ProgramCache, options: LearnerOptions): Learner {
  const { gradientCheckpointing: recomputesLayers = false, ...packing } = options;
  const { config, optimiser } = state;
  const weights = trainable(state);
  const gradients = viewParameters(weights.entries, new Float32Array(weights.flat.length));

  const runGraph = async (
    name: string,
    build: BuildGraph,
    { shape }: MicroBatch,
    feeds: Feeds,
  ): Promise<Record<string, Float32Array>> => {
    const key = `${name} ${shape.rows}x${shape.time} ${shape.packed ? 'packed' : 'plain'}`;
    const program = await programs.get(key, () => build(config, shape, { recomputesLayers }));
    return program.run(feeds);
  };

  /** Accumulates gradients over micro-batches in their order, then steps; returns the summed scalar outputs. */
  const trainStep = async (
    name: string,
    build: BuildGraph,
    batch: readonly TrainSequence[],
    lossFeeds: (microBatch: MicroBatch) => Feeds,
    options: OptimiserOptions,
  ): Promise<{ sums: Record<string, number>; gradientNorm: number }> => {
    gradients.flat.fill(0);
    const sums: Record<string, number> = {};
    for (const microBatch of packSequences(batch, packing)) {
      const feeds = { ...weightFeeds(state), ...tokenFeeds(microBatch), ...lossFeeds(microBatch) };
      accumulate(await runGraph(name, build, microBatch, feeds), gradients, sums);
    }
    return { sums, gradientNorm: adamWStep(weights, gradients.flat, optimiser, options) };
  };

  return {
    async trainCrossEntropy(batch, options) {
      const tokens = requireTokens(batch);
      const feeds = (microBatch: MicroBatch): Feeds => ({
        weights: perCompletionToken(microBatch, ({ tokenWeight }) => tokenWeight ?? 1 / tokens),
      });
      const { sums, gradientNorm } = await trainStep(
        'cross-entropy',
        crossEntropyGraph,
        batch,
        feeds,
        options,
      );
      return { loss: sums['loss']!, gradientNorm, tokens };
    },

    async trainGrpo(batch, loss, options) {
      const tokens = requireTokens(batch);
      batch.forEach(checkGrpoSequence);
      const feeds = (microBatch: MicroBatch): Feeds => grpoFeeds(microBatch, loss, tokens);
      const { sums, gradientNorm } = await trainStep('grpo', grpoGraph, batch, feeds, options);
      return grpoReport(sums, gradientNorm, tokens);
    },

    async logProbabilities(batch, which) {
      const views = weightFeeds(state, which);
      const results: number[][] = batch.map(() => []);
      if (batch.length === 0) return results;
      for (const microBatch of packSequences(batch, packing)) {
        const feeds = { ...views, ...tokenFeeds(microBatch) };
        const outputs = await runGraph('log-probabilities', logProbabilityGraph, microBatch, feeds);
        for (const { index, sequence, start } of microBatch.placements) {
          const first = firstTarget(start, sequence);
          const values = outputs['logProbabilities']!;
          results[index] = Array.from(values.subarray(first, first + sequence.completionTokens.length));
        }
      }
      return results;
    },

    freezeReference() {
      state.reference = viewParameters(weights.entries, weights.flat.slice());
      return Promise.resolve();
    },
  };
}

function requireTokens(batch: readonly TrainSequence[]): number {
  const tokens = batch.reduce((count, { completionTokens }) => count + completionTokens.length, 0);
  if (tokens === 0) throw new Error('cannot train on a batch without completion tokens');
  return tokens;
}

function accumulate(
  outputs: Record<string, Float32Array>,
  gradients: Parameters,
  sums: Record<string, number>,
): void {
  for (const [name, values] of Object.entries(outputs)) {
    if (!name.startsWith(GRADIENT_PREFIX)) {
      sums[name] = (sums[name] ?? 0) + values[0]!;
      continue;
    }
    const target = gradients.views[name.slice(GRADIENT_PREFIX.length)]!;
    for (let i = 0; i < target.length; i++) target[i]! += values[i]!;
  }
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

function grpoFeeds(microBatch: MicroBatch, loss: GrpoLossOptions, tokens: number): Feeds {
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
