import {
  attention,
  causalSegmentMask,
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
import { headSize } from './config.ts';
import type { ModelConfig } from './config.ts';
import { buildTransformer } from './transformer.ts';
import type { TransformerGraph } from './transformer.ts';

/** The static shape of a micro-batch: packed rows of equal length. */
export interface BatchShape {
  readonly rows: number;
  readonly time: number;
}

/** Prefix of the graph outputs that carry gradients: the weight's name follows. */
export const GRADIENT_PREFIX = 'gradient of ';

interface PackedGraph {
  readonly graph: Graph;
  readonly model: TransformerGraph;
  readonly logProbabilities: Tensor;
  /** Declares one more number per token. */
  readonly perToken: (name: string) => Tensor;
}

function packedGraph(config: ModelConfig, { rows, time }: BatchShape): PackedGraph {
  const graph = new Graph();
  const [tokens, positions, segments] = ['tokens', 'positions', 'segments'].map((name) =>
    graph.input(name, [rows, time], 'int32'),
  ) as [Tensor, Tensor, Tensor];
  const targets = graph.input('targets', [rows * time], 'int32');
  const mask = causalSegmentMask(segments);
  const shape = {
    heads: config.num_attention_heads,
    keyValueHeads: config.num_key_value_heads,
    headSize: headSize(config),
  };
  const model = buildTransformer(graph, config, { tokens, positions }, (query, key, value) =>
    attention(query, key, value, mask, shape),
  );
  const logProbabilities = tokenLogProbabilities(model.logits, targets);
  return { graph, model, logProbabilities, perToken: (name) => graph.input(name, [rows * time]) };
}

function outputLossAndGradients({ graph, model }: PackedGraph, loss: Tensor): void {
  graph.output('loss', loss);
  const names = [...model.weights.keys()];
  gradients(loss, [...model.weights.values()]).forEach((gradient, index) => {
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
export function crossEntropyGraph(config: ModelConfig, shape: BatchShape): Graph {
  const packed = packedGraph(config, shape);
  outputLossAndGradients(packed, crossEntropyLoss(packed.logProbabilities, packed.perToken('weights')));
  return packed.graph;
}

/**
 * Inputs per token besides those of the cross-entropy: `advantages`, `oldLogProbabilities`,
 * `referenceLogProbabilities`, `counted` (1 for completion tokens, else 0); scalars: the loss's constants.
 * Outputs: `loss`, the sums `kl`, `entropy` and `clipped` over counted tokens, and the gradients.
 */
export function grpoGraph(config: ModelConfig, shape: BatchShape): Graph {
  const packed = packedGraph(config, shape);
  const { graph, perToken } = packed;
  const scalar = (name: string): Tensor => graph.input(name, []);
  const entropies = tokenEntropies(packed.model.logits);
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
