import type { Tensor } from '../graph.ts';
import { withGradient } from './custom.ts';
import { add, erf, exp, mul, sub, tanh } from './elementwise.ts';

/**
 * The Gaussian error linear unit `x * P(Z <= x)` for a standard normal Z (Hendrycks and Gimpel, arXiv
 * 1606.08415): exact, `x * (1 + erf(x / sqrt 2)) / 2`, or its `tanh` approximation, as GPT-2 uses it.
 *
 * @example
 * const x = new Graph().input('x', [2, 16]);
 * gelu(x, 'tanh'); // [2, 16]
 */
export function gelu(x: Tensor, form: 'exact' | 'tanh' = 'exact'): Tensor {
  return form === 'exact' ? exactGelu(x) : tanhGelu(x);
}

/** The slope is `P(Z <= x) + x * density(x)`. */
function exactGelu(x: Tensor): Tensor {
  const below = mul(add(erf(mul(x, Math.SQRT1_2)), 1), 0.5);
  return withGradient(mul(x, below), [x], (g) => {
    const density = mul(exp(mul(mul(x, x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
    return [mul(g, add(below, mul(x, density)))];
  });
}

const CUBIC = 0.044715;
const SLOPE = Math.sqrt(2 / Math.PI);

/** `x * (1 + t) / 2` with `t = tanh(sqrt(2 / pi) * (x + 0.044715 x^3))`. */
function tanhGelu(x: Tensor): Tensor {
  const square = mul(x, x);
  const t = tanh(mul(mul(x, SLOPE), add(mul(square, CUBIC), 1)));
  const below = mul(add(t, 1), 0.5);
  return withGradient(mul(x, below), [x], (g) => {
    const inner = mul(add(mul(square, 3 * CUBIC), 1), 0.5 * SLOPE);
    const rise = mul(mul(x, sub(1, mul(t, t))), inner);
    return [mul(g, add(below, rise))];
  });
}
