import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import type { OptimiserOptions } from '../../core/src/domain/engine.ts';
import * as t from '../../core/src/tensor/index.ts';
import type { Executor, Shape, Tensor } from '../../core/src/tensor/index.ts';

interface Operator {
  readonly shapes: readonly Shape[];
  readonly result: readonly number[];
  readonly gradients: readonly (readonly number[])[];
}

/** What tensor_values.py wrote. */
interface Recorded {
  readonly torch: string;
  readonly options: OptimiserOptions;
  readonly warmupSteps: number;
  readonly operators: Readonly<Record<string, Operator>>;
  readonly optimiser: { learningRates: number[]; norms: number[]; weights: number[] };
  readonly training: { config: unknown; losses: number[] };
}

/** What PyTorch computed. */
export const recorded = JSON.parse(
  readFileSync(new URL('fixtures/tensor-values.json', import.meta.url), 'utf8'),
) as Recorded;

/** The numbers that tensor_values.py calls `wave`. */
export function wave(count: number, seed: number, scale = 1): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => scale * Math.sin(seed + 1.7 * i + 0.01 * i * i));
}

const ids = (graph: t.Graph, values: number[], shape: Shape = [values.length]): Tensor =>
  graph.constant(Int32Array.from(values), shape);

const ROWS = [7, 1029, 7, 0];
const attentionShape = { heads: 4, keyValueHeads: 2, headSize: 4 };
const segmentsOf = (graph: t.Graph): Tensor => ids(graph, [1, 1, 1, 1, 2, 2, 2, 2, 2, 0, 0], [1, 11]);
const turned = (graph: t.Graph, x: Tensor, theta: number): Tensor =>
  t.rope(x, ids(graph, [0, 1, 5, 63], [1, 4]), 2, t.ropeTables(graph, 64, 8, theta));
const inBlocks = (graph: t.Graph, [q, k, v]: Tensor[], window?: number): Tensor =>
  t.blockAttention(q!, k!, v!, segmentsOf(graph), attentionShape, { block: 4, ...(window && { window }) });

/** Ours, by the name of the recording; a second form of the same operator follows after a colon. */
const operators: Readonly<Record<string, (graph: t.Graph, inputs: Tensor[]) => Tensor>> = {
  matmul: (_, [a, b]) => t.matmul(a!, b!, { scale: 0.5 }),
  'matmul, a transposed': (_, [a, b]) => t.matmul(a!, b!, { transposeA: true }),
  'matmul, b transposed': (_, [a, b]) => t.matmul(a!, b!, { transposeB: true }),
  'matmul, both transposed': (_, [a, b]) => t.matmul(a!, b!, { transposeA: true, transposeB: true }),
  layerNorm: (_, [x, weight, bias]) => t.layerNorm(x!, weight!, bias!, 1e-5),
  rmsNorm: (_, [x, weight]) => t.rmsNorm(x!, weight!, 1e-5),
  gelu: (_, [x]) => t.gelu(x!),
  'gelu by tanh': (_, [x]) => t.gelu(x!, 'tanh'),
  swiGlu: (_, [gate, up]) => t.swiGlu(gate!, up!),
  softmax: (_, [x]) => t.softmax(x!),
  embedding: (graph, [table]) =>
    t.gatherRows(
      table!,
      ids(
        graph,
        ROWS.map((row) => row % 9),
      ),
    ),
  'embedding of a large vocabulary': (graph, [table]) => t.gatherRows(table!, ids(graph, ROWS)),
  rope: (graph, [x]) => turned(graph, x!, 10_000),
  'rope of a long context': (graph, [x]) => turned(graph, x!, 500_000),
  attention: (graph, [q, k, v]) =>
    t.attention(q!, k!, v!, t.causalSegmentMask(segmentsOf(graph)), attentionShape),
  'attention: in blocks': (graph, inputs) => inBlocks(graph, inputs),
  'attention with a window: in blocks': (graph, inputs) => inBlocks(graph, inputs, 3),
  'token terms': (graph, [hidden, weight]) => {
    const logits = t.matmul(hidden!, weight!, { transposeB: true });
    return t.concat(
      [t.tokenLogProbabilities(logits, ids(graph, [3, 0, 6, 6, 2])), t.tokenEntropies(logits)],
      0,
    );
  },
  'token terms: in chunks': (graph, [hidden, weight]) => {
    const head = { logits: (x: Tensor) => t.matmul(x, weight!, { transposeB: true }), weights: [weight!] };
    const terms = t.chunkedTokenTerms(hidden!, head, ids(graph, [3, 0, 6, 6, 2]), 2);
    return t.concat([terms.logProbabilities, terms.entropies], 0);
  },
};

/** The largest difference between two lists of numbers. */
export function largestDifference(ours: ArrayLike<number>, theirs: readonly number[]): number {
  return Math.max(...theirs.map((value, i) => Math.abs(value - ours[i]!)));
}

/** Declares a test of each operator on an executor, against what PyTorch computed. */
export function testOperators(open: () => Promise<Executor>): void {
  it.each(Object.keys(operators))('%s', async (name) => {
    const { shapes, result, gradients } = recorded.operators[name.split(':')[0]!]!;
    const graph = new t.Graph();
    const inputs = shapes.map((shape, i) => graph.input(`input ${i}`, shape));
    const value = operators[name]!(graph, inputs);
    graph.output('result', value);
    const loss = t.sum(t.mul(value, graph.constant(wave(result.length, 99), value.shape)));
    t.gradients(loss, inputs).forEach((gradient, i) => graph.output(`gradient ${i}`, gradient));
    const program = await (await open()).compile(graph);
    const feeds = shapes.map((shape, i) => [`input ${i}`, wave(t.sizeOf(shape), i + 1)] as const);
    const outputs = await program.run(Object.fromEntries(feeds));
    expect(largestDifference(outputs['result']!, result)).toBeLessThan(2e-6);
    gradients.forEach((theirs, i) =>
      expect(largestDifference(outputs[`gradient ${i}`]!, theirs)).toBeLessThan(5e-6),
    );
    await program.dispose();
  });
}
