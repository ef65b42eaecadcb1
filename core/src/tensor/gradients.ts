import { showShape, sizeOf, TensorError } from './graph.ts';
import type { GraphNode, Tensor } from './graph.ts';
import { add } from './ops/elementwise.ts';
import { expand } from './ops/layout.ts';
import { elementwiseRules } from './rules/elementwise.ts';
import { structureRules } from './rules/structure.ts';

const RULES = { ...elementwiseRules, ...structureRules };

/**
 * Adds the reverse pass of a scalar to its graph (reverse-mode differentiation) and returns the gradient of
 * `loss` with respect to each of `parameters`, in their shapes.
 *
 * @throws TensorError when the loss is not a scalar, or does not depend on a parameter.
 *
 * @example
 * const graph = new Graph();
 * const x = graph.input('x', [3]);
 * const [slope] = gradients(sum(mul(x, x)), [x]); // [3], 2x
 * graph.output('slope', slope!);
 */
export function gradients(loss: Tensor, parameters: readonly Tensor[]): Tensor[] {
  if (sizeOf(loss.shape) !== 1) {
    throw new TensorError(`gradients: the loss must be a scalar, its shape is ${showShape(loss.shape)}`);
  }
  const found = new Map<Tensor, Tensor>([[loss, expand(loss.graph.scalar(1), loss.shape)]]);
  for (const node of nodesBetween(loss, new Set(parameters), false)) propagate(node, found);
  return parameters.map((parameter, index) => {
    const gradient = found.get(parameter);
    if (!gradient) throw new TensorError(`gradients: the loss does not depend on parameter ${index}`);
    return gradient;
  });
}

/**
 * The gradients of `values` that the gradient of `output` stands for, through the part of the graph between them;
 * `undefined` for a value that the output does not depend on. What lies before a value is not looked at.
 *
 * @example
 * const graph = new Graph();
 * const x = graph.input('x', [2, 3]);
 * const [pulledBack] = vectorJacobianProduct(exp(x), graph.input('v', [2, 3]), [x]); // [2, 3], v * exp(x)
 */
export function vectorJacobianProduct(
  output: Tensor,
  outputGradient: Tensor,
  values: readonly Tensor[],
): (Tensor | undefined)[] {
  const found = new Map<Tensor, Tensor>([[output, outputGradient]]);
  for (const node of nodesBetween(output, new Set(values), true)) propagate(node, found);
  return values.map((value) => found.get(value));
}

function propagate(node: GraphNode, found: Map<Tensor, Tensor>): void {
  const outputGradient = found.get(node.outputs[0]!);
  if (!outputGradient) return;
  inputGradients(node, outputGradient).forEach((gradient, index) => {
    const input = node.gradientInputs[index]!;
    if (!gradient || input.dataType !== 'float32') return;
    const earlier = found.get(input);
    found.set(input, earlier ? add(earlier, gradient) : gradient);
  });
}

function inputGradients(node: GraphNode, gradient: Tensor): readonly (Tensor | undefined)[] {
  if (node.backward) return node.backward(gradient);
  const rule = RULES[node.op];
  if (!rule) throw new TensorError(`gradients: ${node.op} has no gradient`);
  return rule({ node, inputs: node.inputs, output: node.outputs[0]!, gradient });
}

/** The nodes on a path from a wanted value to the output, last first; `stop` ends the search at wanted values. */
function nodesBetween(output: Tensor, wanted: ReadonlySet<Tensor>, stop: boolean): GraphNode[] {
  const depends = new Map<Tensor, boolean>();
  const order: GraphNode[] = [];
  const visit = (tensor: Tensor): boolean => {
    const known = depends.get(tensor);
    if (known !== undefined) return known;
    const inputs = stop && wanted.has(tensor) ? [] : (tensor.producer?.gradientInputs ?? []);
    const result = inputs.map(visit).includes(true) || wanted.has(tensor);
    depends.set(tensor, result);
    if (result && inputs.length > 0) order.push(tensor.producer!);
    return result;
  };
  visit(output);
  return order.reverse();
}
