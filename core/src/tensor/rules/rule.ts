import type { GraphNode, Tensor } from '../graph.ts';

/** What a gradient rule sees: the node, its inputs and output, and the gradient of the output. */
export interface RuleContext {
  readonly node: GraphNode;
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
  readonly gradient: Tensor;
}

/** Builds the gradients of a node's inputs, in their order; `undefined` where none flows. */
export type GradientRule = (context: RuleContext) => readonly (Tensor | undefined)[];

/** The numbers of a constant input: axes, sizes, positions. */
export function constantNumbers(tensor: Tensor): number[] {
  return Array.from(tensor.graph.constants.get(tensor)!, Number);
}

/** A numeric attribute of a node. */
export function numberAttribute(node: GraphNode, name: string): number {
  return node.attributes[name]!.value as number;
}
