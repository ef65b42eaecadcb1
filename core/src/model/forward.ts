import { Graph, attention, causalSegmentMask } from '../tensor/index.ts';
import type { Feeds } from '../tensor/index.ts';
import { lengthBucket } from './buckets.ts';
import type { ModelConfig } from './config.ts';
import { attentionShape, layerMasks } from './layer-attention.ts';
import type { ProgramCache } from './program-cache.ts';
import { buildTransformer } from './transformer.ts';

/**
 * Makes the plain forward pass of a model, without cache or batch: the slow, simple way to its logits, against
 * which the others are checked.
 *
 * @returns a function from a sequence's tokens to the logits of each position, [length, vocabulary].
 */
export function createForward(
  config: ModelConfig,
  weights: Feeds,
  programs: ProgramCache,
): (tokens: readonly number[]) => Promise<Float32Array> {
  return async (tokens) => {
    // Positions behind the last token are padding: no token sees a later one.
    const time = lengthBucket(tokens.length);
    const program = await programs.get(`forward ${time}`, () => forwardGraph(config, time));
    const padded = Int32Array.from({ length: time }, (_, i) => tokens[i] ?? 0);
    const positions = Int32Array.from(padded, (_, i) => i);
    const { logits } = await program.run({ ...weights, tokens: padded, positions });
    return logits!.subarray(0, tokens.length * config.vocab_size);
  };
}

function forwardGraph(config: ModelConfig, time: number): Graph {
  const graph = new Graph();
  const tokens = graph.input('tokens', [1, time], 'int32');
  const positions = graph.input('positions', [1, time], 'int32');
  const segment = graph.constant(new Int32Array(time), [1, time]);
  const maskOf = layerMasks(config, time, (window) => causalSegmentMask(segment, window));
  const model = buildTransformer(graph, config, { tokens, positions }, (query, key, value, layer) =>
    attention(query, key, value, maskOf(layer), attentionShape(config)),
  );
  graph.output('logits', model.logits);
  return graph;
}
