import type { EvalFunction, MathNode } from 'mathjs';
import { all, create } from 'mathjs';

/** A mathjs instance without the functions that load, define or run anything. */
const math = create(all, { number: 'number' });

/** Node kinds an answer may consist of. */
const KINDS = new Set(['ConstantNode', 'SymbolNode', 'OperatorNode', 'ParenthesisNode', 'FunctionNode']);

/** Values given to the variables; one point of each kind of number. */
const POINTS = [0.37, 1.91, 2.63, -1.27, 5.11, -0.53];

const TOLERANCE = 1e-9;

/**
 * Whether two expressions in mathjs syntax have the same values at six points; `undefined` when one of them
 * cannot be read or has no value there.
 */
export function sameValues(a: string, b: string): boolean | undefined {
  const [left, right] = [parseBounded(a), parseBounded(b)];
  if (!left || !right) return undefined;
  const [f, g] = [left.compile(), right.compile()];
  const names = [...new Set([...variablesOf(left), ...variablesOf(right)])];
  let tested = 0;
  for (const [index] of POINTS.entries()) {
    const scope = Object.fromEntries(
      names.map((name, place) => [name, POINTS[(index + 2 * place) % POINTS.length]]),
    );
    const [x, y] = [valueOf(f, scope), valueOf(g, scope)];
    const same = close(x, y);
    if (same === false) return false;
    if (same) tested += 1;
  }
  return tested >= 2 ? true : undefined;
}

// A name used as a function, or a function used as a value, has none.
function valueOf(compiled: EvalFunction, scope: object): unknown {
  try {
    return compiled.evaluate({ ...scope }) as unknown;
  } catch {
    return Number.NaN;
  }
}

function parseBounded(text: string): MathNode | undefined {
  try {
    const node = math.parse(text);
    let count = 0;
    let allowed = true;
    node.traverse((inner) => {
      count += 1;
      allowed &&= KINDS.has(inner.type);
    });
    return allowed && count <= 200 ? node : undefined;
  } catch {
    return undefined;
  }
}

function variablesOf(node: MathNode): string[] {
  return node
    .filter((inner) => inner.type === 'SymbolNode')
    .map((inner) => inner.toString())
    .filter((name) => name.length === 1 && name !== 'e' && name !== 'i');
}

function close(a: unknown, b: unknown): boolean | undefined {
  if (!isNumeric(a) || !isNumeric(b)) return undefined;
  const [x, y] = [math.complex(a), math.complex(b)];
  if (![x.re, x.im, y.re, y.im].every(Number.isFinite)) return undefined;
  const scale = Math.max(1e-300, Math.hypot(x.re, x.im), Math.hypot(y.re, y.im));
  return Math.hypot(x.re - y.re, x.im - y.im) <= TOLERANCE * scale;
}

function isNumeric(value: unknown): value is number {
  return typeof value === 'number' || math.typeOf(value) === 'Complex';
}
