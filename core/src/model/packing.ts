import type { TrainSequence } from '../domain/engine.ts';
import { countBucket, lengthBucket } from './buckets.ts';
import type { BatchShape } from './training-graphs.ts';

/** Where one sequence lies in a micro-batch. */
export interface Placement {
  /** Index of the sequence in the batch. */
  readonly index: number;
  readonly sequence: TrainSequence;
  /** Flat position, `row * time + column`, of its first token. */
  readonly start: number;
}

/** Sequences that run through a training graph together. */
export interface MicroBatch {
  readonly shape: BatchShape;
  readonly placements: readonly Placement[];
}

/** How a batch is cut into micro-batches. */
export interface PackingOptions {
  /** Tokens of a full micro-batch, padding included. */
  readonly tokensPerMicroBatch: number;
  /** Longest sequence that the model takes. */
  readonly maxTokens: number;
  /** Token ids are smaller than this. */
  readonly vocabularySize: number;
}

interface Row {
  used: number;
  readonly members: { index: number; column: number }[];
}

/**
 * Packs sequences into rows of one length, several to a row (first fit, longest first), and rows into
 * micro-batches of a few static shapes. A pure function of the lengths and their order: the same batch always
 * gives the same micro-batches, and so bitwise the same gradients.
 *
 * @throws Error when a sequence has no prompt, no completion, an unknown token, or is longer than
 * `maxTokens`.
 */
export function packSequences(batch: readonly TrainSequence[], options: PackingOptions): MicroBatch[] {
  const lengths = batch.map((sequence, index) => inputLength(sequence, index, options));
  const time = lengthBucket(Math.max(...lengths));
  const rows = fillRows(lengths, time);
  const fullRows = Math.max(1, Math.floor(options.tokensPerMicroBatch / time));
  const microBatches: MicroBatch[] = [];
  for (let first = 0; first < rows.length; first += fullRows) {
    const taken = rows.slice(first, first + fullRows);
    const packed = taken.some(({ members }) => members.length > 1);
    const shape = { rows: countBucket(taken.length, fullRows), time, packed };
    microBatches.push({ shape, placements: place(taken, time, batch) });
  }
  return microBatches;
}

/** Tokens that enter the model: all but the last, which is only a target. */
function inputLength(sequence: TrainSequence, index: number, options: PackingOptions): number {
  const { maxTokens, vocabularySize } = options;
  const { promptTokens, completionTokens } = sequence;
  if (promptTokens.length === 0 || completionTokens.length === 0) {
    throw new Error(`sequence ${index} of the batch needs at least one prompt and one completion token`);
  }
  const total = promptTokens.length + completionTokens.length;
  if (total > maxTokens) {
    throw new Error(
      `sequence ${index} of the batch has ${total} tokens, the model takes ${maxTokens} (max_position_embeddings)`,
    );
  }
  const unknown = [...promptTokens, ...completionTokens].find(
    (token) => !(token >= 0 && token < vocabularySize),
  );
  if (unknown !== undefined) {
    throw new Error(
      `sequence ${index} of the batch: token ${unknown} is not in the vocabulary of ${vocabularySize}`,
    );
  }
  return total - 1;
}

function fillRows(lengths: readonly number[], time: number): Row[] {
  const longestFirst = lengths.map((_, index) => index).sort((a, b) => lengths[b]! - lengths[a]! || a - b);
  const rows: Row[] = [];
  for (const index of longestFirst) {
    let row = rows.find((candidate) => candidate.used + lengths[index]! <= time);
    if (!row) rows.push((row = { used: 0, members: [] }));
    row.members.push({ index, column: row.used });
    row.used += lengths[index]!;
  }
  return rows;
}

function place(rows: readonly Row[], time: number, batch: readonly TrainSequence[]): Placement[] {
  return rows.flatMap((row, number) =>
    row.members.map(({ index, column }) => ({
      index,
      sequence: batch[index]!,
      start: number * time + column,
    })),
  );
}
