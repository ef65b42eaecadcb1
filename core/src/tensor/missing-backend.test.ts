import { afterEach, expect, it, vi } from 'vitest';

import { Graph } from './graph.ts';
import { matmul } from './ops/matmul.ts';

const gone = (): never => {
  throw new Error('not installed');
};

afterEach(() => {
  vi.resetModules();
  vi.doUnmock('onnxruntime-node');
  vi.doUnmock('onnxruntime-web');
});

it('says how to install onnxruntime when there is none', async () => {
  vi.doMock('onnxruntime-node', gone);
  vi.doMock('onnxruntime-web', gone);
  const { createOnnxruntimeExecutor } = await import('./onnxruntime.ts');
  await expect(createOnnxruntimeExecutor()).rejects.toThrow('npm install onnxruntime-node@1.30.0');
});

it('takes the WebAssembly build in place of a missing onnxruntime-node, and says so', async () => {
  vi.doMock('onnxruntime-node', gone);
  const warning = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const { openExecutor } = await import('./open-executor.ts');
  const executor = await openExecutor({ threads: 1 });
  expect(executor.name).toMatch(/^onnxruntime-web 1\.\d+\.\d+ wasm cpu$/);
  expect(warning).toHaveBeenCalledWith(expect.stringContaining('about three times slower'));
  const graph = new Graph();
  graph.output(
    'y',
    matmul(graph.input('a', [2, 3]), graph.input('b', [4, 3]), { transposeB: true, scale: 2 }),
  );
  const program = await executor.compile(graph);
  const ones = { a: new Float32Array(6).fill(1), b: new Float32Array(12).fill(1) };
  expect([...(await program.run(ones))['y']!]).toEqual(Array<number>(8).fill(6));
  await program.dispose();
  await expect(openExecutor({ device: 'webgpu' })).rejects.toThrow('engine.device is "webgpu", but');
});
