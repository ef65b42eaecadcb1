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

/** Whether a verifier can ever match a row's gold, and why not. */
export interface GoldResult {
  readonly id?: unknown;
  readonly line?: number;
  readonly gold: string | null;
  readonly usable: boolean;
  readonly reason: string | null;
}

/** @throws TouchstoneError when the verifier has no check of golds. */
export function requireGoldCheck(verifier: Verifier, name: string): NonNullable<Verifier['checkGold']> {
  const { checkGold } = verifier;
  if (checkGold) return (seed) => checkGold(seed);
  throw new TouchstoneError({
    code: 'NO_GOLD_CHECK',
    message: `the verifier "${name}" cannot check golds: it defines no checkGold`,
    place: '--check-golds',
    value: name,
    fix: 'leave --check-golds out, or judge each gold against itself',
  });
}

/** Checks the gold of one row. */
export async function checkRow(
  line: JsonLine<unknown>,
  name: string,
  checkGold: NonNullable<Verifier['checkGold']>,
): Promise<GoldResult> {
  const own = rowName('value' in line ? line.value : undefined, line.line);
  const row = prepareRow(line, name, false);
  if ('result' in row) return { ...own, gold: null, usable: false, reason: row.result.reason };
  const { seed } = row.input;
  const reason = await reasonAgainst(seed, checkGold);
  return { ...own, gold: seed.gold ?? null, usable: reason === null, reason };
}

async function reasonAgainst(
  seed: Seed,
  checkGold: NonNullable<Verifier['checkGold']>,
): Promise<string | null> {
  try {
    return (await callWithDeadline(() => checkGold(seed), CHECK_DEADLINE_MILLISECONDS)) ?? null;
  } catch (error) {
    return `the check failed: ${messageOf(error)}`;
  }
}
