/**
 * Freezes a plain value and everything in it, however deep, so that writing to it is an error.
 *
 * @example
 * const rows = deepFreeze([[1, 2], [3]]);
 * rows[0]!.push(4); // throws: object is not extensible
 */
export function deepFreeze<T>(value: T): T {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (!isFreezable(next)) continue;
    Object.freeze(next);
    for (const child of Object.values(next)) if (typeof child === 'object') waiting.push(child);
  }
  return value;
}

function isFreezable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Object.isFrozen(value) && !ArrayBuffer.isView(value);
}
