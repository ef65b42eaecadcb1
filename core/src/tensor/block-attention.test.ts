import { describe, expect, it } from 'vitest';

import { randomStream } from '../domain/random.ts';
import * as t from './index.ts';
import type { Tensor } from './index.ts';

const shape = { heads: 4, keyValueHeads: 2, headSize: 8 };
const [batch, time] = [2, 37];
/** Two sequences and padding in one row, one sequence in the other. */
const segments = Int32Array.from({ length: batch * time }, (_, i) =>
  i < 11 ? 1 : i < 30 ? 2 : i < 37 ? 0 : 3,
);

type Attend = (query: Tensor, key: Tensor, value: Tensor, segments: Tensor) => Tensor;

/** The result of an attention rule on fixed random numbers, and the gradients of its operands. */
async function run(attend: Attend): Promise<Record<string, Float32Array>> {
  const graph = new t.Graph();
  const sizes = { query: 32, key: 16, value: 16 };
  const feeds: Record<string, t.TensorData> = { segments, weights: normals(batch * time * 32, 'weights') };
  const operands = Object.entries(sizes).map(([name, width]) => {
    feeds[name] = normals(batch * time * width, name);
    return graph.input(name, [batch, time, width]);
  }) as [Tensor, Tensor, Tensor];
  const result = attend(...operands, graph.input('segments', [batch, time], 'int32'));
  graph.output('result', result);
  const loss = t.sum(t.mul(result, graph.input('weights', result.shape)));
  t.gradients(loss, operands).forEach((gradient, i) => graph.output(`gradient ${i}`, gradient));
  const program = await (await t.createOnnxruntimeExecutor({ threads: 1 })).compile(graph);
  const outputs = await program.run(feeds);
  await program.dispose();
  return outputs;
}

function normals(count: number, name: string): Float32Array {
  const random = randomStream(5, name);
  return Float32Array.from({ length: count }, () => random.normal());
}

function largestDifference(a: Record<string, Float32Array>, b: Record<string, Float32Array>): number {
  const all = Object.entries(a).flatMap(([name, values]) =>
    Array.from(values, (x, i) => Math.abs(x - b[name]![i]!)),
  );
  return Math.max(...all);
}

describe('block-wise attention', () => {
  it.each([1, 2, 4, 8, 16, 64])('equals attention over whole rows in blocks of %i', async (block) => {
    const whole = await run((q, k, v, s) => t.attention(q, k, v, t.causalSegmentMask(s), shape));
    const blocks = await run((q, k, v, s) => t.blockAttention(q, k, v, s, shape, { block }));
    expect(largestDifference(whole, blocks)).toBeLessThan(5e-6);
  });

  it.each([1, 8, 16])('needs no segments where a row is one sequence, in blocks of %i', async (block) => {
    const one = (s: Tensor): Tensor => s.graph.constant(new Int32Array(batch * time), [batch, time]);
    const whole = await run((q, k, v, s) => t.attention(q, k, v, t.causalSegmentMask(one(s), 20), shape));
    const blocks = await run((q, k, v) => t.blockAttention(q, k, v, undefined, shape, { block, window: 20 }));
    expect(largestDifference(whole, blocks)).toBeLessThan(5e-6);
  });

  it('keeps to scores that are far apart, and to a query that sees nothing but itself in its own block', async () => {
    const far =
      (attend: Attend): Attend =>
      (q, k, v, s) =>
        attend(t.mul(q, 300), t.mul(k, 300), v, s);
    const whole = await run(far((q, k, v, s) => t.attention(q, k, v, t.causalSegmentMask(s), shape)));
    const blocks = await run(far((q, k, v, s) => t.blockAttention(q, k, v, s, shape, { block: 4 })));
    for (const [name, values] of Object.entries(whole)) {
      const largest = values.reduce((a, b) => Math.max(a, Math.abs(b)), 1);
      expect(largestDifference({ [name]: values }, blocks) / largest).toBeLessThan(1e-2);
    }
  });

  it('sees nothing before its window', async () => {
    const windowMask = (s: Tensor, window: number): Tensor => {
      const near = Float32Array.from({ length: time * time }, (_, i) => {
        return Math.floor(i / time) - (i % time) < window ? 0 : -1e9;
      });
      return t.add(t.causalSegmentMask(s), s.graph.constant(near, [1, 1, time, time]));
    };
    for (const window of [1, 5, 20]) {
      const whole = await run((q, k, v, s) => t.attention(q, k, v, windowMask(s, window), shape));
      const blocks = await run((q, k, v, s) => t.blockAttention(q, k, v, s, shape, { block: 8, window }));
      expect(largestDifference(whole, blocks)).toBeLessThan(5e-6);
    }
  });

  it('refuses segments of another shape', () => {
    const graph = new t.Graph();
    const [q, k] = [graph.input('q', [1, 4, 32]), graph.input('k', [1, 4, 16])];
    const odd = graph.input('s', [1, 5], 'int32');
    expect(() => t.blockAttention(q, k, k, odd, shape)).toThrow('segments [1,5] do not fit [1,4,32]');
  });
});
