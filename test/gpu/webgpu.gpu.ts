import { describe, expect, it } from 'vitest';

import { adamWGraph, additionGraph, normGraph } from '../../core/src/model/adamw-graph.ts';
import { admissionGraph, resizeGraph } from '../../core/src/model/cache-graphs.ts';
import { parseModelConfig } from '../../core/src/model/config.ts';
import { decodeGraph, prefillGraph } from '../../core/src/model/sampling-graphs.ts';
import { crossEntropyGraph, grpoGraph, logProbabilityGraph } from '../../core/src/model/training-graphs.ts';
import {
  createOnnxruntimeExecutor,
  encodeOnnx,
  findDevices,
  openExecutor,
  requirePrecision,
} from '../../core/src/tensor/index.ts';
import type { Graph } from '../../core/src/tensor/index.ts';
import { loadOnnxruntime } from '../../core/src/tensor/load-onnxruntime.ts';
import { testOperators } from '../parity/operators.ts';
import { testResidency } from './residency.ts';
import { grpoStep, stepDifference } from './training-step.ts';

/** Every graph that an engine runs, of a small model. */
function allGraphs(): Record<string, Graph> {
  const config = parseModelConfig({
    model_type: 'qwen3',
    vocab_size: 40,
    hidden_size: 32,
    intermediate_size: 48,
    num_hidden_layers: 1,
    num_attention_heads: 4,
    num_key_value_heads: 2,
    max_position_embeddings: 512,
  });
  const [batch, cache] = [
    { rows: 2, time: 32 },
    { slots: 8, capacity: 32 },
  ];
  return {
    'cross-entropy': crossEntropyGraph(config, batch),
    grpo: grpoGraph(config, batch),
    'recomputing grpo': grpoGraph(config, batch, { recomputesLayers: true }),
    'log-probability': logProbabilityGraph(config, batch),
    prefill: prefillGraph(config, { rows: 1, time: 512 }),
    decoding: decodeGraph(config, cache, true),
    admission: admissionGraph(config, cache),
    resizing: resizeGraph(config, cache, { slots: 16, capacity: 64 }),
    adamw: adamWGraph([3, 4]),
    addition: additionGraph([3, 4]),
    norm: normGraph([{ name: 'matrix', shape: [3, 4] }]),
  };
}

describe('WebGPU', () => {
  it('is found, and measured beside the processor', async () => {
    const [webgpu, cpu] = await findDevices(['webgpu', 'cpu']);
    expect(webgpu?.reason).toBeUndefined();
    expect(webgpu?.gigaflops).toBeGreaterThan(0);
    expect(cpu?.gigaflops).toBeGreaterThan(0);
  });

  describe('operators, against PyTorch', () => {
    testOperators(() => createOnnxruntimeExecutor({ device: 'webgpu' }));
  });

  it('takes the same training step as the processor', async () => {
    const ours = await grpoStep(await openExecutor({ device: 'webgpu' }));
    const theirs = await grpoStep(await createOnnxruntimeExecutor({ threads: 1 }));
    expect(stepDifference(theirs, ours)).toBeLessThan(2e-5);
  });

  it.each(Object.entries(allGraphs()))(
    'leaves no operator of the %s graph to the processor',
    async (_, graph) => {
      const { library } = await loadOnnxruntime();
      const session = library.InferenceSession.create(encodeOnnx(graph, { standard: true }), {
        executionProviders: ['webgpu'],
        logSeverityLevel: 3,
        extra: { session: { disable_cpu_ep_fallback: '1' } },
      });
      const { inputNames } = await session;
      expect(inputNames).toEqual([...graph.inputs.keys()]);
      await (await session).release();
    },
  );

  it('computes in mixed precision, or says before the run why it cannot', async () => {
    const executor = await openExecutor({ device: 'webgpu' });
    const refusal = await requirePrecision(executor, 'mixed').then(
      () => undefined,
      (error: Error) => error.message,
    );
    const expected =
      /^engine\.precision is "mixed", but .* webgpu does not compute in it \(.*f16.*\); set it to "float32"/;
    expect(refusal === undefined || expected.test(refusal)).toBe(true);
  });

  describe('keeps weights in its memory', () => {
    testResidency(() => createOnnxruntimeExecutor({ device: 'webgpu' }));
  });
});
