/** Items that are pushed on one side and iterated on the other. */
export interface AsyncQueue<T> extends AsyncIterable<T> {
  push(item: T): void;
  /** No more items; the iteration ends after those pushed. */
  end(): void;
  /** The iteration throws after the items pushed so far. */
  fail(error: Error): void;
}

/** Opens an empty queue for one reader. */
export function createAsyncQueue<T>(): AsyncQueue<T> {
  const items: T[] = [];
  let closed: { readonly error?: Error } | undefined;
  let wake = (): void => undefined;

  const close = (end: { readonly error?: Error }): void => {
    closed ??= end;
    wake();
  };

  return {
    push(item) {
      items.push(item);
      wake();
    },
    end: () => close({}),
    fail: (error) => close({ error }),
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (items.length > 0) yield items.shift()!;
        if (closed?.error) throw closed.error;
        if (closed) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
