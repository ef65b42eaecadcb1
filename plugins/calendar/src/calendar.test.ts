import { readFileSync } from 'node:fs';
import { randomStream, type Seed, type Split } from '@touchstone-rl/core';
import { openPlugin, type OpenPlugin } from '@touchstone-rl/plugin-kit';
import { describe, expect, it } from 'vitest';
import {
  changed,
  full,
  hostile,
  malformed,
  malformedOptions,
  meta,
  partial,
  seed as fixture,
  zero,
} from './fixtures.ts';
import calendar, { constrainedness, countSlots, meetingOf, type Meeting } from './index.ts';
import { bucketOf } from './slots.ts';
import { canonicalForm } from './canonical.ts';
import { naive } from './testing/naive.ts';

const open = (options: Record<string, unknown> = {}): Promise<OpenPlugin> => openPlugin(calendar(options));
const { kernel, judge } = await open();

async function seedsFor(
  options: Record<string, unknown>,
  count: number,
  split: Split = 'train',
): Promise<Seed[]> {
  return (await open(options)).seeds(count, { split });
}

const meeting = (seed: Seed): Meeting => {
  const read = meetingOf(seed);
  if (typeof read === 'string') throw new Error(read);
  return read;
};

describe('a generated meeting', () => {
  it('is as constrained as a naive count of the slots in its prompt says', async () => {
    for (const seed of await seedsFor({ minConstrainedness: 0.1 }, 54)) {
      const { possible, all } = naive(seed.prompt[0]!.content);
      expect(countSlots(meeting(seed))).toEqual({ possible: possible.length, all });
      const exact = 1 - possible.length / all;
      expect(seed.meta!['constrainedness']).toBe(exact);
      const difficulty = seed.meta!['difficulty'] as number;
      expect(exact).toBeGreaterThanOrEqual(difficulty - 1e-12);
      expect(exact).toBeLessThan(difficulty + 0.1);
      expect(seed.meta!['stratum']).toBe(difficulty.toFixed(1));
      expect(seed.gold).toBe(possible[0]);
    }
  });

  it('has a gold that is right', async () => {
    for (const seed of await seedsFor({}, 400))
      expect((await judge(seed, `Final Answer: ${seed.gold!}`)).verdict).toBe('correct');
  });

  it('judges every single edit of its gold as trying all slots of the prompt says', async () => {
    const verdicts = { correct: 0, incorrect: 0 };
    for (const seed of await seedsFor({}, 48)) {
      const { possible, priority } = naive(seed.prompt[0]!.content);
      const right = new Set(priority ? possible.slice(0, 1) : possible);
      for (const edited of singleEdits(seed.gold!)) {
        const { verdict } = await judge(seed, `Final Answer: ${edited}`);
        expect([edited, verdict]).toEqual([edited, right.has(edited) ? 'correct' : 'incorrect']);
        verdicts[verdict as 'correct']++;
      }
    }
    // Both kinds of edits occur in numbers.
    expect(verdicts.correct).toBeGreaterThan(50);
    expect(verdicts.incorrect).toBeGreaterThan(500);
  });
});

/** Another day, and start, end or both moved by five to sixty minutes. */
function* singleEdits(slot: string): Generator<string> {
  const [, day, ...times] = /^(\w+) (\d+):(\d+)-(\d+):(\d+)$/.exec(slot)!;
  const [h1, m1, h2, m2] = times.map(Number) as [number, number, number, number];
  const text = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  for (const other of ['Monday', 'Wednesday', 'Friday', 'Saturday', 'Sunday'])
    if (other !== day) yield slot.replace(day!, other);
  for (const by of [-60, -15, -5, 5, 15, 60]) {
    yield `${day!} ${text(h1 * 60 + m1 + by)}-${text(h2 * 60 + m2 + by)}`;
    yield `${day!} ${text(h1 * 60 + m1)}-${text(h2 * 60 + m2 + by)}`;
  }
}

describe('the measure of constrainedness', () => {
  it('is 1 where nobody is ever free, and exact at the borders of the buckets', () => {
    expect(constrainedness({ possible: 0, all: 0 })).toBe(1);
    expect(bucketOf({ possible: 0, all: 0 })).toBe(10);
    for (let tenths = 0; tenths <= 9; tenths++) {
      expect(bucketOf({ possible: 10 - tenths, all: 10 })).toBe(tenths);
      expect(bucketOf({ possible: 3 * (10 - tenths) - 1, all: 30 })).toBe(tenths);
    }
  });

  it('counts on the grid that it is given', () => {
    // Monday alone has possible starts, 10:15 to 10:30; anybody is free on Monday 09:00-18:00 and Sunday 08:00-18:00.
    const fives = { possible: 4, all: (9 * 60 - 30) / 5 + 1 + (10 * 60 - 30) / 5 + 1 };
    expect(countSlots(meeting(fixture))).toEqual(fives);
    expect(countSlots(meeting(fixture), 15)).toEqual({ possible: 2, all: 35 + 39 });
    expect(countSlots(meeting(fixture), 60)).toEqual({ possible: 0, all: 9 + 10 });
  });
});

describe('the verifier', () => {
  it.each(full)('finds $name correct', async ({ completion, seed = fixture, reason }) => {
    expect(await judge(seed, completion)).toMatchObject({ verdict: 'correct', reason });
  });

  it.each(partial)('finds $name incorrect, with credit', async (given) => {
    expect(await judge(given.seed ?? fixture, given.completion)).toMatchObject({
      verdict: 'incorrect',
      reason: expect.stringContaining(given.reason),
      evidence: { credit: given.credit },
    });
  });

  it.each([...zero, ...malformed, ...hostile])('finds $name incorrect, without credit', async (given) => {
    const said = await judge(given.seed ?? fixture, given.completion);
    expect(said.verdict).toBe('incorrect');
    expect(said.reason).toContain(given.reason);
    expect(said.evidence?.['credit'] ?? 0).toBe(0);
  });

  it('takes hour 0 for an hour and null for no constraint', async () => {
    const early = changed(
      { no_meetings_before: 0, high_priority_meeting: false },
      { availability: { Ada: { Monday: ['00:00-03:00'] } } },
    );
    expect(await judge(early, 'Final Answer: Monday 00:15-00:45')).toMatchObject({ verdict: 'correct' });
    const never = changed({ no_meetings_after: 0, no_meetings_before: null, high_priority_meeting: false });
    expect(await judge(never, 'Final Answer: Monday 10:15-10:45')).toMatchObject({
      reason: 'it ends after 00:00',
    });
  });

  it('takes the earliest time of the first day that has one, and misses nobody', async () => {
    const days = { Monday: ['10:00-12:00'], Tuesday: ['10:00-12:00'], Sunday: ['10:00-12:00'] };
    const { Monday: _, ...others } = days;
    const seed = changed(
      { no_meetings_on_weekends: false, no_meetings_during_specific_times: null },
      { availability: { Ada: days, Bela: others }, params: undefined },
    );
    expect(await judge(seed, 'Final Answer: Tuesday 10:15-10:45')).toMatchObject({ verdict: 'correct' });
    expect(await judge(seed, 'Final Answer: Sunday 10:15-10:45')).toMatchObject({
      reason: 'Tuesday 10:15-10:45 is the earliest possible time',
    });
    expect(await judge(seed, 'Final Answer: Monday 10:15-10:45')).toMatchObject({
      reason: expect.stringContaining('Bela is not free on Monday 10:15-10:45'),
    });
  });

  it('reads rows with availability in metadata and numbers as text', async () => {
    const { availability, constraints } = meta;
    const row = { metadata: { availability }, constraints: { ...constraints, meeting_duration: '30' } };
    expect(await judge({ ...fixture, meta: row }, 'Final Answer: Monday 10:15-10:45')).toMatchObject({
      verdict: 'correct',
    });
  });

  it.each([
    ['no meta', undefined],
    ['no duration', { ...meta, constraints: {} }],
    ['an odd time', { ...meta, availability: { Ada: { Monday: ['morning'] } } }],
    ['an odd day', { ...meta, availability: { Ada: { Mon: ['09:00-10:00'] } } }],
    ['nobody', { ...meta, availability: {} }],
  ])('cannot judge a seed with %s, and says so', async (_, odd) => {
    const said = await judge({ ...fixture, meta: odd }, 'Final Answer: Monday 10:15-10:45');
    expect(said).toMatchObject({ verdict: 'unverifiable' });
    expect(said.reason).toContain("the seed's meta holds no meeting");
  });
});

it('the canonical form does not change when participants are renamed or change places', async () => {
  const random = randomStream(1, 'rename');
  for (const each of (await seedsFor({}, 40)).map(meeting)) {
    const names = random.shuffle(each.participants.map(({ name }) => `${name}'s cousin`));
    const renamed = random.shuffle(each.participants).map(({ free }, i) => ({ name: names[i]!, free }));
    expect(canonicalForm({ ...each, participants: renamed })).toBe(canonicalForm(each));
    expect(canonicalForm({ ...each, duration: each.duration + 5 })).not.toBe(canonicalForm(each));
  }
});

describe('the options and the benchmark', () => {
  it.each(malformedOptions)('%o are refused', async (options, reason) => {
    await expect(open(options)).rejects.toThrow(reason);
  });

  it('are 8 buckets in turns; the whole set of 2,000 is counted by the bench', () => {
    const benchmark = kernel.benchmark('calendar');
    const counts: Record<string, number> = {};
    const request = { split: 'test', count: 320, randomSeed: 7, baseFolder: '.' } as const;
    for (const seed of benchmark.seeds(request) as Iterable<Seed>) {
      const stratum = benchmark.stratum!(seed);
      counts[stratum] = (counts[stratum] ?? 0) + 1;
    }
    const names = ['0.2', '0.3', '0.4', '0.5', '0.6', '0.7', '0.8', '0.9'];
    expect(counts).toEqual(Object.fromEntries(names.map((name) => [name, 40])));
  });

  it('add a term for the checks passed when asked to', async () => {
    expect((await open({ partialCredit: true })).kernel.terms.has('calendar-passed')).toBe(true);
    expect(kernel.terms.size).toBe(0);
  });
});

it('the README shows what is really said', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [seed] = await seedsFor({ minConstrainedness: 0.8, maxDays: 2 }, 1);
  expect(readme).toContain(seed!.prompt[0]!.content);
  const said = Array.from(readme.matchAll(/^\| `([^`]+)` *\| (\w+) *\| (.+?) *\|$/gm));
  expect(said.length).toBeGreaterThanOrEqual(2);
  for (const [, answer, verdict, reason] of said)
    expect(await judge(seed!, `Final Answer: ${answer!}`)).toMatchObject({ verdict, reason });
});
