import { readFileSync } from 'node:fs';
import { randomStream, type Seed, type Split } from '@touchstone-rl/core';
import { openPlugin, type OpenPlugin } from '@touchstone-rl/plugin-kit';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { full, hostile, malformed, meta, seed as fixture, zero, type Case } from './fixtures.ts';
import spatialMap, { drawMap, entail, judgeChoice, type Direction, type Relation } from './index.ts';
import { canonicalForm } from './canonical.ts';
import { optionsSchema } from './options.ts';

const open = (options: Record<string, unknown> = {}): Promise<OpenPlugin> => openPlugin(spatialMap(options));
const { kernel, judge } = await open();

async function seedsFor(
  options: Record<string, unknown>,
  count: number,
  split: Split = 'train',
): Promise<Seed[]> {
  return (await open(options)).seeds(count, { split });
}

function* permutations(items: readonly number[]): Generator<number[]> {
  if (items.length === 0) yield [];
  for (const item of items) {
    for (const rest of permutations(items.filter((each) => each !== item))) yield [item, ...rest];
  }
}

type Placement = Readonly<Record<string, readonly [x: number, y: number]>>;

const lies = ([x, y]: readonly [number, number], direction: string, [u, v]: readonly [number, number]) =>
  direction.includes('east') === x > u && direction.includes('north') === y > v;

/** Every way to place the objects that agrees with what the prompt tells. */
function* placementsOf(prompt: string): Generator<Placement> {
  const names: string[] = [];
  const told: [string, string, string][] = [];
  for (const [, name, places] of prompt.matchAll(/^(.+) is (on the map|.+ of .+)\.$/gm)) {
    names.push(name!);
    for (const [, direction, reference] of places!.matchAll(/(\w+(?:east|west)) of (.+?)(?=, | and |$)/g)) {
      told.push([name!, direction!, reference!]);
    }
  }
  // A diagonal is one condition on each axis, so the axes are enumerated apart and combined.
  const place = (name: string): number => names.indexOf(name);
  const orders = [...permutations(names.map((_, i) => i))];
  const along = (beyond: string): number[][] =>
    orders.filter((order) =>
      told.every(([a, direction, b]) => direction.includes(beyond) === order[place(a)]! > order[place(b)]!),
    );
  for (const xs of along('east')) {
    for (const ys of along('north')) {
      yield Object.fromEntries(names.map((name, i) => [name, [xs[i]!, ys[i]!] as const]));
    }
  }
}

/** The choices that answer the prompt's question in one placement. */
function answersIn(placement: Placement, prompt: string, choices: readonly string[]): string[] {
  const direction = /^In which direction of (.+) does (.+) lie\?$/m.exec(prompt);
  if (direction) {
    const [, reference, object] = direction;
    return choices.filter((choice) => lies(placement[object!]!, choice, placement[reference!]!));
  }
  const [, kind, side, reference] = /^(Which of these|How many) places lies? (\w+) of (.+)\?$/m.exec(prompt)!;
  const inside = Object.keys(placement).filter(
    (name) => name !== reference && lies(placement[name]!, side!, placement[reference!]!),
  );
  return kind === 'How many' ? [String(inside.length)] : choices.filter((choice) => inside.includes(choice));
}

describe('a generated map', () => {
  it('has exactly one right choice in every placement that agrees with it, and that is the gold', async () => {
    for (const seed of await seedsFor({ minObjects: 6, maxObjects: 6 }, 24)) {
      const { content } = seed.prompt[0]!;
      const choices = Array.from(content.matchAll(/^[A-D]\. (.+)$/gm), ([, choice]) => choice!);
      const found = new Set<string>();
      for (const placement of placementsOf(content)) {
        const letters = answersIn(placement, content, choices).map(
          (choice) => 'ABCD'[choices.indexOf(choice)],
        );
        found.add(letters.join(' and '));
      }
      expect([...found]).toEqual([seed.gold]);
      for (const letter of 'ABCD') {
        const { verdict } = await judge(seed, `<think></think>Final Answer: ${letter}`);
        expect(verdict).toBe(letter === seed.gold ? 'correct' : 'incorrect');
      }
    }
  });

  it('has golds that are correct, at every letter, and counts and directions in equal shares', async () => {
    const tally = new Map<string, number>();
    const seeds = await seedsFor({}, 1200);
    for (const seed of seeds) {
      expect((await judge(seed, `Final Answer: ${seed.gold!}`)).verdict).toBe('correct');
      const { asking, choices } = seed.meta as { asking: { question: string }; choices: string[] };
      const answer = asking.question === 'object' ? 'object' : choices['ABCD'.indexOf(seed.gold!)]!;
      for (const key of [seed.gold!, answer]) tally.set(key, (tally.get(key) ?? 0) + 1);
    }
    for (const letter of 'ABCD') expect(tally.get(letter)! / 1200).toBeCloseTo(0.25, 1);
    for (const answer of ['0', '1', '2', '3', 'northeast', 'southwest', 'northwest', 'southeast']) {
      expect(tally.get(answer)! / 400).toBeCloseTo(0.25, 1);
    }
  });

  it('has a demonstration that is correct and whose chains the map states link by link', async () => {
    for (const seed of await seedsFor({}, 120)) {
      expect((await judge(seed, seed.demonstration!)).verdict).toBe('correct');
      const { objects, relations } = seed.meta as { objects: string[]; relations: Relation[] };
      const stated = new Set<string>();
      for (const [a, direction, b] of relations) {
        for (const side of ['north', 'south', 'east', 'west']) {
          const back = { north: 'south', south: 'north', east: 'west', west: 'east' }[side]!;
          if (!direction.includes(side)) continue;
          stated
            .add(`${objects[a]!} is ${side} of ${objects[b]!}`)
            .add(`${objects[b]!} is ${back} of ${objects[a]!}`);
        }
      }
      const chains = seed
        .demonstration!.split('\n')
        .filter((line) => / is (north|south|east|west) of /.test(line));
      const links = chains.flatMap((chain) => {
        const [first, ...rest] = chain.slice(0, -1).split(/(?:, which)? is (?=\w+ of )/);
        return rest.map((link, i) => `${i === 0 ? first! : rest[i - 1]!.replace(/^\w+ of /, '')} is ${link}`);
      });
      expect(links.filter((link) => !stated.has(link))).toEqual([]);
      expect(links.length).toBeGreaterThan(0);
    }
  });

  it('never asks for a direction that it states itself', async () => {
    for (const { meta: told } of await seedsFor({ questions: ['direction'] }, 100)) {
      const { asking, relations } = told as { asking: Record<string, number>; relations: Relation[] };
      const pair = String([asking['object'], asking['reference']].toSorted());
      expect(relations.map(([a, , b]) => String([a, b].toSorted()))).not.toContain(pair);
    }
  });

  it('has one canonical form, however it is renamed, told, turned or mirrored', () => {
    const options = optionsSchema.parse({});
    const images: Record<string, (direction: string) => string> = {
      same: (direction) => direction,
      mirrored: (direction) => direction.replace(/east|west/, (side) => (side === 'east' ? 'west' : 'east')),
      turned: (direction) =>
        ({ northeast: 'southeast', southeast: 'southwest', southwest: 'northwest' })[direction] ??
        'northeast',
    };
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(...Object.keys(images)), (seed, image) => {
        const random = randomStream(seed, 'test');
        const stratum = { name: '', objects: 8, question: 'object' } as const;
        const [one, other] = [drawMap(random, stratum, options), drawMap(random, stratum, options)];
        fc.pre(one !== undefined && other !== undefined);
        const names = random.shuffle(one.objects.map((_, i) => i));
        const renamed = one.relations.map(([a, direction, b]): Relation => {
          const turned = images[image]!(direction) as Direction;
          return [names[a]!, turned, names[b]!];
        });
        const form = (relations: readonly Relation[]): string => canonicalForm(entail(8, relations)!);
        expect(form(random.shuffle(renamed))).toBe(form(one.relations));
        expect(form(other.relations)).not.toBe(form(one.relations));
      }),
    );
  });

  it('stays in its split', async () => {
    const forms: unknown[] = [];
    for (const split of ['train', 'validation', 'test'] as const) {
      forms.push(
        ...(await seedsFor({ minObjects: 6, maxObjects: 6 }, 60, split)).map(
          (seed) => seed.meta!['canonical'],
        ),
      );
    }
    expect(new Set(forms).size).toBe(180);
  });
});

describe('the verifier', () => {
  it.each([...full, ...zero, ...malformed, ...hostile])(
    '$verdict: $completion',
    async ({ completion, verdict, reason }: Case) => {
      const said = await judge(fixture, completion);
      expect([said.verdict, said.reason]).toEqual([verdict, expect.stringContaining(reason)]);
    },
  );

  it.each([
    [
      'an open direction',
      { asking: { question: 'direction', object: 3, reference: 1 } },
      'leave the direction open',
    ],
    ['an open count', { asking: { ...meta.asking, question: 'count' } }, 'leave open whether Market'],
    ['an open choice', { choices: ['Tower', 'Bank', 'Market'] }, 'leave open whether Market'],
    ['no right choice', { choices: ['Tower', 'Chapel'] }, '0 of the choices'],
    ['a choice twice', { choices: ['Bank', 'Bank'] }, '2 times among the choices'],
    [
      'a circle',
      {
        relations: [
          [0, 'northeast', 1],
          [1, 'northwest', 0],
        ],
      },
      'contradict each other',
    ],
    ['an unknown object', { relations: [[9, 'northeast', 1]] }, 'does not exist'],
    ['an unknown direction', { relations: [[0, 'north', 1]] }, 'meta is not that of a map'],
  ])('cannot judge a row with %s', async (_, change, reason) => {
    const said = await judge({ ...fixture, meta: { ...meta, ...change } }, 'Final Answer: B');
    expect([said.verdict, said.reason]).toEqual(['unverifiable', expect.stringContaining(reason)]);
  });

  it('cannot judge a row whose gold its relations contradict, and needs no gold', async () => {
    expect((await judge({ ...fixture, gold: 'A' }, 'Final Answer: B')).verdict).toBe('unverifiable');
    expect((await judge({ ...fixture, gold: undefined }, 'Final Answer: B')).verdict).toBe('correct');
    expect((await judge({ ...fixture, meta: undefined }, 'Final Answer: B')).verdict).toBe('unverifiable');
  });
});

describe('the options and the benchmark', () => {
  it.each([
    [{ minObjects: 5 }, 'minObjects'],
    [{ minObjects: 9, maxObjects: 8 }, 'maxObjects'],
    [{ questions: ['count', 'count'] }, 'twice'],
    [{ maxRelations: 0 }, 'maxRelations'],
    [{ objects: 6 }, 'objects'],
  ])('%o are refused', async (options, reason) => {
    await expect(open(options)).rejects.toThrow(reason);
  });

  it('are 1,500 maps, each kind of question 500 times', () => {
    const benchmark = kernel.benchmark('spatial-map');
    const request = { split: 'test', count: 10_000, randomSeed: 7, baseFolder: '.' } as const;
    const counts: Record<string, number> = {};
    for (const seed of benchmark.seeds(request) as Iterable<Seed>) {
      const stratum = benchmark.stratum!(seed);
      counts[stratum] = (counts[stratum] ?? 0) + 1;
    }
    expect(Object.keys(counts)).toHaveLength(12);
    for (const count of Object.values(counts)) expect(count).toBe(125);
  });
});

it('the README shows what is really said', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [seed] = await seedsFor({}, 1);
  expect(readme).toContain(seed!.prompt[0]!.content);
  const said = Array.from(readme.matchAll(/^\| `([^`]+)` *\| (\w+) *\| (.+?) *\|$/gm));
  expect(said.length).toBeGreaterThanOrEqual(2);
  for (const [, answer, verdict, reason] of said) {
    expect(judgeChoice(answer!, seed!)).toMatchObject({ verdict, reason });
  }
});
