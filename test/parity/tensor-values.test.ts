import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { learningRateAt } from '../../core/src/train/index.ts';
import { adamWStep, createAdamWState } from '../../core/src/model/adamw.ts';
import { createLearner } from '../../core/src/model/learner.ts';
import { parseModelConfig } from '../../core/src/model/config.ts';
import { allocateParameters, viewParameters } from '../../core/src/model/parameters.ts';
import { createProgramCache } from '../../core/src/model/program-cache.ts';
import * as t from '../../core/src/tensor/index.ts';
import type { Shape, Tensor } from '../../core/src/tensor/index.ts';

interface Operator {
  readonly shapes: readonly Shape[];
  readonly result: readonly number[];
  readonly gradients: readonly (readonly number[])[];
}

interface Recorded {
  readonly torch: string;
  readonly options: Parameters<typeof adamWStep>[3];
  readonly warmupSteps: number;
  readonly operators: Readonly<Record<string, Operator>>;
  readonly optimiser: { learningRates: number[]; norms: number[]; weights: number[] };
  readonly training: { config: unknown; losses: number[] };
}

const recorded = JSON.parse(
  readFileSync(new URL('fixtures/tensor-values.json', import.meta.url), 'utf8'),
) as Recorded;

/** The numbers that tensor_values.py calls `wave`. */
function wave(count: number, seed: number, scale = 1): Float32Array {
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

function largestDifference(ours: ArrayLike<number>, theirs: readonly number[]): number {
  return Math.max(...theirs.map((value, i) => Math.abs(value - ours[i]!)));
}

describe(`values and gradients recorded from PyTorch ${recorded.torch}`, () => {
  it.each(Object.keys(operators))('%s', async (name) => {
    const { shapes, result, gradients } = recorded.operators[name.split(':')[0]!]!;
    const graph = new t.Graph();
    const inputs = shapes.map((shape, i) => graph.input(`input ${i}`, shape));
    const value = operators[name]!(graph, inputs);
    graph.output('result', value);
    const loss = t.sum(t.mul(value, graph.constant(wave(result.length, 99), value.shape)));
    t.gradients(loss, inputs).forEach((gradient, i) => graph.output(`gradient ${i}`, gradient));
    const program = await (await t.createOnnxruntimeExecutor({ threads: 1 })).compile(graph);
    const feeds = shapes.map((shape, i) => [`input ${i}`, wave(t.sizeOf(shape), i + 1)] as const);
    const outputs = await program.run(Object.fromEntries(feeds));
    expect(largestDifference(outputs['result']!, result)).toBeLessThan(2e-6);
    gradients.forEach((theirs, i) =>
      expect(largestDifference(outputs[`gradient ${i}`]!, theirs)).toBeLessThan(5e-6),
    );
    await program.dispose();
  });
});

const scheduled = (step: number): typeof recorded.options => {
  const schedule = { ...recorded.options, warmupSteps: recorded.warmupSteps, schedule: 'cosine' } as const;
  return { ...recorded.options, learningRate: learningRateAt(step, 100, schedule) };
};

describe('100 steps beside PyTorch', () => {
  it('has the learning rates, gradient norms and weights of AdamW with clipping', () => {
    const { learningRates, norms, weights } = recorded.optimiser;
    const entries = [
      { name: 'matrix', shape: [3, 4], offset: 0, size: 12 },
      { name: 'norm', shape: [4], offset: 12, size: 4 },
    ];
    const model = viewParameters(entries, Float32Array.of(...wave(12, 1), ...wave(4, 2)));
    const state = createAdamWState(16);
    for (let step = 0; step < 100; step++) {
      const scale = 0.02 * (step % 20);
      const gradients = Float32Array.of(...wave(12, step, scale), ...wave(4, step + 100, scale));
      const options = scheduled(step + 1);
      expect(Math.abs(options.learningRate - learningRates[step]!)).toBeLessThan(1e-8);
      expect(Math.abs(adamWStep(model, gradients, state, options) - norms[step]!)).toBeLessThan(1e-5);
    }
    expect(Math.max(...norms)).toBeGreaterThan(1);
    expect(largestDifference(model.flat, weights)).toBeLessThan(1e-5);
  });

  it('has the losses of a transformer on a fixed stream', async () => {
    const config = parseModelConfig(recorded.training.config);
    const parameters = allocateParameters(config);
    parameters.entries.forEach(({ name, shape, size }, seed) => {
      parameters.views[name]!.set(
        shape.length === 1 ? new Float32Array(size).fill(1) : wave(size, seed, 0.1),
      );
    });
    const programs = createProgramCache(await t.createOnnxruntimeExecutor({ threads: 1 }));
    const optimiser = createAdamWState(parameters.flat.length);
    const packing = { tokensPerMicroBatch: 96, maxTokens: 32, vocabularySize: 32 };
    const learner = createLearner({ config, parameters, optimiser }, programs, packing);
    for (const [step, loss] of recorded.training.losses.entries()) {
      const batch = Array.from({ length: 4 }, (_, row) => {
        const tokens = Array.from(
          { length: 25 },
          (__, i) => (7 * i + (3 + row) * Math.floor(i / 3) + step) % 32,
        );
        return { promptTokens: tokens.slice(0, 1), completionTokens: tokens.slice(1) };
      });
      const report = await learner.trainCrossEntropy(batch, scheduled(step + 1));
      expect(Math.abs(report.loss - loss)).toBeLessThan(1e-3);
    }
    expect(recorded.training.losses.at(-1)).toBeLessThan(1);
    await programs.dispose();
  });
});
