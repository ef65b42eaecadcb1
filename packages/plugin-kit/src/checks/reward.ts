import type { RewardTerm } from '@touchstone-rl/core';
import type { RewardCase } from '../fixtures.ts';
import { groupOf, seedOf, type RolloutFacts } from '../inputs/rollouts.ts';
import { HOSTILE, ORDINARY, words } from '../inputs/texts.ts';
import type { Subject } from '../subject.ts';
import { failed, firstFailure, sameData, skipped, type Check, type Outcome } from './check.ts';
import { faultOf, outcomeOf, outcomesOf, score, scoreFacts } from './scoring.ts';

const VERDICTS = ['correct', 'incorrect', 'unverifiable'] as const;

/** Every ordinary response under every verdict. */
const MIXED: readonly RolloutFacts[] = VERDICTS.flatMap((verdict) =>
  ORDINARY.map(({ text }, i) => ({ text, verdict, finishReason: i % 3 === 2 ? 'length' : 'stop' })),
);

/** Clauses about rewards. Those that leave traces in a plugin that keeps state come last. */
export const rewardChecks: readonly Check[] = [
  { check: 'reward/range', title: 'every term declares a finite range', run: declaresRange },
  {
    check: 'reward/scores',
    title: 'scores are finite numbers within the declared range, for groups of one and of many',
    run: (subject) =>
      firstFailure([MIXED, ...ORDINARY.map((one) => [one])], async (facts) => {
        const what =
          facts.length === 1 ? `a group of one (${named(facts[0]!)})` : 'a group of ordinary responses';
        return faultOf(await scoreFacts(subject, facts, what), what);
      }),
  },
  {
    check: 'reward/cases',
    title: 'the cases of its fixtures come out as they say',
    run: (subject) => firstFailure(subject.fixtures.rewards ?? [], (one) => checkCase(subject, one)),
  },
  { check: 'reward/deterministic', title: 'the same group gets the same scores', run: isDeterministic },
  { check: 'reward/stateless', title: 'scores do not depend on earlier groups', run: isStateless },
  { check: 'reward/order', title: 'scores do not depend on the order within a group', run: ignoresOrder },
  {
    check: 'reward/outcomes',
    title: 'a rollout that nobody judged is not scored as a wrong one',
    run: threeOutcomes,
  },
  { check: 'reward/units', title: 'lengths are tokens, not characters', run: countsTokens },
];

/** The clause that may take long, or bring the thread down. */
export const rewardEndurance: Check = {
  check: 'reward/hostile',
  title: 'empty, huge and hostile text is scored in time',
  run: (subject) =>
    firstFailure(HOSTILE, async ({ name, text }) =>
      faultOf(await scoreFacts(subject, [{ text }], name), name),
    ),
};

async function declaresRange(subject: Subject): Promise<Outcome> {
  const { rows } = await scoreFacts(subject, MIXED, 'a group of ordinary responses');
  const names = new Set([
    ...rows.flat().map(({ name }) => name),
    ...declared(subject).map(({ name }) => name),
  ]);
  return firstFailure(names, (name) => {
    const range = subject.first.terms.get(name)?.range;
    if (!range)
      return `the term ${name} declares no range: call declareTerm({ name: '${name}', range: [low, high] })`;
    const [low, high] = range;
    if (!Number.isFinite(low) || !Number.isFinite(high)) {
      return `the range of ${name} is [${low}, ${high}]: both ends must be finite, or weights mean nothing`;
    }
    return low < high
      ? undefined
      : `the range of ${name} is [${low}, ${high}]: the first must be the smaller`;
  });
}

function declared(subject: Subject): { name: string }[] {
  return [...subject.first.terms.values()].filter(({ plugin }) => plugin === subject.name);
}

async function checkCase(subject: Subject, one: RewardCase): Promise<string | undefined> {
  const seed = seedOf({ ...subject.fixtures.seed, ...one.seed });
  const { rows, thrown } = await scoreFacts(subject, [one], `the case "${one.name}"`, seed);
  const term = rows[0]!.find(({ name }) => name === (one.term ?? subject.name)) ?? rows[0]![0];
  const got = thrown === undefined ? outcomeOf(term) : 'failed';
  if (matches(got, one.expected)) return undefined;
  return `the case "${one.name}" came out as ${got}${reasonOf(term)}, and its fixture says ${one.expected}`;
}

function matches(got: number | string, expected: number | string): boolean {
  if (typeof got !== 'number') return got === expected;
  if (typeof expected !== 'number') return expected === 'scored';
  return Math.abs(got - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
}

function reasonOf(term: RewardTerm | undefined): string {
  return term && term.state !== 'scored' && term.reason ? ` (${term.reason})` : '';
}

async function isDeterministic(subject: Subject): Promise<Outcome> {
  const kernel = await subject.kernel();
  const group = groupOf(MIXED, seedOf(subject.fixtures.seed));
  const scorings = [];
  for (let i = 0; i < 3; i++)
    scorings.push(outcomesOf(await score(subject, kernel, group, 'one group three times')));
  const [first, ...later] = scorings;
  const other = later.find((one) => !sameData(one, first));
  if (!other) return undefined;
  const at = first!.findIndex((row, i) => !sameData(row, other[i]));
  return failed(
    `the same rollout got ${show(first![at])} and then ${show(other[at])}: a score must depend on its inputs alone`,
  );
}

async function isStateless(subject: Subject): Promise<Outcome> {
  const group = groupOf(MIXED, seedOf(subject.fixtures.seed));
  const fresh = outcomesOf(await score(subject, await subject.kernel(), group, 'a group in a fresh run'));
  const kernel = await subject.kernel();
  for (const [i, { text }] of ORDINARY.entries()) {
    // Longer than anything before, so that a longest or a mean that is kept between calls moves.
    const facts: RolloutFacts = { text: text.repeat(3), lengthTokens: 10_000, verdict: 'incorrect' };
    const other = groupOf([facts], seedOf(subject.fixtures.seed, `kit-other-${i}`));
    await score(subject, kernel, other, 'other groups before it');
  }
  const after = outcomesOf(await score(subject, kernel, group, 'a group after others'));
  const at = fresh.findIndex((row, i) => !sameData(row, after[i]));
  if (at === -1) return undefined;
  return failed(
    `a rollout got ${show(fresh[at])} in a fresh run and ${show(after[at])} after other groups: it keeps state between calls`,
  );
}

async function ignoresOrder(subject: Subject): Promise<Outcome> {
  if (subject.fixtures.dependsOnOrder) return skipped('its fixtures declare `dependsOnOrder`');
  const seed = seedOf(subject.fixtures.seed);
  const given = groupOf(MIXED, seed);
  const reversed = { ...given, rollouts: given.rollouts.toReversed() };
  const kernel = await subject.kernel();
  const one = outcomesOf(await score(subject, kernel, given, 'a group'));
  const other = outcomesOf(await score(subject, kernel, reversed, 'the group reversed')).toReversed();
  const at = one.findIndex((row, i) => !near(row, other[i]));
  if (at === -1) return undefined;
  return failed(
    `a rollout got ${show(one[at])} at place ${at} of its group and ${show(other[at])} at another place: declare \`dependsOnOrder\` if that is meant`,
  );
}

/** Equal up to the rounding of sums taken in another order. */
function near(one: readonly (number | string)[], other: readonly (number | string)[] | undefined): boolean {
  return one.every((value, i) => matches(value, other?.[i] ?? 'nothing'));
}

async function threeOutcomes(subject: Subject): Promise<Outcome> {
  const { text } = ORDINARY[0]!;
  const outcome = async (verdict: RolloutFacts['verdict']): Promise<number | string> =>
    outcomeOf(
      (await scoreFacts(subject, [{ text, verdict }], `a rollout with verdict ${verdict}`)).rows[0]![0],
    );
  const right = await outcome('correct');
  const wrong = await outcome('incorrect');
  if (typeof right !== 'number' || typeof wrong !== 'number' || right === wrong) return undefined;
  const unjudged = await outcome(null);
  if (typeof unjudged !== 'number') return undefined;
  return failed(
    `a rollout without a verdict is scored ${unjudged}: its verifier failed or was not run, so return { failed: 'no verdict' } or null`,
  );
}

async function countsTokens(subject: Subject): Promise<Outcome> {
  if (subject.fixtures.readsCharacters) return skipped('its fixtures declare `readsCharacters`');
  const short = words(60);
  const wide = (factor: number): string => short.replaceAll(/w/g, 'w'.repeat(factor));
  const outcome = async (text: string, lengthTokens: number): Promise<number | string> => {
    const facts = { text: `<think>${text}</think>\\boxed{42}`, lengthTokens };
    return outcomeOf(
      (await scoreFacts(subject, [facts], 'the same number of tokens in longer words')).rows[0]![0],
    );
  };
  const scores = [];
  for (const factor of [1, 10, 100]) scores.push(await outcome(wide(factor), 240));
  const [a, b, c] = scores;
  if (typeof a !== 'number' || typeof b !== 'number' || typeof c !== 'number') return undefined;
  if (!((a < b && b <= c) || (a > b && b >= c) || (a === b && b !== c))) return undefined;
  return failed(
    `its score goes ${a}, ${b}, ${c} as the words get longer while \`lengthTokens\` stays 240: it counts characters where lengths are tokens (declare \`readsCharacters\` if that is meant)`,
  );
}

function named({ text }: RolloutFacts): string {
  return ORDINARY.find((one) => one.text === text)?.name ?? 'a response';
}

function show(row: readonly (number | string)[] | undefined): string {
  return row?.length ? row.join(', ') : 'nothing';
}
