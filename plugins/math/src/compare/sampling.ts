import type { Complex } from '../numeric/complex.ts';
import { Undefined, isReal, magnitude } from '../numeric/complex.ts';
import type { Convention } from '../numeric/evaluate.ts';
import { Evaluator, POINTS } from '../numeric/evaluate.ts';
import { preciselyEqual } from '../numeric/precise.ts';
import type { Node } from '../tree/node.ts';
import { hashOf } from '../tree/key.ts';
import { children, symbolsOf } from '../tree/node.ts';
import type { Context, Decision } from './context.ts';
import { different, equal, undecided } from './context.ts';

const USUAL: Convention = { logBase: 'ten', roots: 'principal', degrees: 'number' };

/** Real points that must agree before a comparison rests on them alone. */
const ENOUGH = 3;

type Agreement = 'same' | 'other' | 'vague';

/** Evaluates at sample points; `undefined` where a tree has no value. */
export function evaluateAt(
  node: Node,
  point: number,
  convention: Convention,
  context: Context,
): Complex | undefined {
  try {
    return new Evaluator(point, convention, context.budget).value(node);
  } catch (error) {
    if (error instanceof Undefined) return undefined;
    throw error;
  }
}

/** The real value of a tree without variables, when a double holds it well. */
export function numericConstant(node: Node, context: Context): number | undefined {
  if (symbolsOf(node).size > 0) return undefined;
  const value = evaluateAt(node, 0, USUAL, context);
  return value && isReal(value) && value.err <= 1e-9 * Math.abs(value.re) ? value.re : undefined;
}

function agreement(a: Complex, b: Complex): Agreement {
  const size = Math.max(magnitude(a), magnitude(b));
  const bound = 4 * (a.err + b.err) + 1e-15 * size;
  const distance = Math.hypot(a.re - b.re, a.im - b.im);
  if (distance > bound) return 'other';
  return bound <= 1e-7 * Math.max(size, 1e-3) ? 'same' : 'vague';
}

/** Compares two trees by their values at random points within error bounds. */
export function sampleEqual(a: Node, b: Node, convention: Convention, context: Context): Decision {
  const variables = symbolsOf(b, symbolsOf(a)).size;
  const sampled = sampleAll(a, b, variables, convention, context);
  if (variables > 0 || sampled.equal === false) return sampled;
  const precise = preciselyEqual(a, b, convention, context.budget);
  if (precise === undefined) return sampled;
  return precise ? equal('values to 57 digits') : different('values to 57 digits');
}

interface Sample {
  readonly value: Complex;
  readonly inReals: boolean;
}

function evaluateWith(
  node: Node,
  point: number,
  whole: ReadonlySet<string>,
  complex: ReadonlySet<string>,
  convention: Convention,
  context: Context,
): Sample | undefined {
  const evaluator = new Evaluator(point, convention, context.budget);
  for (const name of whole) evaluator.bind(name, { re: wholeAt(name, point), im: 0, err: 0 });
  for (const name of complex) evaluator.bind(name, complexAt(name, point));
  try {
    const value = evaluator.value(node);
    return { value, inReals: isReal(value) && !evaluator.leftReals };
  } catch (error) {
    if (error instanceof Undefined) return undefined;
    throw error;
  }
}

// Small whole numbers of both parities, different for each name.
function wholeAt(name: string, point: number): number {
  return 2 + ((point * 5 + (hashOf(name) % 11)) % 11);
}

// Variables that only make sense as whole numbers: bounds of sums, arguments of double factorials.
function integerVariables(node: Node, into: Set<string> = new Set()): Set<string> {
  if (node.kind === 'series') for (const bound of node.items.slice(0, 2)) symbolsOf(bound, into);
  if (node.kind === 'call' && node.name === 'factorial2') symbolsOf(node, into);
  if (node.kind === 'power' && isNegative(node.base)) addIndices(node.exponent, into);
  if (node.kind === 'call' && (node.name === 'floor' || node.name === 'ceil')) addIndices(node, into);
  if (node.kind === 'call' && (node.name === 'sin' || node.name === 'cos') && hasPi(node.items[0]))
    addIndices(node, into);
  for (const child of children(node)) integerVariables(child, into);
  return into;
}

const COMPLEX_PARTS = new Set(['abs', 'conjugate', 're', 'im', 'arg']);

// z and w are complex numbers where their absolute value, conjugate or parts are taken.
function complexVariables(node: Node, into: Set<string> = new Set()): Set<string> {
  if (node.kind === 'call' && COMPLEX_PARTS.has(node.name))
    for (const name of symbolsOf(node)) if (/^[zw](?:_\w)?$/.test(name)) into.add(name);
  for (const child of children(node)) complexVariables(child, into);
  return into;
}

function complexAt(name: string, point: number): Complex {
  const [x, y] = [hashOf(name, point * 31 + 5), hashOf(name, point * 37 + 11)].map(
    (hash) => (hash / 4_294_967_296) * 4 - 2,
  ) as [number, number];
  return { re: x, im: y, err: 0 };
}

// -1 and i, whose powers come round again.
function isNegative(node: Node): boolean {
  return (node.kind === 'number' && node.value.n < 0n) || (node.kind === 'constant' && node.name === 'i');
}

function hasPi(node: Node | undefined): boolean {
  return (
    node?.kind === 'product' && node.items.some((item) => item.kind === 'constant' && item.name === 'pi')
  );
}

// Letters that usually count something.
function addIndices(node: Node, into: Set<string>): void {
  for (const name of symbolsOf(node)) if (/^[nkmN]$|^[ZN]#/.test(name)) into.add(name);
}

function sampleAll(a: Node, b: Node, variables: number, convention: Convention, context: Context): Decision {
  const count = variables === 0 ? 1 : POINTS;
  const onReals: Agreement[] = [];
  const elsewhere: Agreement[] = [];
  let missing = 0;
  const whole = integerVariables(b, integerVariables(a));
  const complex = complexVariables(b, complexVariables(a));
  for (let point = 0; point < count; point++) {
    const left = evaluateWith(a, point, whole, complex, convention, context);
    const right = evaluateWith(b, point, whole, complex, convention, context);
    if (!left || !right) {
      missing += left || right ? 1 : 0;
      continue;
    }
    const both = left.inReals && right.inReals;
    const result = agreement(left.value, right.value);
    if (both && result === 'other') return different('values at sample points');
    (both ? onReals : elsewhere).push(result);
  }
  return judge(variables === 0 ? 1 : ENOUGH, onReals, elsewhere, missing);
}

// Where both sides are real they must agree; other points count only when there are too few of those.
function judge(
  needed: number,
  onReals: readonly Agreement[],
  elsewhere: readonly Agreement[],
  missing: number,
): Decision {
  const certain = onReals.filter((result) => result === 'same').length;
  if (certain >= needed) return equal('values at sample points');
  const all = [...onReals, ...elsewhere];
  if (elsewhere.includes('other')) return different('complex values at sample points');
  if (all.filter((result) => result === 'same').length >= needed)
    return equal('complex values at sample points');
  if (all.length === 0 && missing > 0) return different('only one side has values');
  return undecided(all.length === 0 ? 'no sample point has a value' : 'the values are too uncertain');
}
