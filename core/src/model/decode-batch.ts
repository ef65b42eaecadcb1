import type { Completion } from '../domain/engine.ts';
import type { RunResult } from '../tensor/index.ts';
import { countBucket, lengthBucket } from './buckets.ts';
import type { ModelConfig } from './config.ts';
import { createDecodeCache } from './decode-cache.ts';
import type { DecodeCache } from './decode-cache.ts';
import type { CacheEntries } from './key-value-cache.ts';
import type { ProgramCache } from './program-cache.ts';
import { decodeGraph } from './sampling-graphs.ts';
import type { DecodeShape } from './sampling-graphs.ts';
import type { Sequence } from './sequence.ts';
import type { UseWeights } from './weight-store.ts';

/** A sequence about to take a slot, with the keys and values of its prompt. */
export interface Newcomer {
  readonly sequence: Sequence;
  readonly prefix: CacheEntries;
}

/** Sequences that advance together. */
export interface DecodeBatch {
  /** Number of sequences with a slot. */
  readonly running: number;
  /** Gives sequences a slot; at most as many as are free. */
  admit(newcomers: readonly Newcomer[]): Promise<void>;
  /** Advances every sequence by one token; returns the completions that this finished, whose slots are free. */
  step(temperature?: number): Promise<Completion[]>;
  /** Frees the cache. */
  dispose(): void;
}

/** When few sequences are left, steps shrink down to this many slots. */
const FEWEST_SLOTS = 8;

/**
 * Opens an empty batch for sequences of up to `longest` tokens. The cache grows and shrinks, in buckets, with the
 * sequences it holds.
 */
export function createDecodeBatch(
  config: ModelConfig,
  useWeights: UseWeights,
  programs: ProgramCache,
  { slots: mostSlots, longest }: { readonly slots: number; readonly longest: number },
): DecodeBatch {
  let slots: (Sequence | undefined)[] = [];
  const cache = createDecodeCache(config, programs, {
    slots: mostSlots,
    capacity: lengthBucket(longest),
  });
  const sequences = (): Sequence[] => slots.filter((sequence) => sequence !== undefined);

  const reshape = async (all: readonly Sequence[]): Promise<void> => {
    const shape = {
      slots: countBucket(all.length, mostSlots, FEWEST_SLOTS),
      capacity: lengthBucket(1 + Math.max(...all.map(({ position }) => position))),
    };
    if (shape.slots === cache.shape.slots && shape.capacity === cache.shape.capacity) return;
    const occupied = [...slots.keys()].filter((slot) => slots[slot]);
    const kept = shape.slots < slots.length ? occupied : [...slots.keys()];
    await cache.resize(shape, kept);
    const moved = kept.map((slot) => slots[slot]);
    slots = Array.from({ length: shape.slots }, (_, slot) => moved[slot]);
  };

  return {
    get running() {
      return sequences().length;
    },
    async admit(newcomers) {
      await reshape([...sequences(), ...newcomers.map(({ sequence }) => sequence)]);
      for (const { sequence, prefix } of newcomers) {
        const slot = slots.indexOf(undefined);
        slots[slot] = sequence;
        await cache.admit(slot, prefix, sequence.position);
      }
    },
    async step(temperature) {
      await reshape(sequences());
      const result = await decode(config, useWeights, programs, cache, slots, temperature);
      cache.advance(
        result,
        slots.map((sequence) => sequence?.position),
      );
      return extendSequences(config, result.outputs, slots);
    },
    dispose: () => cache.dispose(),
  };
}

async function decode(
  config: ModelConfig,
  useWeights: UseWeights,
  programs: ProgramCache,
  { shape, feeds, isReturned, holds }: DecodeCache,
  slots: readonly (Sequence | undefined)[],
  temperature = 1,
): Promise<RunResult> {
  const program = await programs.get(decodeKey(shape), () => decodeGraph(config, shape, isReturned), {
    singleThread: true,
    keepsBuffers: false,
    holds,
  });
  const tokens = Int32Array.from(slots, (sequence) => sequence?.nextToken ?? 0);
  const positions = Int32Array.from(slots, (sequence) => sequence?.position ?? 0);
  // At temperature 0 the weights are not looked at.
  const inverseTemperature = Float32Array.of(1 / (temperature || 1));
  return useWeights((weights) =>
    program.runAndHold({ ...weights, ...feeds, tokens, positions, inverseTemperature }),
  );
}

function decodeKey({ slots, capacity }: DecodeShape): string {
  return `decode ${slots}x${capacity}`;
}

/** Draws each sequence's next token and empties the slots of those that finished. */
function extendSequences(
  config: ModelConfig,
  { logProbabilities, weights }: Record<string, Float32Array>,
  slots: (Sequence | undefined)[],
): Completion[] {
  const finished: Completion[] = [];
  slots.forEach((sequence, slot) => {
    const rowOf = (all: Float32Array): Float32Array =>
      all.subarray(slot * config.vocab_size, (slot + 1) * config.vocab_size);
    const completion = sequence?.extend(rowOf(logProbabilities!), rowOf(weights!));
    if (!completion) return;
    finished.push(completion);
    slots[slot] = undefined;
  });
  return finished;
}
