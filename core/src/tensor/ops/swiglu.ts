import type { Tensor } from '../graph.ts';
import { withGradient } from './custom.ts';
import { add, mul, sigmoid, sub } from './elementwise.ts';

/**
 * `x * sigmoid(x)` (SiLU, also called swish).
 *
 * @example
 * const x = new Graph().input('x', [2, 16]);
 * silu(x); // [2, 16]
 */
export function silu(x: Tensor): Tensor {
  const gate = sigmoid(x);
  const value = mul(x, gate);
  return withGradient(value, [x], (g) => [mul(g, siluSlope(x, gate, value))]);
}

/**
 * `silu(gate) * up`, the activation of a gated feed-forward block (Shazeer, arXiv 2002.05202).
 *
 * @example
 * const graph = new Graph();
 * swiGlu(graph.input('gate', [2, 16]), graph.input('up', [2, 16])); // [2, 16]
 */
export function swiGlu(gate: Tensor, up: Tensor): Tensor {
  const open = sigmoid(gate);
  const activated = mul(gate, open);
  return withGradient(mul(activated, up), [gate, up], (g) => [
    mul(mul(g, up), siluSlope(gate, open, activated)),
    mul(g, activated),
  ]);
}

/** `d silu(x) / dx = sigmoid(x) * (1 + x - silu(x))`. */
function siluSlope(x: Tensor, gate: Tensor, value: Tensor): Tensor {
  return mul(gate, add(sub(x, value), 1));
}
