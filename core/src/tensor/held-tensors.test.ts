import { describe, expect, it } from 'vitest';

import { createOnnxruntimeExecutor } from './onnxruntime.ts';
import { Graph } from './graph.ts';
import { add, mul } from './ops/elementwise.ts';
import { createTfjsExecutor } from './tfjs.ts';

/** `next` is `x + step` and stays; `square` comes back. */
function counter(): Graph {
  const graph = new Graph();
  const x = graph.input('x', [2]);
  graph.output('next', add(x, graph.input('step', [])));
  graph.output('square', mul(x, x));
  return graph;
}
const step = Float32Array.of(1);
const holds = (output: string): boolean => output === 'next';

describe.each([
  ['onnxruntime on the processor', () => createOnnxruntimeExecutor({ threads: 1 })],
  ['TensorFlow.js', () => createTfjsExecutor()],
])('tensors that %s holds', (_name, open) => {
  it('go from run to run, and are counted until they are disposed of', async () => {
    const executor = await open();
    const program = await executor.compile(counter(), { holds });
    let x = await executor.upload(Float32Array.of(0, 10), [2]);
    for (let i = 0; i < 200; i++) {
      const { outputs, held } = await program.runAndHold({ x, step });
      expect([...outputs['square']!]).toEqual([i * i, (10 + i) * (10 + i)]);
      x.dispose();
      x = held['next']!;
    }
    expect([...(await executor.download(x))]).toEqual([200, 210]);
    expect(executor.transfers.heldTensors).toBe(1);
    x.dispose();
    x.dispose();
    expect(executor.transfers.heldTensors).toBe(0);
    await program.dispose();
  });

  it('are refused with the reason where they do not fit', async () => {
    const executor = await open();
    const program = await executor.compile(counter(), { holds });
    const [x, wide] = [
      await executor.upload(new Float32Array(2), [2]),
      await executor.upload(new Float32Array(4), [2, 2]),
    ];
    await expect(program.runAndHold({ x: wide, step })).rejects.toThrow(
      "run: input 'x' of shape [2] was fed a held tensor of shape [2,2]",
    );
    await expect(program.run({ x, step })).rejects.toThrow(
      "run: output 'next' stays with the executor, which runAndHold returns",
    );
    await expect(executor.upload(new Float32Array(3), [2])).rejects.toThrow(
      'upload: 3 elements do not fill the shape [2]',
    );
    const other = await (await open()).upload(new Float32Array(2), [2]);
    await expect(program.runAndHold({ x: other, step })).rejects.toThrow(
      "run: input 'x': the tensor of shape [2] is held by another executor",
    );
    x.dispose();
    await expect(program.runAndHold({ x, step })).rejects.toThrow(
      "run: input 'x': the tensor of shape [2] was disposed of",
    );
    await expect(executor.download(x)).rejects.toThrow('download: the tensor of shape [2] was disposed of');
    await program.dispose();
  });
});
