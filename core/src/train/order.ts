import { randomStream } from '../domain/index.ts';

/**
 * The items of one step when a list is gone through again and again, newly shuffled each time. It is a pure
 * function of the step, so a resumed run continues where it was.
 */
export function itemsOfStep<T>(
  items: readonly T[],
  perStep: number,
  step: number,
  randomSeed: number,
  stream: string,
): T[] {
  const epochs = new Map<number, T[]>();
  const at = (position: number): T => {
    const epoch = Math.floor(position / items.length);
    const shuffled = epochs.get(epoch) ?? randomStream(randomSeed, stream, epoch).shuffle(items);
    epochs.set(epoch, shuffled);
    return shuffled[position % items.length]!;
  };
  return Array.from({ length: perStep }, (_, i) => at((step - 1) * perStep + i));
}
