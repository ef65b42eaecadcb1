/** Deepest nesting of a row. Deeper values would overflow the stack of whatever walks them. */
export const MAX_DEPTH = 64;

/** Whether a JSON value is nested deeper than `MAX_DEPTH`, found without recursion. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}
