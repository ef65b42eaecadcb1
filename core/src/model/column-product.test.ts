import { beforeAll, describe, expect, it } from 'vitest';

import { randomStream } from '../domain/random.ts';
import { createOnnxruntimeExecutor, Graph, matmul } from '../tensor/index.ts';
import type { Executor } from '../tensor/index.ts';
import { columnProduct } from './column-product.ts';

let executor: Executor;
beforeAll(async () => {
  executor = await createOnnxruntimeExecutor();
});

/** Wider than the 512 numbers that onnxruntime adds up at a time. */
const INPUTS = 700;
const OUTPUTS = 37;
const { normal } = randomStream(5, 'product');
const weight = Float32Array.from({ length: OUTPUTS * INPUTS }, normal);
const x = Float32Array.from({ length: 128 * INPUTS }, normal);

async function products(rows: number): Promise<Record<string, Float32Array>> {
  const graph = new Graph();
  const input = graph.input('x', [rows, INPUTS]);
  const matrix = graph.input('weight', [OUTPUTS, INPUTS]);
  graph.output('column', columnProduct(input, matrix, 0.5));
  graph.output('row', matmul(input, matrix, { transposeB: true, scale: 0.5 }));
  const program = await executor.compile(graph, { singleThread: true });
  const outputs = await program.run({ x: x.subarray(0, rows * INPUTS), weight });
  await program.dispose();
  return outputs;
}

describe('columnProduct', () => {
  it('is the product of each row with the transposed matrix', async () => {
    const { column, row } = await products(64);
    const difference = column!.reduce((most, value, i) => Math.max(most, Math.abs(value - row![i]!)), 0);
    expect(column).toHaveLength(64 * OUTPUTS);
    expect(difference).toBeLessThan(1e-4);
  });

  it('gives a row the same bits however many rows there are', async () => {
    const [few, many] = [await products(32), await products(128)];
    expect(many['column']!.subarray(0, 32 * OUTPUTS)).toEqual(few['column']);
  });
});
