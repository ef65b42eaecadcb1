import type { RewardTerm, ScoredGroup, Seed } from '../domain/index.ts';
import type { TermDeclaration } from './providers.ts';
import { TouchstoneError, unknownName } from './errors.ts';
import type { TermScore, TermScores } from './hooks.ts';

/** Turns what a reward tap returned into one term per rollout, checking shape, finiteness and range. */
export function readTermScores(
  plugin: string,
  scores: TermScores,
  groupSize: number,
  declarations: ReadonlyMap<string, TermDeclaration>,
): RewardTerm[][] {
  if (typeof scores !== 'object' || scores === null) {
    throw new Error(`returned ${String(scores)} instead of one score per rollout`);
  }
  const named = Array.isArray(scores) ? { [plugin]: scores as readonly TermScore[] } : scores;
  const rows: RewardTerm[][] = Array.from({ length: groupSize }, () => []);
  for (const [name, column] of Object.entries(named)) {
    if (!Array.isArray(column) || column.length !== groupSize) {
      const got = Array.isArray(column) ? `${column.length} scores` : typeof column;
      throw new Error(`returned ${got} for a group of ${groupSize} rollouts`);
    }
    column.forEach((score, i) => rows[i]!.push(readTerm(plugin, name, score, declarations.get(name)?.range)));
  }
  return rows;
}

/** The terms of a group whose tap failed: `failed`, for each rollout and term of the plugin. */
export function failedTerms(
  plugin: string,
  names: readonly string[],
  reason: string,
  groupSize: number,
): RewardTerm[][] {
  const row = names.map((name): RewardTerm => ({ name, plugin, state: 'failed', reason }));
  return Array.from({ length: groupSize }, () => row);
}

function readTerm(
  plugin: string,
  name: string,
  raw: TermScore | undefined,
  range: readonly [number, number] | undefined,
): RewardTerm {
  const failed = (reason: string): RewardTerm => ({ name, plugin, state: 'failed', reason });
  if (raw === null) return { name, plugin, state: 'abstained' };
  if (typeof raw === 'object') {
    if ('abstained' in raw) return { name, plugin, state: 'abstained', reason: raw.abstained };
    if ('failed' in raw) return failed(raw.failed);
  }
  const score = typeof raw === 'object' ? raw.score : raw;
  if (typeof score !== 'number') return failed(`returned ${String(score)}, which is not a number`);
  if (!Number.isFinite(score)) return failed(`returned ${score}, which is not a finite number`);
  if (range && (score < range[0] || score > range[1])) {
    return failed(`returned ${score}, outside its declared range [${range[0]}, ${range[1]}]`);
  }
  const detail = typeof raw === 'object' ? raw.detail : undefined;
  return { name, plugin, state: 'scored', score, ...(detail && { detail }) };
}

/** Refuses weights and overrides that name a term which no plugin declares. */
export function checkTerms(
  terms: ReadonlyMap<string, TermDeclaration & { plugin: string }>,
  weights: Readonly<Record<string, number>>,
): void {
  const known = [...terms.keys()];
  for (const name of Object.keys(weights)) {
    if (known.length === 0 || terms.has(name)) continue;
    throw unknownName('reward term', name, known, 'reward.weights');
  }
  for (const term of terms.values()) {
    for (const target of term.overrides ?? []) {
      if (terms.has(target)) continue;
      throw unknownName('reward term', target, known, `overrides of plugin "${term.plugin}"`);
    }
  }
}

/** Names of a plugin's terms; one that declares none is known by its own name. */
export function termsOf(
  plugin: string,
  terms: ReadonlyMap<string, TermDeclaration & { plugin: string }>,
): string[] {
  const declared = [...terms.values()].filter((term) => term.plugin === plugin);
  return declared.length ? declared.map(({ name }) => name) : [plugin];
}

/** The terms that each term replaces when it is scored. */
export function overridesOf(terms: ReadonlyMap<string, TermDeclaration>): Record<string, readonly string[]> {
  const entries = [...terms.values()].flatMap(({ name, overrides }) =>
    overrides?.length ? [[name, overrides] as const] : [],
  );
  return Object.fromEntries(entries);
}

/** Ends a run in which a failed term may not just leave its rollout out. */
export function requireNoFailure(rollouts: ScoredGroup['rollouts'], seed: Seed): void {
  const failed = rollouts.find(({ reward }) => reward.state === 'failed');
  if (!failed) return;
  throw new TouchstoneError({
    code: 'REWARD_FAILED',
    message: `a reward term failed: ${failed.reward.reason}`,
    place: `seed ${seed.id}, rollout ${failed.rollout.id}`,
    fix: 'mend the plugin, or set reward.onFailure to "exclude" to leave such rollouts out of training',
  });
}
