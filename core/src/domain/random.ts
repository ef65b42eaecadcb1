/**
 * Named, seeded random streams. A stream is addressed by the run's seed and a path of names and numbers, so
 * that no draw depends on how many draws were made elsewhere, and a resumed run needs no stored state.
 *
 * @example
 * const twoDice = (random: RandomStream): number => random.integer(1, 6) + random.integer(1, 6);
 * twoDice(randomStream(7, 'dice')); // 8, today and tomorrow
 */
export interface RandomStream {
  /** A uniform number in [0, 1). */
  next(): number;
  /** A uniform integer in [low, high], both ends included. */
  integer(low: number, high: number): number;
  /** A standard normal number. */
  normal(): number;
  pick<T>(items: readonly T[]): T;
  /** A shuffled copy (Fisher-Yates). */
  shuffle<T>(items: readonly T[]): T[];
}

/**
 * A 32-bit FNV-1a hash of a string's UTF-16 units.
 *
 * @example
 * hash32('arithmetic/train/0'); // 3091758767 on every machine
 */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/**
 * Opens the stream of a seed and a path: `randomStream(7, 'sampling', step, index)`.
 *
 * @example
 * const random = randomStream(7, 'coins', 3);
 * const coins = [random.integer(0, 1), random.pick(['head', 'tail'])];
 */
export function randomStream(seed: number, ...path: readonly (string | number)[]): RandomStream {
  const address = JSON.stringify([seed, ...path]);
  const next = sfc32(hash32(address), hash32(address + 'b'), hash32(address + 'c'), hash32(address + 'd'));
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    integer,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: (items) => items[integer(0, items.length - 1)]!,
    shuffle(items) {
      const copy = [...items];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = integer(0, i);
        [copy[i], copy[j]] = [copy[j]!, copy[i]!];
      }
      return copy;
    },
  };
}

/** Chris Doty-Humphrey's Small Fast Counting generator (PractRand), 128 bits of state. */
function sfc32(a: number, b: number, c: number, d: number): () => number {
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}
