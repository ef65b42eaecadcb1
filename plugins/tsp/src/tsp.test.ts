import { readFileSync } from 'node:fs';
import { randomStream, type Seed, type Split } from '@touchstone-rl/core';
import { openPlugin, type OpenPlugin } from '@touchstone-rl/plugin-kit';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { full, hostile, malformed, malformedOptions, partial, seed as fixture, zero } from './fixtures.ts';
import tsp, { shortestTours, type Distances } from './index.ts';
import { canonicalForm } from './problem.ts';

const open = (options: Record<string, unknown> = {}): Promise<OpenPlugin> => openPlugin(tsp(options));
const { kernel, judge } = await open();

async function seedsFor(
  options: Record<string, unknown>,
  count: number,
  split: Split = 'train',
): Promise<Seed[]> {
  return (await open(options)).seeds(count, { split });
}

/** The map as the prompt states it. */
function mapOfPrompt(prompt: string): number[][] {
  const n = Number(/There are (\d+) cities/.exec(prompt)![1]);
  const map = Array.from({ length: n }, () => Array.from({ length: n }, () => 0));
  for (const [, a, b, d] of prompt.matchAll(/between City (\d+) and City (\d+) is with distance (\d+)\./g)) {
    map[Number(a)]![Number(b)] = Number(d);
    map[Number(b)]![Number(a)] = Number(d);
  }
  return map;
}

/** The shortest length and the number of shortest tours, by trying every order of the cities. */
function bruteForce(map: Distances): { optimum: number; tours: number } {
  let optimum = Infinity;
  let tours = 0;
  const visit = (at: number, left: readonly number[], length: number): void => {
    if (left.length === 0) {
      const whole = length + map[at]![0]!;
      tours = whole < optimum ? 1 : whole === optimum ? tours + 1 : tours;
      optimum = Math.min(optimum, whole);
    }
    for (const city of left)
      visit(
        city,
        left.filter((other) => other !== city),
        length + map[at]![city]!,
      );
  };
  visit(0, map.map((_, city) => city).slice(1), 0);
  return { optimum, tours: tours / 2 };
}

const anyMap = (sizes: { min: number; max: number }, longest: number): fc.Arbitrary<Distances> =>
  fc.tuple(fc.integer(sizes), fc.nat()).map(([n, seed]) => {
    const random = randomStream(seed, 'map');
    const map = Array.from({ length: n }, () => Array.from({ length: n }, () => 0));
    for (let a = 0; a < n; a++)
      for (let b = 0; b < a; b++) map[a]![b] = map[b]![a] = random.integer(1, longest);
    return map;
  });

describe('the solver', () => {
  it('finds the optimum and the number of optimal tours that trying every order finds, up to 9 cities', () => {
    // Short distances make many ties, long ones almost none.
    const property = fc.property(
      fc.oneof(anyMap({ min: 4, max: 8 }, 3), anyMap({ min: 4, max: 8 }, 200), anyMap({ min: 9, max: 9 }, 6)),
      (map) => {
        const { optimum, tours, tour } = shortestTours(map);
        expect({ optimum, tours }).toEqual(bruteForce(map));
        expect(tour.slice(1).reduce((sum, city, i) => sum + map[tour[i]!]![city]!, 0)).toBe(optimum);
        expect([...tour].sort()).toEqual([0, ...map.keys()].sort());
      },
    );
    fc.assert(property, { numRuns: 60 });
  });
});

describe('a generated problem', () => {
  it('has the optimum of the map in its prompt, and a right gold', async () => {
    for (const seed of await seedsFor({}, 240)) {
      const map = mapOfPrompt(seed.prompt[0]!.content);
      expect(seed.meta!['distances']).toEqual(map);
      expect((await judge(seed, `<final_answer>${seed.gold!}</final_answer>`)).verdict).toBe('correct');
      const stops = seed.gold!.split('->').map(Number);
      const length = stops.slice(1).reduce((sum, city, i) => sum + map[stops[i]!]![city]!, 0);
      expect(length).toBe(seed.meta!['optimum']);
    }
    for (const { prompt, meta } of await seedsFor({ maxCities: 8 }, 30)) {
      const { optimum, tours } = bruteForce(mapOfPrompt(prompt[0]!.content));
      expect(meta).toMatchObject({ optimum, optimalTours: tours });
    }
  });

  it('is judged on every single edit of its gold as trying every order says', async () => {
    for (const seed of await seedsFor({ minCities: 5, maxCities: 7, maxDistance: 20 }, 30)) {
      const map = mapOfPrompt(seed.prompt[0]!.content);
      const { optimum } = bruteForce(map);
      const stops = seed.gold!.split('->').map(Number);
      for (const edited of singleEdits(stops, map.length)) {
        const isTour =
          edited.length === map.length + 1 &&
          edited[0] === edited.at(-1) &&
          new Set(edited).size === map.length &&
          edited.every((city) => city < map.length);
        const length = edited.slice(1).reduce((sum, city, i) => sum + (map[edited[i]!]?.[city] ?? 0), 0);
        const expected = isTour && length === optimum ? 'correct' : 'incorrect';
        const said = await judge(seed, `<final_answer>${edited.join('->')}</final_answer>`);
        expect([edited, said.verdict]).toEqual([edited, expected]);
        expect(said.evidence?.['credit'] ?? 0).toBe(isTour && length > optimum ? optimum / length : 0);
      }
    }
  });
});

/** Every exchange of two stops, removal, repetition and replacement. */
function* singleEdits(stops: readonly number[], n: number): Generator<number[]> {
  for (let i = 0; i < stops.length; i++) {
    yield stops.toSpliced(i, 1);
    yield stops.toSpliced(i, 0, stops[i]!);
    for (let city = 0; city <= n; city++) yield stops.toSpliced(i, 1, city);
    for (let j = 0; j < i; j++) yield stops.with(i, stops[j]!).with(j, stops[i]!);
  }
}

describe('the verifier', () => {
  it.each(full)('finds $name correct', async ({ completion, reason }) => {
    expect(await judge(fixture, completion)).toMatchObject({
      verdict: 'correct',
      reason,
      extracted: '0->1->2->3->0',
    });
  });

  it.each([...partial, ...zero, ...malformed, ...hostile])('finds $name incorrect', async (given) => {
    const said = await judge(fixture, given.completion);
    expect(said.verdict).toBe('incorrect');
    expect(said.reason).toContain(given.reason);
  });

  it('gives credit to a longer tour and to nothing else', async () => {
    for (const { completion, credit } of partial)
      expect((await judge(fixture, completion)).evidence!['credit']).toBe(credit);
    for (const { completion } of [...zero, ...malformed, ...hostile])
      expect((await judge(fixture, completion)).evidence?.['credit']).toBeUndefined();
  });

  it('computes a missing optimum, and does not judge by a row that cannot be right', async () => {
    const [gold] = full as [(typeof full)[number]];
    const { distances } = fixture.meta as { distances: number[][] };
    const meta = (changed: Record<string, unknown>): Seed => ({
      ...fixture,
      meta: { ...fixture.meta, ...changed },
    });
    expect((await judge(meta({ optimum: undefined }), gold.completion)).verdict).toBe('correct');
    for (const [changed, reason] of [
      [{ optimum: 15 }, 'shorter than the optimum 15'],
      [{ distances: [[0, 1]] }, 'holds no map'],
      [{ distances: distances.slice(1) }, 'square, symmetric'],
      [{ distances: [...distances.slice(0, 3), [4, 5, 9, 0]] }, 'square, symmetric'],
      [{ optimum: 'short' }, 'holds no map'],
    ] as const) {
      const said = await judge(meta(changed), gold.completion);
      expect(said).toMatchObject({ verdict: 'unverifiable', reason: expect.stringContaining(reason) });
    }
    const many = Array.from({ length: 14 }, (_, i) => Array.from({ length: 14 }, (_, j) => Number(i !== j)));
    const tour = `<final_answer>${[...many.keys(), 0].join('->')}</final_answer>`;
    expect((await judge(meta({ distances: many, optimum: undefined }), tour)).verdict).toBe('unverifiable');
    expect((await judge(meta({ distances: many, optimum: 14 }), tour)).verdict).toBe('correct');
  });
});

it('the canonical form changes with a distance and not with the names of the cities', () => {
  fc.assert(
    fc.property(anyMap({ min: 4, max: 13 }, 200), fc.nat(), (map, seed) => {
      const order = randomStream(seed, 'order').shuffle([...map.keys()]);
      expect(canonicalForm(order.map((a) => order.map((b) => map[a]![b]!)))).toBe(canonicalForm(map));
      const other = map.map((row, a) => row.map((each, b) => (a + b === 1 ? each + 1 : each)));
      expect(canonicalForm(other)).not.toBe(canonicalForm(map));
    }),
  );
});

describe('the options and the benchmark', () => {
  it.each(malformedOptions)('%o are refused', async (options, reason) => {
    await expect(open(options)).rejects.toThrow(reason);
  });

  it('are 8 numbers of cities, 100 problems each', () => {
    const benchmark = kernel.benchmark('tsp');
    const counts: Record<string, number> = {};
    const request = { split: 'test', count: 10_000, randomSeed: 7, baseFolder: '.' } as const;
    for (const seed of benchmark.seeds(request) as Iterable<Seed>) {
      const stratum = benchmark.stratum!(seed);
      counts[stratum] = (counts[stratum] ?? 0) + 1;
    }
    expect(counts).toEqual(Object.fromEntries([6, 7, 8, 9, 10, 11, 12, 13].map((n) => [`n=${n}`, 100])));
  });

  it('add a term for the ratio when asked to', async () => {
    expect((await open({ partialCredit: true })).kernel.terms.get('tsp-ratio')).toMatchObject({
      range: [0, 1],
    });
    expect(kernel.terms.size).toBe(0);
  });
});

it('the README shows what is really said', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [seed] = await seedsFor({ maxCities: 6 }, 1);
  expect(readme).toContain(seed!.prompt[0]!.content);
  const said = Array.from(readme.matchAll(/^\| `([^`]+)` *\| (\w+) *\| (.+?) *\|$/gm));
  expect(said.length).toBeGreaterThanOrEqual(2);
  for (const [, path, verdict, reason] of said) {
    const completion = `<final_answer>{'Path': '${path!}', 'TotalDistance': 1}</final_answer>`;
    expect(await judge(seed!, completion)).toMatchObject({ verdict, reason });
  }
});
