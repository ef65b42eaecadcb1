import type { Seed } from '@touchstone-rl/core';
import { languageNamed, languageNames } from '../languages.ts';
import { TaskError } from '../task.ts';
import { fromJson, JsonValueError } from '../value/json.ts';
import type { Value } from '../value/value.ts';

/** The fields of a row, wherever they ended up in its seed. */
export type Row = Readonly<Record<string, unknown>>;

/** Fields of a seed's row: those of `meta`, and the prompt of data sets whose prompt is code. */
export function rowOf(seed: Seed): Row {
  const asked = seed.prompt.findLast(({ role }) => role === 'user')?.content;
  return { ...(asked !== undefined && { prompt: asked }), ...seed.meta };
}

export function textField(row: Row, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = row[name];
    if (value === undefined || value === null) continue;
    if (typeof value === 'string') return value;
    throw new TaskError(`\`${name}\` is not a string`);
  }
  return undefined;
}

/** A field that holds JSON, or a string of JSON as data sets store it. */
export function jsonField(row: Row, name: string): unknown {
  const value = row[name];
  if (typeof value !== 'string') return value ?? undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw new TaskError(`\`${name}\` is a string that is not JSON`);
  }
}

/** The language of a row, by the name that sandboxes use. */
export function languageOf(row: Row, ...defaults: readonly (string | undefined)[]): string {
  const written = [textField(row, 'language', 'lang'), ...defaults].find((name) => name !== undefined);
  if (written === undefined) throw new TaskError('the row names no `language`, and no option does');
  const known = languageNamed(written);
  if (known !== undefined) return known;
  throw new TaskError(
    `the language "${written.slice(0, 40)}" is unknown; known: ${languageNames.join(', ')}`,
  );
}

export function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a value of a row; an error names its place. */
export function valueAt(place: string, json: unknown): Value {
  try {
    return fromJson(json);
  } catch (error) {
    if (error instanceof JsonValueError) throw new TaskError(`${place}: ${error.message}`);
    throw error;
  }
}
