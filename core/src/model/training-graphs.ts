import {
  chunkedTokenTerms,
  crossEntropyLoss,
  gradients,
  Graph,
  grpoLoss,
  mul,
  sum,
  tokenEntropies,
  tokenLogProbabilities,
} from '../tensor/index.ts';
import type { Tensor } from '../tensor/index.ts';
import type { ModelConfig } from './config.ts';
import { rowAttention } from './row-attention.ts';
import { buildTransformer } from './transformer.ts';
import type { TransformerGraph, TransformerOptions } from './transformer.ts';

/** The static shape of a micro-batch: packed rows of equal length. */
export interface BatchShape {
  readonly rows: number;
  readonly time: number;
  /** Whether some row holds more than one sequence. Default true. */
  readonly packed?: boolean;
}

/** Prefix of the graph outputs that carry gradients: the weight's name follows. */
export const GRADIENT_PREFIX = 'gradient of ';

/** More logits than this in a micro-batch are computed in chunks of half as many and not kept: 64 MiB an array. */
export const MOST_LOGITS = 2 ** 24;

/** Tokens of the smallest chunk: fewer make poor products. */
const FEWEST_TOKENS = 16;

interface PackedGraph {
  readonly graph: Graph;
  readonly model: TransformerGraph;
  readonly logProbabilities: Tensor;
  readonly entropies: () => Tensor;
  /** Declares one more number per token. */
  readonly perToken: (name: string) => Tensor;
}

function packedGraph(
  config: ModelConfig,
  { rows, time, packed = true }: BatchShape,
  options?: TransformerOptions,
): PackedGraph {
  const graph = new Graph();
  const [tokens, positions, segments] = ['tokens', 'positions', 'segments'].map((name) =>
    graph.input(name, [rows, time], 'int32'),
  ) as [Tensor, Tensor, Tensor];
  const targets = graph.input('targets', [rows * time], 'int32');
  const attend = rowAttention(config, segments, packed);
  const model = buildTransformer(graph, config, { tokens, positions }, attend, options);
  const perToken = (name: string): Tensor => graph.input(name, [rows * time]);
  if (rows * time * config.vocab_size > MOST_LOGITS) {
    const chunk = Math.max(FEWEST_TOKENS, Math.floor(MOST_LOGITS / 2 / config.vocab_size));
    const { logProbabilities, entropies } = chunkedTokenTerms(model.hidden, model.head, targets, chunk);
    return { graph, model, logProbabilities, entropies: () => entropies, perToken };
  }
  const logProbabilities = tokenLogProbabilities(model.logits, targets);
  return { graph, model, logProbabilities, entropies: () => tokenEntropies(model.logits), perToken };
}

function outputLossAndGradients({ graph, model }: PackedGraph, loss: Tensor): void {
  graph.output('loss', loss);
  const names = [...model.trainable.keys()];
  gradients(loss, [...model.trainable.values()]).forEach((gradient, index) => {
    graph.output(GRADIENT_PREFIX + names[index]!, gradient);
  });
}

/** Inputs tokens, positions, segments, targets; output `logProbabilities`, [rows * time]. */
export function logProbabilityGraph(config: ModelConfig, shape: BatchShape): Graph {
  const packed = packedGraph(config, shape);
  packed.graph.output('logProbabilities', packed.logProbabilities);
  return packed.graph;
}

/** One more input, `weights` per token; outputs `loss` and the gradients. */
export function crossEntropyGraph(
  config: ModelConfig,
  shape: BatchShape,
  options?: TransformerOptions,
): Graph {
  const packed = packedGraph(config, shape, options);
  outputLossAndGradients(packed, crossEntropyLoss(packed.logProbabilities, packed.perToken('weights')));
  return packed.graph;
}

/**
 * Inputs per token besides those of the cross-entropy: `advantages`, `oldLogProbabilities`,
 * `referenceLogProbabilities`, `counted` (1 for completion tokens, else 0); scalars: the loss's constants.
 * Outputs: `loss`, the sums `kl`, `entropy` and `clipped` over counted tokens, and the gradients.
 */
export function grpoGraph(config: ModelConfig, shape: BatchShape, options?: TransformerOptions): Graph {
  const packed = packedGraph(config, shape, options);
  const { graph, perToken } = packed;
  const scalar = (name: string): Tensor => graph.input(name, []);
  const entropies = packed.entropies();
  const terms = grpoLoss({
    logProbabilities: packed.logProbabilities,
    entropies,
    oldLogProbabilities: perToken('oldLogProbabilities'),
    referenceLogProbabilities: perToken('referenceLogProbabilities'),
    advantages: perToken('advantages'),
    weights: perToken('weights'),
    clipLow: scalar('clipLow'),
    clipHigh: scalar('clipHigh'),
    dualClip: scalar('dualClip'),
    klCoefficient: scalar('klCoefficient'),
    entropyCoefficient: scalar('entropyCoefficient'),
  });
  const counted = perToken('counted');
  for (const [name, values] of Object.entries({ kl: terms.kl, entropy: entropies, clipped: terms.clipped })) {
    graph.output(name, sum(mul(values, counted)));
  }
  outputLossAndGradients(packed, terms.loss);
  return graph;
}
