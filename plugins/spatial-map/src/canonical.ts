import type { Entailed } from './relations.ts';

/**
 * A signature that maps share when one can be had from the other by renaming its objects, telling them in another
 * order, leaving out what follows from the rest, turning it, or mirroring it. Colour refinement over what the
 * relations entail: the colour of an object is mixed with the colours of the objects on each side of it, for a
 * few rounds, and the colours are summed up. (Different maps could share a signature; then only one is used.)
 */
export function canonicalForm({ east, north }: Entailed): string {
  const count = east.length;
  const sides = new Uint8Array(count * count);
  let least: string | undefined;
  for (let image = 0; image < 8; image++) {
    const [x, y] = image & 1 ? [east, north] : [north, east];
    const [flipX, flipY] = [image & 2 ? 3 : -3, image & 4 ? 1 : -1];
    for (let a = 0; a < count; a++) {
      for (let b = 0; b < count; b++) sides[a * count + b] = flipX * x[a]![b]! + flipY * y[a]![b]! + 5;
    }
    const text = signature(count, sides, 0x9e3779b9) + signature(count, sides, 0x85ebca6b);
    if (least === undefined || text < least) least = text;
  }
  return `${count}:${least!}`;
}

const ROUNDS = 3;

function signature(count: number, sides: Uint8Array, salt: number): string {
  let colours = new Int32Array(count).fill(salt);
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Int32Array(count);
    for (let a = 0; a < count; a++) {
      let sum = 0;
      for (let b = 0; b < count; b++) if (b !== a) sum = (sum + mix(colours[b]!, sides[a * count + b]!)) | 0;
      next[a] = mix(colours[a]!, sum);
    }
    colours = next;
  }
  let sum = 0;
  for (const colour of colours) sum = (sum + mix(colour, salt)) | 0;
  return (sum >>> 0).toString(16).padStart(8, '0');
}

/** The finaliser of MurmurHash3 (Austin Appleby, public domain) over two numbers. */
function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ Math.imul(b, 0xcc9e2d51), 0x1b873593);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
