/**
 * The static length that holds `length` tokens: the next multiple of 32, or of an eighth of the length's power
 * of two where that is more. Few lengths, so few compiled graphs, and at most about an eighth of padding.
 */
export function lengthBucket(length: number): number {
  const step = Math.max(32, 2 ** Math.floor(Math.log2(Math.max(1, length))) / 8);
  return Math.max(1, Math.ceil(length / step)) * step;
}

/** The static count that holds `needed` of at most `full` items: `full` halved as often as they still fit. */
export function countBucket(needed: number, full: number, smallest = 1): number {
  let count = full;
  while (count % 2 === 0 && count / 2 >= Math.max(needed, smallest)) count /= 2;
  return count;
}
