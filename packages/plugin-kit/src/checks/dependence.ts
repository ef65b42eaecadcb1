import type { Use } from '../fixtures.ts';
import type { SeenUse } from '../instruments/uses.ts';
import { inWorld, type World } from '../instruments/world.ts';
import { groupOf, seedOf, type RolloutFacts } from '../inputs/rollouts.ts';
import { ORDINARY } from '../inputs/texts.ts';
import type { Subject } from '../subject.ts';
import { sameData } from './check.ts';
import { admit, annotate } from './filter.ts';
import { generate, generatorsOf, requestFor, splitsOf } from './generating.ts';
import { outcomesOf, scoreFacts, score } from './scoring.ts';
import { judgeOnce, everyVerifier, rightAnswers } from './verifier.ts';

const HOUR = 3_600_000;
/** Another hour, another day of the week, another month, another year: what a library could ask the clock for. */
const CLOCKS: readonly World[] = [7, 31, 40 * 24, 1000 * 24].map((hours) => ({
  clockMilliseconds: hours * HOUR,
}));
/** Chance differs by itself each time. */
const CHANCES: readonly World[] = [{}, {}];

/**
 * Whether what the plugin says changes when what a library of it reads does. Libraries look at the clock for defaults
 * that nobody needs, at NODE_ENV, or draw names for their own parts: that alone is no fault.
 */
export async function dependsOn(subject: Subject, use: Use, seen: readonly SeenUse[]): Promise<boolean> {
  const here = await outcomes(subject);
  for (const other of worldsFor(use, seen)) {
    if (!sameData(await inWorld(other, () => outcomes(subject)), here)) return true;
  }
  return false;
}

function worldsFor(use: Use, seen: readonly SeenUse[]): readonly World[] {
  if (use === 'clock') return CLOCKS;
  if (use === 'random') return CHANCES;
  return [{ unset: new Set(seen.map(({ name }) => name)), language: 'tr', zoneMinutes: 330 }];
}

const VERDICTS = ['correct', 'incorrect'] as const;

/** What the plugin says of ordinary responses, of its fixtures and of its own seeds. */
async function outcomes(subject: Subject): Promise<unknown> {
  return [
    subject.taps('computeReward') && (await scores(subject)),
    subject.provided('verifiers').length > 0 && (await verdicts(subject)),
    await seeds(subject),
    subject.taps('onSeed') && (await fates(subject)),
    subject.taps('onRollout') && (await Promise.all(ORDINARY.map(({ text }) => annotate(subject, text)))),
  ];
}

async function scores(subject: Subject): Promise<unknown> {
  const facts: readonly RolloutFacts[] = VERDICTS.flatMap((verdict) =>
    ORDINARY.map(({ text }) => ({ text, verdict })),
  );
  const found = [outcomesOf(await scoreFacts(subject, facts, 'a group of ordinary responses'))];
  for (const one of subject.fixtures.rewards ?? []) {
    const seed = seedOf({ ...subject.fixtures.seed, ...one.seed });
    const group = groupOf([one], seed);
    found.push(outcomesOf(await score(subject, await subject.kernel(), group, `the case "${one.name}"`)));
  }
  return found;
}

async function verdicts(subject: Subject): Promise<unknown> {
  const { incorrect = [], neverCorrect = [] } = subject.fixtures;
  const answers = everyVerifier(subject, [...(await rightAnswers(subject)), ...incorrect, ...neverCorrect]);
  const found = [];
  for (const answer of answers) found.push(await judgeOnce(subject, answer));
  return found;
}

async function seeds(subject: Subject): Promise<unknown> {
  const found = [];
  for (const generator of generatorsOf(subject)) {
    for (const split of splitsOf(subject, generator)) {
      found.push(await generate(subject, generator, requestFor(subject, split)));
    }
  }
  return found;
}

async function fates(subject: Subject): Promise<unknown> {
  const kernel = await subject.kernel();
  const found = [];
  for (const { text } of ORDINARY) {
    const seed = seedOf({ ...subject.fixtures.seed, prompt: [{ role: 'user', content: text }] });
    found.push(await admit(subject, kernel, seed, 'train'));
  }
  for (const { seed, split = 'train' } of subject.fixtures.seeds ?? []) {
    found.push(await admit(subject, kernel, seedOf({ ...subject.fixtures.seed, ...seed }), split));
  }
  return found;
}
