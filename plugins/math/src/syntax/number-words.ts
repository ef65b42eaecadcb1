const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ');
const SCALES: ReadonlyMap<string, number> = new Map([
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
]);

const PARTS: ReadonlyMap<string, bigint> = new Map([
  ['half', 2n],
  ['halves', 2n],
  ['quarter', 4n],
  ['quarters', 4n],
  ...ORDINALS.slice(3).flatMap((name, index): [string, bigint][] => [
    [name, BigInt(index + 3)],
    [`${name}s`, BigInt(index + 3)],
  ]),
]);

/** Numerator and denominator of what English words name: `twenty-five`, `one hundred and six`, `5th`, `two thirds`. */
export function numberOfWords(text: string): readonly [bigint, bigint] | undefined {
  if (text.length > 80) return undefined;
  const bare = text.trim().toLowerCase();
  const words = bare.split(/[\s-]+/);
  if (words.length < 3 && /^(?:an? )?half$/.test(bare)) return [1n, 2n];
  if (bare === 'a dozen' || bare === 'one dozen') return [12n, 1n];
  const parts = words.length > 1 ? PARTS.get(words.at(-1) ?? '') : undefined;
  const top = parts ? wholeNumber(words.slice(0, -1).join(' ')) : undefined;
  if (parts && top !== undefined && top > 0 && top < 20) return [BigInt(top), parts];
  const whole = wholeNumber(bare);
  return whole === undefined ? undefined : [BigInt(whole), 1n];
}

function wholeNumber(bare: string): number | undefined {
  const ordinal = /^(\d{1,9})(?:st|nd|rd|th)$/.exec(bare)?.[1];
  if (ordinal) return Number(ordinal);
  const place = ORDINALS.indexOf(bare);
  if (place >= 0) return place;
  const words = bare.split(/[\s-]+/).filter((word) => word !== 'and');
  const negative = words[0] === 'negative' || words[0] === 'minus';
  const value = words.length > 0 ? cardinal(negative ? words.slice(1) : words) : undefined;
  return value === undefined ? undefined : negative ? -value : value;
}

function cardinal(words: readonly string[]): number | undefined {
  if (words.length === 0) return undefined;
  let [total, group, last] = [0, 0, Infinity];
  for (const word of words) {
    const [value, size] = sizeOf(word);
    if (value === undefined) return undefined;
    if (word === 'hundred') [group, last] = [(group || 1) * 100, 100];
    else if (SCALES.has(word)) [total, group, last] = [total + (group || 1) * value, 0, Infinity];
    else if (size >= last) return undefined;
    else [group, last] = [group + value, value < 20 ? 0 : 10];
  }
  return total + group;
}

// The value of a word, and the size a word before it must exceed.
function sizeOf(word: string): readonly [number | undefined, number] {
  const small = SMALL.indexOf(word);
  if (small >= 0) return [small, small < 10 ? 1 : 10];
  const tens = TENS.indexOf(word);
  if (tens >= 2) return [tens * 10, 20];
  if (word === 'hundred') return [100, 0];
  return [SCALES.get(word), 0];
}
