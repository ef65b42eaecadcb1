import type { Group, Kernel, RewardTerm, Seed } from '@touchstone-rl/core';
import { groupOf, seedOf, type RolloutFacts } from '../inputs/rollouts.ts';
import type { Subject } from '../subject.ts';

/** The terms of this plugin for each rollout of a group; `thrown` when it threw instead. */
export interface Scoring {
  readonly rows: readonly (readonly RewardTerm[])[];
  readonly thrown?: string;
}

/** Scores a group with a kernel and keeps what this plugin said. */
export async function score(subject: Subject, kernel: Kernel, group: Group, what: string): Promise<Scoring> {
  const before = kernel.ledger.failures.length;
  const { rollouts } = await subject.call(what, () => kernel.score(group));
  const failure = kernel.ledger.failures.slice(before).find(({ plugin }) => plugin === subject.name);
  const rows = rollouts.map(({ reward }) =>
    reward.terms.map(({ term }) => term).filter(({ plugin }) => plugin === subject.name),
  );
  return failure ? { rows, thrown: subject.judgeFailure(failure.message, what) } : { rows };
}

/** Scores responses of one seed in a kernel of their own. */
export async function scoreFacts(
  subject: Subject,
  facts: readonly RolloutFacts[],
  what: string,
  seed: Seed = seedOf(subject.fixtures.seed),
): Promise<Scoring> {
  return score(subject, await subject.kernel(), groupOf(facts, seed), what);
}

/** What makes a row of terms no reward at all: a throw, or a value that is no score. */
export function faultOf({ rows, thrown }: Scoring, what: string): string | undefined {
  if (thrown !== undefined) {
    return thrown.startsWith('returned ')
      ? `on ${what} it ${thrown}`
      : `it throws on ${what}: ${thrown} (return { failed: 'why' } or null instead)`;
  }
  for (const term of rows.flat()) {
    if (
      term.state === 'failed' &&
      /^returned .*(not a number|finite number|declared range)/s.test(term.reason)
    ) {
      return `on ${what} the term ${term.name} ${term.reason}`;
    }
  }
  return undefined;
}

/** The outcome of a term as one comparable value: its score, or its state. */
export function outcomeOf(term: RewardTerm | undefined): number | string {
  if (!term) return 'nothing';
  return term.state === 'scored' ? term.score : term.state;
}

/** The outcomes of a scoring, rollout by rollout. */
export function outcomesOf({ rows }: Scoring): (number | string)[][] {
  return rows.map((row) => row.map(outcomeOf));
}
