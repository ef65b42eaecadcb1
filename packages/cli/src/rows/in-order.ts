/**
 * Works on several items at once and hands the results on in the order of the items. Never more than
 * `width` items are held.
 */
export async function inOrder<T, R>(
  items: AsyncIterable<T>,
  width: number,
  work: (item: T) => Promise<R>,
  receive: (result: R) => Promise<void>,
): Promise<void> {
  const running: Promise<R>[] = [];
  for await (const item of items) {
    const result = work(item);
    // A rejection is met where the result is awaited, in its turn.
    result.catch(() => undefined);
    running.push(result);
    if (running.length >= width) await receive(await running.shift()!);
  }
  for (const result of running) await receive(await result);
}
