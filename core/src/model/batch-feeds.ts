import type { TrainSequence } from '../domain/engine.ts';
import type { MicroBatch } from './packing.ts';

/** The token inputs of a training graph for one micro-batch. */
export interface TokenFeeds extends Record<string, Int32Array> {
  readonly tokens: Int32Array;
  readonly positions: Int32Array;
  readonly segments: Int32Array;
  readonly targets: Int32Array;
}

/**
 * Lays out a micro-batch: each sequence is a segment of its row, counted from 1, with positions from 0; padding
 * is segment 0. The target of a position is the token after it.
 */
export function tokenFeeds({ shape, placements }: MicroBatch): TokenFeeds {
  const size = shape.rows * shape.time;
  const array = (): Int32Array => new Int32Array(size);
  const feeds = { tokens: array(), positions: array(), segments: array(), targets: array() };
  placements.forEach(({ sequence, start }, number) => {
    const all = [...sequence.promptTokens, ...sequence.completionTokens];
    for (let i = 0; i + 1 < all.length; i++) {
      feeds.tokens[start + i] = all[i]!;
      feeds.targets[start + i] = all[i + 1]!;
      feeds.positions[start + i] = i;
      feeds.segments[start + i] = number + 1;
    }
  });
  return feeds;
}

/** Flat position whose target is the first completion token of a placed sequence. */
export function firstTarget(start: number, sequence: TrainSequence): number {
  return start + sequence.promptTokens.length - 1;
}

/** An array with a number at each completion token of a micro-batch, and 0 elsewhere. */
export function perCompletionToken(
  { shape, placements }: MicroBatch,
  value: (sequence: TrainSequence, token: number, index: number) => number,
): Float32Array {
  const result = new Float32Array(shape.rows * shape.time);
  for (const { sequence, start, index } of placements) {
    const first = firstTarget(start, sequence);
    for (let token = 0; token < sequence.completionTokens.length; token++) {
      result[first + token] = value(sequence, token, index);
    }
  }
  return result;
}
