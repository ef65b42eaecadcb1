import type { OptimiserOptions } from '../domain/engine.ts';
import { add, div, Graph, mul, sqrt, sub, sum } from '../tensor/index.ts';
import type { Shape, Tensor } from '../tensor/index.ts';

/** The numbers of an AdamW step that are the same for all weights of a kind. */
export interface AdamWFactors extends Record<string, number> {
  /** What the gradients are multiplied by to clip them. */
  readonly scale: number;
  /** What a weight is multiplied by. */
  readonly decay: number;
  readonly beta1: number;
  readonly rest1: number;
  readonly beta2: number;
  readonly rest2: number;
  readonly stepSize: number;
  readonly secondCorrection: number;
  readonly epsilon: number;
}

/** The factors of a step, counted from 1. */
export function adamWFactors(
  { learningRate, beta1, beta2, epsilon }: OptimiserOptions,
  { step, scale, decay }: { readonly step: number; readonly scale: number; readonly decay: number },
): AdamWFactors {
  return {
    scale,
    decay,
    beta1,
    rest1: 1 - beta1,
    beta2,
    rest2: 1 - beta2,
    stepSize: learningRate / (1 - beta1 ** step),
    secondCorrection: 1 / Math.sqrt(1 - beta2 ** step),
    epsilon,
  };
}

/**
 * The step of `adamWStep` for one weight, as a graph. Inputs `weight`, `firstMoment`, `secondMoment` and `gradient`, all
 * of one shape; scalar inputs: the factors. Outputs: the first three, with `next ` before their names.
 */
export function adamWGraph(shape: Shape): Graph {
  const graph = new Graph();
  const value = (name: string): Tensor => graph.input(name, shape);
  const factor = (name: keyof AdamWFactors & string): Tensor => graph.input(name, []);
  const gradient = mul(value('gradient'), factor('scale'));
  const first = add(mul(value('firstMoment'), factor('beta1')), mul(gradient, factor('rest1')));
  const second = add(
    mul(value('secondMoment'), factor('beta2')),
    mul(mul(gradient, gradient), factor('rest2')),
  );
  const divisor = add(mul(sqrt(second), factor('secondCorrection')), factor('epsilon'));
  const kept = mul(value('weight'), factor('decay'));
  graph.output('next weight', sub(kept, div(mul(first, factor('stepSize')), divisor)));
  graph.output('next firstMoment', first);
  graph.output('next secondMoment', second);
  return graph;
}

/** `sum` of the inputs `a` and `b`. */
export function additionGraph(shape: Shape): Graph {
  const graph = new Graph();
  graph.output('sum', add(graph.input('a', shape), graph.input('b', shape)));
  return graph;
}

/** The L2 norm over all inputs together, as `gradient norm`. */
export function normGraph(shapes: readonly { readonly name: string; readonly shape: Shape }[]): Graph {
  const graph = new Graph();
  // Row by row: a GPU computes each element of a sum on its own.
  const squares = shapes.map(({ name, shape }) => {
    const x = graph.input(name, shape);
    return sum(sum(mul(x, x), { axes: [-1] }));
  });
  graph.output('gradient norm', sqrt(squares.reduce((total, square) => add(total, square))));
  return graph;
}
