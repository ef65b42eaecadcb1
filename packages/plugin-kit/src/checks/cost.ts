import type { Kernel, VerifierInput } from '@touchstone-rl/core';
import { recordExpressions } from '../instruments/builtins.ts';
import { superLinear } from '../instruments/regular-expressions.ts';
import { groupOf, seedOf } from '../inputs/rollouts.ts';
import { SHAPES, words } from '../inputs/texts.ts';
import type { Subject } from '../subject.ts';
import { failed, skipped, type Check, type Outcome } from './check.ts';
import { score } from './scoring.ts';
import { judge, verifierInput } from './judging.ts';

/** Lengths at which work is counted, in characters; each is twice the one before. */
const LENGTHS = [525, 1050, 2100, 4200] as const;
/** Linear growth doubles the increase of work from one length to the next; quadratic growth multiplies it by four. */
const MOST_GROWTH = 3;
/** An increase below this many steps a character is start-up noise. */
const LEAST_STEPS = 2;
/** Counting makes a call this many times slower at worst. */
const COUNTING_SLOWS_DOWN = 3;
/** An exponential expression takes for ever on any text longer than a few words. */
const LONG_TEXT = 1000;
/** Quadratic time on a text of this length is a tenth of a second: whoever cuts the text there has bounded it. */
const CUT_TEXT = 10_000;

type Work = (kernel: Kernel, text: string) => Promise<void>;

/** Clauses about how the cost grows with the length of a response. */
export function costChecks(kind: 'reward' | 'verifier', work: (subject: Subject) => Work): readonly Check[] {
  return [
    {
      check: `${kind}/linear-work`,
      title: 'its work grows at most linearly with the length of the response',
      run: (subject) => growth(subject, work(subject)),
    },
    {
      check: `${kind}/regular-expressions`,
      title: 'no regular expression takes more than linear time on a long response',
      run: (subject) => expressions(subject, work(subject)),
    },
  ];
}

export const scoreText =
  (subject: Subject): Work =>
  async (kernel, text) =>
    void (await score(
      subject,
      kernel,
      groupOf([{ text }], seedOf(subject.fixtures.seed)),
      'a response of growing length',
    ));

export const verifyText =
  (subject: Subject): Work =>
  async (kernel, text) => {
    const forms: readonly Pick<VerifierInput, 'completion' | 'pred'>[] = [
      { completion: text },
      { pred: text },
    ];
    for (const form of forms) {
      for (const name of subject.provided('verifiers')) {
        await judge(subject, kernel, name, verifierInput(subject, form, name), 'an answer of growing length');
      }
    }
  };

async function growth(subject: Subject, work: Work): Promise<Outcome> {
  const counter = subject.work;
  if (!counter) return skipped('work can be counted only where the plugin is given by its path');
  const kernel = await subject.kernel({ patience: COUNTING_SLOWS_DOWN });
  for (const { name, of } of SHAPES) {
    await work(kernel, of(LENGTHS[0]));
    const steps: number[] = [];
    for (const length of LENGTHS) steps.push(await counter.count(() => work(kernel, of(length))));
    const increases = steps.slice(1).map((count, i) => count - steps[i]!);
    if (!isSuperLinear(increases)) continue;
    const series = LENGTHS.map((length, i) => `${steps[i]} steps for ${length}`).join(', ');
    return failed(
      `its work grows faster than the length of the response (${name}: ${series} characters): look for a loop, a search or a copy inside a loop over the text`,
    );
  }
  return undefined;
}

function isSuperLinear([a, b, c]: readonly number[]): boolean {
  const enough = c! > LEAST_STEPS * (LENGTHS[3] - LENGTHS[2]);
  return enough && b! > MOST_GROWTH * Math.max(a!, 1) && c! > MOST_GROWTH * b!;
}

async function expressions(subject: Subject, work: Work): Promise<Outcome> {
  return (
    (await slowExpression(subject, work, {
      characters: LENGTHS[2],
      longerThan: LONG_TEXT,
      only: 'exponential',
    })) ?? slowExpression(subject, work, { characters: CUT_TEXT * 1.2, longerThan: CUT_TEXT })
  );
}

interface Search {
  readonly characters: number;
  readonly longerThan: number;
  readonly only?: 'exponential';
}

/** An expression that takes too long on texts of some length, where the plugin did not cut them. */
async function slowExpression(subject: Subject, work: Work, search: Search): Promise<Outcome> {
  const kernel = await subject.kernel();
  const recorder = recordExpressions(search.longerThan);
  const thought = `<think>${words(search.characters / 4)}</think>\\boxed{42}`;
  try {
    for (const text of [...SHAPES.map(({ of }) => of(search.characters)), thought]) await work(kernel, text);
  } finally {
    recorder.stop();
  }
  for (const { expression, place } of recorder.seen().values()) {
    const time = superLinear(expression);
    if (time === undefined || (search.only && time !== search.only)) continue;
    return failed(
      `the regular expression ${String(expression)} (${place}) takes ${time} time on some long responses: rewrite it without ambiguous repetition, or cut the text first`,
    );
  }
  return undefined;
}
