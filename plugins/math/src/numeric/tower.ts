import type { Node } from '../tree/node.ts';
import { NOT_RATIONAL } from './faults.ts';

/** Largest modulus for which products of residues are exact in a double. */
const LARGEST = 2 ** 26;

/**
 * The residue of a whole number written with sums, products and powers, however tall its towers are. Exponents
 * too large to be computed are reduced by Euler's theorem: a^e = a^(e mod phi(m) + phi(m)) modulo m for large e.
 */
export function residue(node: Node, modulus: number): number {
  if (modulus > LARGEST) throw NOT_RATIONAL;
  switch (node.kind) {
    case 'number':
      if (node.value.d !== 1n || node.value.n < 0n) throw NOT_RATIONAL;
      return Number(node.value.n % BigInt(modulus));
    case 'sum':
      return node.items.reduce((total, item) => (total + residue(item, modulus)) % modulus, 0);
    case 'product':
      return node.items.reduce((total, item) => (total * residue(item, modulus)) % modulus, 1 % modulus);
    case 'power':
      return powerResidue(residue(node.base, modulus), node.exponent, modulus);
    default:
      throw NOT_RATIONAL;
  }
}

/** The residue of a power whose exponent is a tower. */
export function powerResidue(base: number, exponent: Node, modulus: number): number {
  if (exponent.kind === 'number') {
    if (exponent.value.d !== 1n || exponent.value.n < 0n) throw NOT_RATIONAL;
    return modularPower(base, exponent.value.n, modulus);
  }
  const order = totient(modulus);
  return modularPower(base, BigInt(residue(exponent, order) + order), modulus);
}

function modularPower(base: number, exponent: bigint, modulus: number): number {
  let result = 1 % modulus;
  let square = base % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function totient(modulus: number): number {
  let left = modulus;
  let result = modulus;
  for (let p = 2; p * p <= left; p++) {
    if (left % p !== 0) continue;
    while (left % p === 0) left /= p;
    result -= result / p;
  }
  return left > 1 ? result - result / left : result;
}
