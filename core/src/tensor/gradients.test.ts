import { beforeAll, describe, expect, it } from 'vitest';

import { randomStream } from '../domain/random.ts';
import * as t from './index.ts';
import type { Executor, Shape, Tensor } from './index.ts';

let executor: Executor;
beforeAll(async () => {
  executor = await t.createOnnxruntimeExecutor({ threads: 1 });
});

/** Values away from the kinks of max, min and clip: no two elements closer than the difference step. */
function distinct(count: number, name: string): Float32Array {
  const values = Array.from({ length: count }, (_, i) => ((i + 0.5) / count) * 2.6 - 1.3);
  return Float32Array.from(randomStream(3, name).shuffle(values));
}

type Build = (graph: t.Graph, ...inputs: Tensor[]) => Tensor;

/** Largest deviation of the gradients of `sum(build(inputs) * fixed weights)` from central differences. */
async function gradientError(shapes: readonly Shape[], build: Build, shift = 0): Promise<number> {
  const graph = new t.Graph();
  const inputs = shapes.map((shape, i) => graph.input(`x${i}`, shape));
  const result = build(graph, ...inputs);
  const weights = graph.constant(distinct(t.sizeOf(result.shape), 'weights'), result.shape);
  const loss = t.sum(t.mul(result, weights));
  graph.output('loss', loss);
  t.gradients(loss, inputs).forEach((gradient, i) => graph.output(`g${i}`, gradient));
  const program = await executor.compile(graph);
  const feeds = Object.fromEntries(
    shapes.map((shape, i) => [`x${i}`, distinct(t.sizeOf(shape), `x${i}`).map((x) => x + shift)]),
  );
  const outputs = await program.run(feeds);
  const lossAt = async (name: string, index: number, step: number): Promise<number> => {
    const moved = Float32Array.from(feeds[name]!);
    moved[index]! += step;
    return (await program.run({ ...feeds, [name]: moved }))['loss']![0]!;
  };
  let worst = 0;
  for (const [i, shape] of shapes.entries()) {
    for (let k = 0; k < t.sizeOf(shape); k++) {
      const [up, down] = [await lossAt(`x${i}`, k, 2e-3), await lossAt(`x${i}`, k, -2e-3)];
      worst = Math.max(worst, Math.abs(outputs[`g${i}`]![k]! - (up - down) / 4e-3));
    }
  }
  await program.dispose();
  return worst;
}

const ids = (graph: t.Graph, values: number[], shape: Shape = [values.length]): Tensor =>
  graph.constant(Int32Array.from(values), shape);

const attentionShape = { heads: 4, keyValueHeads: 2, headSize: 2 };

const cases: readonly (readonly [string, readonly Shape[], Build, number?])[] = [
  ['add, broadcasting', [[2, 3], [3]], (_, a, b) => t.add(a!, b!)],
  [
    'add, broadcasting an inner axis',
    [
      [2, 1, 2],
      [2, 3, 1],
    ],
    (_, a, b) => t.add(a!, b!),
  ],
  ['sub from a number', [[4]], (_, a) => t.sub(2, a!)],
  [
    'mul, broadcasting',
    [
      [2, 3],
      [2, 1],
    ],
    (_, a, b) => t.mul(a!, b!),
  ],
  ['div', [[2, 3], [3]], (_, a, b) => t.div(a!, b!), 3],
  ['exp', [[5]], (_, a) => t.exp(a!)],
  ['log', [[5]], (_, a) => t.log(a!), 3],
  ['sqrt', [[5]], (_, a) => t.sqrt(a!), 3],
  ['reciprocal', [[5]], (_, a) => t.reciprocal(a!), 3],
  ['tanh', [[5]], (_, a) => t.tanh(a!)],
  ['sigmoid', [[5]], (_, a) => t.sigmoid(a!)],
  ['minimum', [[4, 2]], (_, a) => t.minimum(t.slice(a!, 1, 0, 1), t.slice(a!, 1, 1, 2))],
  ['maximum', [[4, 2]], (_, a) => t.maximum(t.slice(a!, 1, 0, 1), t.slice(a!, 1, 1, 2))],
  ['clip', [[8]], (_, a) => t.clip(a!, -0.5, 0.5)],
  ['where', [[4], [4]], (_, a, b) => t.where(t.less(a!, 0), t.mul(a!, a!), b!)],
  ['sum', [[2, 3, 2]], (_, a) => t.sum(a!, { axes: [1] })],
  ['mean', [[2, 3, 2]], (_, a) => t.mean(a!, { axes: [0, -1], keepAxes: true })],
  ['max', [[2, 5]], (_, a) => t.max(a!, { axes: [-1] })],
  ['reshape and transpose', [[2, 6]], (_, a) => t.transpose(t.reshape(a!, [2, 3, 2]), [2, 0, 1])],
  ['expand', [[2, 1]], (_, a) => t.expand(a!, [3, 2, 4])],
  ['slice', [[2, 5]], (_, a) => t.slice(a!, -1, 1, 3)],
  [
    'concat',
    [
      [2, 1],
      [2, 3],
    ],
    (_, a, b) => t.concat([a!, b!, a!], 1),
  ],
  [
    'matmul',
    [
      [2, 3],
      [3, 4],
    ],
    (_, a, b) => t.matmul(a!, b!, { scale: 0.5 }),
  ],
  [
    'matmul, a transposed',
    [
      [3, 2],
      [3, 4],
    ],
    (_, a, b) => t.matmul(a!, b!, { transposeA: true }),
  ],
  [
    'matmul, b transposed',
    [
      [2, 2, 3],
      [2, 4, 3],
    ],
    (_, a, b) => t.matmul(a!, b!, { transposeB: true }),
  ],
  [
    'matmul, one matrix with each of a batch',
    [
      [2, 3],
      [2, 2, 3],
    ],
    (_, a, b) => t.matmul(a!, b!, { transposeB: true, scale: 2 }),
  ],
  [
    'matmul, a batch of one with one matrix',
    [
      [1, 3, 2],
      [3, 2],
    ],
    (_, a, b) => t.matmul(a!, b!, { transposeA: true }),
  ],
  [
    'matmul, both transposed',
    [
      [3, 2],
      [4, 3],
    ],
    (_, a, b) => t.matmul(a!, b!, { transposeA: true, transposeB: true, scale: 2 }),
  ],
  ['softmax', [[2, 5]], (_, a) => t.softmax(a!)],
  ['log-softmax', [[2, 5]], (_, a) => t.logSoftmax(a!)],
  ['gather rows by product', [[4, 3]], (g, a) => t.gatherRows(a!, ids(g, [1, 3, 1]))],
  ['gather rows by scatter', [[1025, 1]], (g, a) => t.gatherRows(t.mul(a!, a!), ids(g, [7, 1024, 7]))],
  ['pick', [[3, 4]], (g, a) => t.pick(a!, ids(g, [2, 0, 3]))],
  ['rmsNorm', [[3, 4], [4]], (_, a, b) => t.rmsNorm(a!, b!, 1e-5)],
  ['silu', [[6]], (_, a) => t.silu(a!)],
  ['swiGlu', [[6], [6]], (_, a, b) => t.swiGlu(a!, b!)],
  ['rope', [[1, 3, 8]], (g, a) => t.rope(a!, ids(g, [0, 1, 5], [1, 3]), 2, t.ropeTables(g, 6, 4, 100))],
  [
    'rope of a part of each head, scaled',
    [[1, 3, 16]],
    (g, a) => t.rope(a!, ids(g, [0, 1, 5], [1, 3]), 2, t.frequencyTables(g, 6, [1, 0.1], 1.2)),
  ],
  [
    'attention in a sliding window',
    [
      [1, 4, 8],
      [1, 4, 4],
      [1, 4, 4],
    ],
    (g, q, k, v) =>
      t.attention(q!, k!, v!, t.causalSegmentMask(ids(g, [0, 0, 0, 0], [1, 4]), 2), attentionShape),
  ],
  [
    'grouped-query attention',
    [
      [2, 3, 8],
      [2, 3, 4],
      [2, 3, 4],
    ],
    (g, q, k, v) =>
      t.attention(q!, k!, v!, t.causalSegmentMask(ids(g, [0, 0, 1, 2, 2, 2], [2, 3])), attentionShape),
  ],
  ['erf', [[5]], (_, a) => t.erf(a!)],
  ['layerNorm', [[3, 4], [4], [4]], (_, a, b, c) => t.layerNorm(a!, b!, c!, 1e-5)],
  ['gelu', [[6]], (_, a) => t.gelu(a!)],
  ['gelu by tanh', [[6]], (_, a) => t.gelu(a!, 'tanh')],
  [
    'block-wise attention with a window',
    [
      [2, 5, 8],
      [2, 5, 4],
      [2, 5, 4],
    ],
    (g, q, k, v) => {
      const segments = ids(g, [0, 0, 0, 0, 1, 2, 2, 2, 2, 2], [2, 5]);
      return t.blockAttention(q!, k!, v!, segments, attentionShape, { block: 2, window: 3 });
    },
  ],
  [
    'recomputation',
    [[3], [3]],
    (_, a, b) =>
      t.mul(
        t.recompute([t.exp(a!)], (x) => t.tanh(t.mul(x!, b!)), [b!]),
        a!,
      ),
  ],
  [
    'chunked log-probabilities and entropies',
    [
      [5, 3],
      [4, 3],
    ],
    (g, hidden, weight) => {
      const head = { logits: (h: Tensor) => t.matmul(h, weight!, { transposeB: true }), weights: [weight!] };
      const { logProbabilities, entropies } = t.chunkedTokenTerms(hidden!, head, ids(g, [3, 0, 1, 1, 2]), 2);
      return t.concat([logProbabilities, entropies], 0);
    },
  ],
  ['entropy', [[2, 5]], (_, a) => t.tokenEntropies(a!)],
];

describe('gradients against central differences', () => {
  const named = cases.map(([name, shapes, build, shift]) => ({ name, shapes, build, shift }));
  it.each(named)('$name', async ({ shapes, build, shift }) => {
    expect(await gradientError(shapes, build, shift)).toBeLessThan(1e-3);
  });
});
