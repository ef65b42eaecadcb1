import {
  callWithDeadline,
  messageOf,
  TouchstoneError,
  type JsonLine,
  type Seed,
  type Verifier,
} from '@touchstone-rl/core';
import { rowName } from '../rows/row-fields.ts';
import { prepareRow } from './verify-row.ts';

const CHECK_DEADLINE_MILLISECONDS = 10_000;

/** What a verifier says of golds. */
export interface GoldCheck {
  checkGold(seed: Seed): string | undefined;
  noteGold(seed: Seed): string | undefined;
}

/** Whether a verifier can ever match a row's gold, and why not. */
export interface GoldResult {
  readonly id?: unknown;
  readonly line?: number;
  readonly gold: string | null;
  readonly usable: boolean;
  readonly reason: string | null;
  /** What a person should know about a usable gold, such as several readings. */
  readonly note: string | null;
}

/** @throws TouchstoneError when the verifier has no check of golds. */
export function requireGoldCheck(verifier: Verifier, name: string): GoldCheck {
  const { checkGold, noteGold } = verifier;
  if (checkGold) return { checkGold: (seed) => checkGold(seed), noteGold: (seed) => noteGold?.(seed) };
  throw new TouchstoneError({
    code: 'NO_GOLD_CHECK',
    message: `the verifier "${name}" cannot check golds: it defines no checkGold`,
    place: '--check-golds',
    value: name,
    fix: 'leave --check-golds out, or judge each gold against itself',
  });
}

/** Checks the gold of one row. */
export async function checkRow(line: JsonLine<unknown>, name: string, check: GoldCheck): Promise<GoldResult> {
  const own = rowName('value' in line ? line.value : undefined, line.line);
  const row = prepareRow(line, name, false);
  if ('result' in row) return { ...own, gold: null, usable: false, reason: row.result.reason, note: null };
  const { seed } = row.input;
  const reason = await saidOf(() => check.checkGold(seed));
  const note = reason === null ? await saidOf(() => check.noteGold(seed)) : null;
  return { ...own, gold: seed.gold ?? null, usable: reason === null, reason, note };
}

async function saidOf(say: () => string | undefined): Promise<string | null> {
  try {
    return (await callWithDeadline(say, CHECK_DEADLINE_MILLISECONDS)) ?? null;
  } catch (error) {
    return `the check failed: ${messageOf(error)}`;
  }
}
