import { preview } from '@touchstone-rl/core';

/** A row of an input file, once it is known to be an object. */
export type Row = Readonly<Record<string, unknown>>;

/** Thrown when a row cannot be used; the message says why. It becomes part of the output, never a crash. */
export class BadRowError extends Error {}

export function asRow(value: unknown): Row {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Row;
  throw new BadRowError(`the row is ${preview(value, 40)}, not a JSON object`);
}

/** A field that holds text. Numbers and truth values are taken as they would be written; null is no value. */
export function textField(row: Row, name: string): string | undefined {
  const value = row[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new BadRowError(`\`${name}\` is ${preview(value, 40)}, not a string`);
}

/** A field that holds an object. */
export function objectField(row: Row, name: string): Row | undefined {
  const value = row[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object' && !Array.isArray(value)) return value as Row;
  throw new BadRowError(`\`${name}\` is ${preview(value, 40)}, not an object`);
}

/** How a row is named in the output: its own id, or its line. */
export function rowName(value: unknown, line: number): { readonly id: unknown } | { readonly line: number } {
  const id = (value as Row | null | undefined)?.id;
  return id === undefined ? { line } : { id };
}
