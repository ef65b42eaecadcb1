import { describe, expect, it } from 'vitest';

import * as t from './index.ts';
import { MessageWriter } from './protobuf.ts';

describe('shape errors name the operation and the shapes', () => {
  const graph = new t.Graph();
  const a = graph.input('a', [2, 3]);
  const b = graph.input('b', [4, 5]);
  const ids = graph.input('ids', [2, 2], 'int32');

  it.each<[string, () => unknown]>([
    ['Add: shapes [2,3] and [4,5] do not broadcast', () => t.add(a, b)],
    [
      'matmul: cannot multiply [2,3] by [4,5] transposed: inner sizes 3 and 5 differ',
      () => t.matmul(a, b, { transposeB: true }),
    ],
    ['reshape: [2,3] has not as many elements as [7]', () => t.reshape(a, [7])],
    ['transpose: order [0,0] does not fit shape [2,3]', () => t.transpose(a, [0, 0])],
    ['slice: [1, 9) does not fit axis 1 of [2,3]', () => t.slice(a, 1, 1, 9)],
    ['concat: [4,5] does not join [2,3] on axis 0', () => t.concat([a, b], 0)],
    ['ReduceSum: axis 2 does not exist in shape [2,3]', () => t.sum(a, { axes: [2] })],
    ['gatherRows: table [2,3], indices [2,2]', () => t.gatherRows(a, ids)],
    ['rmsNorm: weight [4,5] does not fit [2,3]', () => t.rmsNorm(a, b, 1e-5)],
    ['gradients: the loss must be a scalar, its shape is [2,3]', () => t.gradients(a, [a])],
    ['gradients: the loss does not depend on parameter 0', () => t.gradients(t.sum(a), [b])],
    ["graph input 'a' is declared twice", () => graph.input('a', [1])],
    ['Mul: an operand belongs to another graph', () => t.mul(a, new t.Graph().input('a', [2, 3]))],
  ])('%s', (message, build) => {
    expect(build).toThrow(message);
  });
});

describe('MessageWriter', () => {
  it('writes the examples of the Protocol Buffers encoding guide', () => {
    const bytes = (writer: MessageWriter): string => Buffer.from(writer.finish()).toString('hex');
    expect(bytes(new MessageWriter().integer(1, 150))).toBe('089601');
    expect(bytes(new MessageWriter().text(2, 'testing'))).toBe('120774657374696e67');
    expect(bytes(new MessageWriter().message(3, (inner) => inner.integer(1, 150)))).toBe('1a03089601');
    expect(bytes(new MessageWriter().integer(1, -2))).toBe('08feffffffffffffffff01');
    expect(bytes(new MessageWriter().float(1, 1))).toBe('0d0000803f');
  });
});

describe('onnxruntime executor', () => {
  it('runs a graph, leaves out what no output needs, and names a value that was not fed', async () => {
    const graph = new t.Graph();
    const x = graph.input('x', [2]);
    t.exp(graph.input('unused', [3]));
    graph.output('x itself', x);
    graph.output('double', t.add(x, x));
    const program = await (await t.createOnnxruntimeExecutor()).compile(graph);
    const feeds = { x: Float32Array.of(1, 2), unused: new Float32Array(3) };
    expect(await program.run(feeds)).toEqual({
      'x itself': Float32Array.of(1, 2),
      double: Float32Array.of(2, 4),
    });
    await expect(program.run({ ...feeds, x: new Float32Array(5) })).rejects.toThrow(
      "run: input 'x' of shape [2] was fed 5 elements",
    );
    await program.dispose();
  });
});
