import type { Node } from '../tree/node.ts';
import type { Rational } from '../tree/rational.ts';
import { absolute, add, compare, multiply, negate, power, rational } from '../tree/rational.ts';

/** A written decimal: its value, half a unit of its last place, and its significant digits. */
export interface Decimal {
  readonly value: Rational;
  readonly half: Rational;
  readonly digits: number;
}

/** Reads a decimal literal, with sign, percent sign or power of ten. */
export function asDecimal(node: Node): Decimal | undefined {
  if (node.kind === 'number') return node.places === undefined ? undefined : decimal(node.value, node.places);
  if (node.kind === 'percent') return scaled(asDecimal(node.item), rational(1n, 100n));
  if (node.kind !== 'product' || node.items.length > 3) return undefined;
  let literal: Decimal | undefined;
  let factor = rational(1n);
  for (const item of node.items) {
    const part = asDecimal(item);
    const scale = part ? undefined : unitFactor(item);
    if (part && !literal) literal = part;
    else if (scale) factor = multiply(factor, scale);
    else return undefined;
  }
  return scaled(literal, factor);
}

function unitFactor(node: Node): Rational | undefined {
  if (node.kind === 'number' && node.value.d === 1n && isPowerOfTen(node.value.n)) return node.value;
  if (node.kind !== 'power' || node.base.kind !== 'number' || node.exponent.kind !== 'number')
    return undefined;
  if (node.base.value.n !== 10n || node.base.value.d !== 1n || node.exponent.value.d !== 1n) return undefined;
  const exponent = node.exponent.value.n;
  return exponent > 400n || exponent < -400n ? undefined : power(node.base.value, exponent);
}

function isPowerOfTen(value: bigint): boolean {
  return value === -1n || /^10*$/.test(String(value));
}

function decimal(value: Rational, places: number): Decimal | undefined {
  if (Math.abs(places) > 400) return undefined;
  const scale = power(rational(10n), BigInt(Math.abs(places)));
  const unscaled = places >= 0 ? multiply(value, scale) : multiply(value, rational(scale.d, scale.n));
  const digits = String(unscaled.n < 0n ? -unscaled.n : unscaled.n).length;
  return { value, half: places >= 0 ? rational(1n, 2n * scale.n) : rational(scale.n, 2n), digits };
}

function scaled(literal: Decimal | undefined, factor: Rational): Decimal | undefined {
  return (
    literal && {
      value: multiply(literal.value, factor),
      half: multiply(literal.half, absolute(factor)),
      digits: literal.digits,
    }
  );
}

/** Whether an exact value rounds to the decimal. */
export function roundsTo(exact: Rational, literal: Decimal): boolean {
  return compare(absolute(add(exact, negate(literal.value))), literal.half) <= 0;
}
