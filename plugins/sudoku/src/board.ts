import type { Shape } from './shape.ts';

/**
 * Digits of the cells, row by row; 0 is an empty cell.
 *
 * @example
 * const puzzle: Cells = Uint8Array.from('1234341221434300', Number);
 * countSolutions(SHAPES[4], puzzle); // 1
 */
export type Cells = Uint8Array;

/** How many bits are set in each number below 512, and the lowest of them. */
const COUNTS = Uint8Array.from({ length: 512 }, (_, bits) => bits.toString(2).split('1').length - 1);

/** A grid being filled, with the digits used in each unit as bits (digit d is bit d - 1). */
export class Board {
  readonly shape: Shape;
  readonly cells: Cells;
  readonly #used: Uint16Array;
  readonly #all: number;

  constructor(shape: Shape, cells: Cells) {
    this.shape = shape;
    this.cells = Uint8Array.from(cells);
    this.#used = new Uint16Array(3 * shape.size);
    this.#all = (1 << shape.size) - 1;
    for (let cell = 0; cell < cells.length; cell++) if (cells[cell]) this.#mark(cell, bitOf(cells[cell]!));
  }

  put(cell: number, digit: number): void {
    this.cells[cell] = digit;
    this.#mark(cell, bitOf(digit));
  }

  clear(cell: number): void {
    this.#mark(cell, bitOf(this.cells[cell]!));
    this.cells[cell] = 0;
  }

  /** Digits that no unit of the cell holds, as bits. */
  candidates(cell: number): number {
    const [row, column, box] = this.shape.unitsOf[cell]!;
    return this.#all & ~(this.#used[row]! | this.#used[column]! | this.#used[box]!);
  }

  /** The empty cell with the fewest candidates, or -1 when none is empty. */
  tightest(): number {
    let best = -1;
    let fewest = 99;
    for (let cell = 0; cell < this.cells.length && fewest > 1; cell++) {
      if (this.cells[cell]) continue;
      const count = COUNTS[this.candidates(cell)]!;
      if (count < fewest) [best, fewest] = [cell, count];
    }
    return best;
  }

  /** A unit in which this empty cell is the only place for a digit; -1 when there is none. */
  hiddenUnit(cell: number, digit: number): number {
    const bit = bitOf(digit);
    const { units, unitsOf } = this.shape;
    const isOther = (other: number): boolean =>
      other !== cell && this.cells[other] === 0 && (this.candidates(other) & bit) !== 0;
    return unitsOf[cell]!.find((unit) => !units[unit]!.some(isOther)) ?? -1;
  }

  #mark(cell: number, bit: number): void {
    const [row, column, box] = this.shape.unitsOf[cell]!;
    this.#used[row]! ^= bit;
    this.#used[column]! ^= bit;
    this.#used[box]! ^= bit;
  }
}

export function bitOf(digit: number): number {
  return 1 << (digit - 1);
}

/** The digits of a set of bits, smallest first. */
export function digitsOf(bits: number): number[] {
  const digits: number[] = [];
  for (let rest = bits; rest !== 0; rest &= rest - 1) digits.push(32 - Math.clz32(rest & -rest));
  return digits;
}
