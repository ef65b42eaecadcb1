import type { Subject } from '../subject.ts';

/** What a clause came to: nothing when it is kept, a sentence when it is broken or cannot be checked. */
export type Outcome = { readonly failed: string } | { readonly skipped: string } | undefined;

/** One clause of the contract. */
export interface Check {
  /** Stable name: the kind and the clause. */
  readonly check: string;
  /** What it demands, as `touchstone test` prints it. */
  readonly title: string;
  run(subject: Subject): Outcome | Promise<Outcome>;
}

export const failed = (sentence: string): Outcome => ({ failed: sentence });
export const skipped = (sentence: string): Outcome => ({ skipped: sentence });

/** The sentence of the first item that has one. */
export async function firstFailure<T>(
  items: Iterable<T>,
  find: (item: T) => Promise<string | undefined> | string | undefined,
): Promise<Outcome> {
  for (const item of items) {
    const sentence = await find(item);
    if (sentence !== undefined) return failed(sentence);
  }
  return undefined;
}

/** Whether two values are the same data; keys may be in another order. */
export function sameData(one: unknown, other: unknown): boolean {
  return JSON.stringify(one, sortKeys) === JSON.stringify(other, sortKeys);
}

function sortKeys(_: string, value: unknown): unknown {
  if (typeof value === 'number')
    return Object.is(value, -0) ? 0 : Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
