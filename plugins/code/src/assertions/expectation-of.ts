import type { Expectation } from '../compare/expectation.ts';
import { jsonText as jsonTextOf } from '../compare/json-text.ts';
import type { Dialect, Expression } from '../literal/expression.ts';
import { fold } from '../literal/fold.ts';
import { UnreadableError } from '../literal/tokens.ts';
import { JAVASCRIPT_EQUALITY, PYTHON_EQUALITY, type Equality } from '../value/compare.ts';
import type { Value } from '../value/value.ts';
import type { CallTest } from './assertion.ts';

/** An assertion with the name of the function that it calls. */
export interface NamedTest {
  readonly callee: string;
  readonly test: CallTest;
}

type Call = Extract<Expression, { kind: 'call' }>;
type Comparison = Extract<Expression, { kind: 'compare' }>;

/** Reads what an assertion claims: `f(1) == 2`, `not f(1)`, `abs(f(1) - 2) < 1e-6`, `set(f(1)) == {2}`, ... */
export function readClaim(claim: Expression, dialect: Dialect): NamedTest {
  if (claim.kind === 'unary' && claim.operator === dialect.not) {
    return named(claim.operand, { kind: 'truth', expected: false }, dialect);
  }
  if (claim.kind === 'call' && claim.callee === 'math.isclose') return readIsClose(claim, dialect);
  if (claim.kind !== 'compare') return named(claim, { kind: 'truth', expected: true }, dialect);
  return readNear(claim, dialect) ?? readEqual(claim, dialect);
}

/** The test that a call and an expectation make. */
export function named(call: Expression, expectation: Expectation, dialect: Dialect): NamedTest {
  if (call.kind !== 'call' || BUILTINS.has(call.callee)) {
    throw new UnreadableError('an assertion that is not about one call with literal arguments');
  }
  const keywords = new Map([...call.keywords].map(([name, given]) => [name, fold(given, dialect)]));
  return {
    callee: call.callee,
    test: {
      arguments: call.arguments.map((given) => fold(given, dialect)),
      ...(keywords.size > 0 && { keywords }),
      expectation,
    },
  };
}

/** Functions that tests use on a result. Where one is not understood, the whole test is run instead. */
const BUILTINS = new Set(
  (
    'abs all any bool dict float frozenset int isinstance len list max min round set sorted str sum tuple type ' +
    'zip map filter range repr hasattr getattr callable ' +
    'math.isclose math.fabs math.floor math.ceil JSON.stringify Math.abs Array.isArray Object.is String Number Boolean isNaN'
  ).split(' '),
);

const EQUAL_AS: Readonly<Record<string, 'set' | 'sequence'>> = {
  set: 'set',
  tuple: 'sequence',
  list: 'sequence',
};

function equalityOf({ language }: Dialect): Equality {
  return language === 'python' ? PYTHON_EQUALITY : JAVASCRIPT_EQUALITY;
}

function readEqual({ operator, left, right }: Comparison, dialect: Dialect): NamedTest {
  if (operator === 'is') return readIs(left, right, dialect);
  const isEqual = dialect.language === 'python' ? operator === '==' : operator === '===' || operator === '==';
  if (!isEqual) throw new UnreadableError(`an assertion with "${operator}"`);
  const [call, other] = isCandidateSide(left) ? [left, right] : [right, left];
  const wrapper = call.kind === 'call' && BUILTINS.has(call.callee) ? call.callee : undefined;
  if (wrapper !== undefined) return readWrapped(wrapper, call as Call, other, dialect);
  const expected = fold(other, dialect);
  if (dialect.language === 'javascript') requirePrimitive(expected, operator);
  return named(call, { kind: 'equal', expected, equality: equalityOf(dialect) }, dialect);
}

/** The side that holds the call of the program; literals and wrapped literals are the other. */
function isCandidateSide(side: Expression): boolean {
  if (side.kind !== 'call') return false;
  if (!BUILTINS.has(side.callee)) return true;
  return side.arguments.some(isCandidateSide);
}

function readWrapped(wrapper: string, call: Call, other: Expression, dialect: Dialect): NamedTest {
  const inner = only(call);
  if (wrapper === 'JSON.stringify') {
    return named(inner, { kind: 'json', expected: stringified(other, dialect) }, dialect);
  }
  const as = EQUAL_AS[wrapper];
  if (as === undefined || dialect.language !== 'python') {
    throw new UnreadableError(`an assertion about ${wrapper}()`);
  }
  const literal = other.kind === 'call' && other.callee === wrapper ? only(other) : other;
  const expected = fold(literal, dialect);
  const fits = literal !== other || expected.type === (wrapper as string);
  if (!fits) throw new UnreadableError(`an assertion about ${wrapper}()`);
  return named(inner, { kind: 'equal-as', as, expected, equality: PYTHON_EQUALITY }, dialect);
}

function only({ arguments: [first, ...rest], keywords }: Call): Expression {
  if (first === undefined || rest.length > 0 || keywords.size > 0)
    throw new UnreadableError('several arguments');
  return first;
}

/** The text that the other side of `JSON.stringify(f(x)) === ...` has. */
function stringified(other: Expression, dialect: Dialect): string {
  if (other.kind === 'call' && other.callee === 'JSON.stringify') {
    const text = jsonTextOf(fold(only(other), dialect));
    if (text !== undefined) return text;
  }
  const value = other.kind === 'value' ? other.value : undefined;
  if (value?.type === 'string') return value.value;
  throw new UnreadableError('an assertion about JSON that has no JSON on its other side');
}

/** `===` with a new list or object is never true, and `==` converts: such tests are run, not read. */
function requirePrimitive(expected: Value, operator: string): void {
  const types: readonly string[] = operator === '===' ? [...PRIMITIVES, 'undefined', 'null'] : [];
  const loose = operator === '==' && expected.type === 'string' && expected.value.trim() !== '';
  if (!types.includes(expected.type) && !(loose && !isNumeric(expected))) {
    throw new UnreadableError(`an assertion with "${operator}" and a ${expected.type}`);
  }
}

const PRIMITIVES = ['boolean', 'integer', 'float', 'string'];

function isNumeric(value: Value): boolean {
  return value.type === 'string' && !Number.isNaN(Number(value.value));
}

function readIs(left: Expression, right: Expression, dialect: Dialect): NamedTest {
  const expected = fold(right, dialect);
  if (expected.type !== 'boolean' && expected.type !== 'null') {
    throw new UnreadableError('an assertion with "is" and something else than True, False or None');
  }
  const equality: Equality = { ...PYTHON_EQUALITY, numbers: 'strict' };
  return named(left, { kind: 'equal', expected, equality }, dialect);
}

const ABSOLUTE = new Set(['abs', 'math.fabs', 'Math.abs']);

/** `abs(f(x) - expected) < below` */
function readNear({ operator, left, right }: Comparison, dialect: Dialect): NamedTest | undefined {
  if (operator !== '<' && operator !== '<=') return undefined;
  if (left.kind !== 'call' || !ABSOLUTE.has(left.callee)) return undefined;
  const difference = only(left);
  if (difference.kind !== 'binary' || difference.operator !== '-') return undefined;
  const [call, other] = isCandidateSide(difference.left)
    ? [difference.left, difference.right]
    : [difference.right, difference.left];
  const expected = numberOf(fold(other, dialect));
  const below = numberOf(fold(right, dialect));
  return named(call, { kind: 'near', expected, below, inclusive: operator === '<=' }, dialect);
}

/** `math.isclose(f(x), expected, rel_tol=..., abs_tol=...)` */
function readIsClose({ arguments: given, keywords }: Call, dialect: Dialect): NamedTest {
  const [left, right, ...rest] = given;
  if (left === undefined || right === undefined || rest.length > 0) throw new UnreadableError('math.isclose');
  const [call, other] = isCandidateSide(left) ? [left, right] : [right, left];
  const tolerance = (name: string, standard: number): number => {
    const written = keywords.get(name);
    return written === undefined ? standard : numberOf(fold(written, dialect));
  };
  const expected = numberOf(fold(other, dialect));
  // Python's relative tolerance is of the larger of both; of the expected one it is a little stricter.
  const below = Math.max(tolerance('abs_tol', 0), tolerance('rel_tol', 1e-9) * Math.abs(expected));
  return named(call, { kind: 'near', expected, below, inclusive: true }, dialect);
}

function numberOf(value: Value): number {
  if (value.type === 'integer' || value.type === 'float') return Number(value.value);
  throw new UnreadableError(`a ${value.type} where a number was expected`);
}
