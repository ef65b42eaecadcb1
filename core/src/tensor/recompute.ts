import { sizeOf, TensorError } from './graph.ts';
import type { Tensor } from './graph.ts';
import { vectorJacobianProduct } from './gradients.ts';
import { withGradient } from './ops/custom.ts';
import { add, mul } from './ops/elementwise.ts';
import { concat, reshape, slice } from './ops/layout.ts';

/**
 * Builds a value from the inputs of a recomputed part.
 *
 * @example
 * const graph = new Graph();
 * const up = graph.input('up', [32, 8]);
 * const build: BuildPart = (x) => silu(matmul(x, up, { transposeB: true }));
 * recompute([graph.input('x', [5, 8])], build, [up]); // [5, 32]
 */
export type BuildPart = (...inputs: Tensor[]) => Tensor;

/**
 * The value of `build(...inputs)`, of which nothing but the inputs is kept for the reverse pass: its gradient builds
 * it again (gradient checkpointing: Chen et al., arXiv 1604.06174). It costs a second forward pass of the part and
 * frees all its intermediate values in between.
 *
 * @param inputs the values it starts from, of type `float32`. The second pass reads copies of them that wait for
 * the output's gradient, so that no engine runs it early or takes it for the first one.
 * @param build gets the inputs; it may close over other values, which receive no gradient unless they are listed.
 * @param parameters further values that `build` reads and whose gradients are wanted: weights.
 *
 * @example
 * const graph = new Graph();
 * const [up, down] = [graph.input('up', [32, 8]), graph.input('down', [8, 32])];
 * const addLayer = (x: Tensor): Tensor =>
 *   add(x, matmul(silu(matmul(x, up, { transposeB: true })), down, { transposeB: true }));
 * recompute([graph.input('x', [5, 8])], addLayer, [up, down]); // [5, 8]
 */
export function recompute(
  inputs: readonly Tensor[],
  build: BuildPart,
  parameters: readonly Tensor[] = [],
): Tensor {
  return recomputeParts(inputs, [build], 0, parameters);
}

/**
 * Several recomputed values, joined along an axis. Each part waits for the one before it, forwards through its first
 * input and backwards through all of them, so that the intermediate values of one part at a time exist: an engine
 * orders independent work as it likes.
 */
export function recomputeParts(
  inputs: readonly Tensor[],
  builds: readonly BuildPart[],
  axis: number,
  parameters: readonly Tensor[] = [],
): Tensor {
  const odd = inputs.find(({ dataType }) => dataType !== 'float32');
  if (odd)
    throw new TensorError(`recompute: an input is ${odd.dataType}, only float32 can wait for a gradient`);
  const value = concat(buildInTurn(inputs, builds), axis);
  return withGradient(value, [...inputs, ...parameters], (gradient) => {
    let sums: (Tensor | undefined)[] = [];
    let start = 0;
    for (const build of builds) {
      const signals = start === 0 ? [gradient] : sums;
      const copies = inputs.map((input) => after(input, signals));
      const part = build(...copies);
      const end = start + part.shape[axis]!;
      const own = slice(gradient, axis, start, end);
      const found = vectorJacobianProduct(part, own, [...copies, ...parameters]);
      sums = found.map((more, i) => (sums[i] && more ? add(sums[i], more) : (sums[i] ?? more)));
      start = end;
    }
    // What lies before goes on when the weights' gradients are there: until then they hold the values of this part.
    const ofParameters = sums.slice(inputs.length).filter((sum) => sum !== undefined);
    const waits = ofParameters.length > 0;
    return sums.map((sum, i) => (sum && waits && i < inputs.length ? after(sum, ofParameters) : sum));
  });
}

function buildInTurn([first, ...others]: readonly Tensor[], builds: readonly BuildPart[]): Tensor[] {
  const values: Tensor[] = [];
  for (const build of builds) {
    const before = values.at(-1);
    values.push(build(before ? after(first!, [before]) : first!, ...others));
  }
  return values;
}

/**
 * A copy of `x` that is not computed before the signals: it adds zero times one element of each. A signal that is
 * not finite makes it NaN; a gradient that is not finite ends the step in any case.
 */
export function after(x: Tensor, signals: readonly (Tensor | undefined)[]): Tensor {
  const elements = signals.flatMap((signal) =>
    signal ? [slice(reshape(signal, [sizeOf(signal.shape)]), 0, 0, 1)] : [],
  );
  return elements.length === 0 ? x : add(x, mul(elements.reduce(add), 0));
}
