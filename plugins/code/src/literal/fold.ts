import { boolean, float, integer, type Value } from '../value/value.ts';
import type { Dialect, Expression } from './expression.ts';
import { UnreadableError } from './tokens.ts';

/** Bits of the largest integer that arithmetic in a test may give. */
const MAX_BITS = 40_000n;

type Arithmetic = Extract<Value, { type: 'integer' | 'float' }>;

/** The value of an expression that holds nothing but literals and arithmetic on them, else an error. */
export function fold(expression: Expression, dialect: Dialect): Value {
  switch (expression.kind) {
    case 'value':
      return expression.value;
    case 'list':
    case 'tuple':
    case 'set':
      return foldItems(expression.kind, expression.items, dialect);
    case 'dict':
      return {
        type: 'dict',
        entries: distinctKeys(
          expression.entries.map(([key, item]) => [fold(key, dialect), fold(item, dialect)] as const),
        ),
      };
    case 'unary':
      return foldUnary(expression.operator, fold(expression.operand, dialect), dialect);
    case 'binary':
      return foldBinary(
        expression.operator,
        fold(expression.left, dialect),
        fold(expression.right, dialect),
        dialect,
      );
    default:
      throw new UnreadableError(`a ${expression.kind} where a literal was expected`);
  }
}

function foldItems(kind: 'list' | 'tuple' | 'set', items: readonly Expression[], dialect: Dialect): Value {
  const folded = items.map((item) => fold(item, dialect));
  if (kind !== 'set') return { type: kind, items: folded };
  // The first of equal items stays, as in Python.
  const byKey = new Map(folded.toReversed().map((item) => [scalarKey(item), item]));
  return { type: 'set', items: [...byKey.values()].toReversed() };
}

/** A key written twice holds what was written last, in both languages. */
function distinctKeys(entries: readonly (readonly [Value, Value])[]): (readonly [Value, Value])[] {
  const byKey = new Map(entries.map((entry) => [scalarKey(entry[0]), entry]));
  return [...byKey.values()];
}

/** Equal scalars have equal keys; anything else may stand only once. */
function scalarKey(value: Value): string {
  if (value.type === 'boolean') return `n${Number(value.value)}`;
  if (value.type === 'integer' || value.type === 'float') return `n${value.value}`;
  if (value.type === 'string') return `s${value.value}`;
  return JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? `${item}` : item));
}

function isArithmetic(value: Value): value is Arithmetic {
  return value.type === 'integer' || value.type === 'float';
}

function foldUnary(operator: string, operand: Value, dialect: Dialect): Value {
  if (operator === '+' && isArithmetic(operand)) return operand;
  if (operator === '-' && isArithmetic(operand)) {
    if (operand.type === 'float') return float(-operand.value);
    const negativeZero = dialect.language === 'javascript' && operand.value === 0n;
    return negativeZero ? float(-0) : integer(-operand.value);
  }
  if (operand.type === 'boolean' && operator === dialect.not) return boolean(!operand.value);
  throw new UnreadableError(`"${operator}" on a ${operand.type}`);
}

function foldBinary(operator: string, left: Value, right: Value, dialect: Dialect): Value {
  if (operator === '+' && left.type === 'string' && right.type === 'string') {
    return { type: 'string', value: left.value + right.value };
  }
  if (!isArithmetic(left) || !isArithmetic(right)) {
    throw new UnreadableError(`"${operator}" on a ${left.type} and a ${right.type}`);
  }
  if (dialect.language === 'javascript') {
    const value = foldFloats(operator, Number(left.value), Number(right.value));
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? integer(BigInt(value)) : float(value);
  }
  if (left.type === 'integer' && right.type === 'integer')
    return foldIntegers(operator, left.value, right.value);
  if (operator === '//' || operator === '%') throw new UnreadableError(`"${operator}" on floats`);
  if (operator === '/' && Number(right.value) === 0) throw new UnreadableError('a division by zero');
  return float(foldFloats(operator, Number(left.value), Number(right.value)));
}

function foldFloats(operator: string, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '**':
      return a ** b;
    default:
      throw new UnreadableError(`the operator "${operator}"`);
  }
}

function foldIntegers(operator: string, a: bigint, b: bigint): Value {
  if ('/%'.includes(operator[0]!) && b === 0n) throw new UnreadableError('a division by zero');
  switch (operator) {
    case '+':
      return integer(a + b);
    case '-':
      return integer(a - b);
    case '*':
      return integer(bounded(a * b));
    case '/':
      return float(exactQuotient(a, b));
    case '//':
      return integer(floorQuotient(a, b));
    case '%':
      return integer(a - b * floorQuotient(a, b));
    case '**':
      return integer(power(a, b));
    default:
      throw new UnreadableError(`the operator "${operator}"`);
  }
}

function exactQuotient(a: bigint, b: bigint): number {
  const limit = BigInt(Number.MAX_SAFE_INTEGER);
  const safe = (n: bigint): boolean => n >= -limit && n <= limit;
  if (!safe(a) || !safe(b)) throw new UnreadableError('a quotient of large integers');
  return Number(a) / Number(b);
}

function floorQuotient(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

function power(base: bigint, exponent: bigint): bigint {
  if (exponent < 0n) throw new UnreadableError('a negative power');
  const bits = BigInt((base < 0n ? -base : base).toString(16).length) * 4n;
  if (bits * exponent > MAX_BITS) throw new UnreadableError('a huge power');
  return base ** exponent;
}

function bounded(value: bigint): bigint {
  if (value > 1n << MAX_BITS || value < -(1n << MAX_BITS)) throw new UnreadableError('a huge integer');
  return value;
}
