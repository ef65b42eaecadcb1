import { readFileSync } from 'node:fs';
import { randomStream, type Seed, type Split } from '@touchstone-rl/core';
import { openPlugin, type OpenPlugin } from '@touchstone-rl/plugin-kit';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { full, hostile, malformed, maze as drawn, seed as fixture, zero, type Case } from './fixtures.ts';
import maze, { drawMaze, judgeChoice, walk, type Grid } from './index.ts';
import { canonicalForm, imagesOf } from './canonical.ts';

const open = (options: Record<string, unknown> = {}): Promise<OpenPlugin> => openPlugin(maze(options));
const { kernel, judge } = await open();

async function seedsFor(
  options: Record<string, unknown>,
  count: number,
  split: Split = 'train',
): Promise<Seed[]> {
  return (await open(options)).seeds(count, { split });
}

/**
 * The moves from S to E as letters, found by flooding the open places from E: reads no X. Checks on the way
 * that the places form a tree, so that the way is the only one.
 */
function movesOf(grid: Grid): string {
  const at = (row: number, column: number): string => grid[row]?.[column] ?? '#';
  const find = (sign: string): string => {
    const row = grid.findIndex((line) => line.includes(sign));
    return `${row},${grid[row]!.indexOf(sign)}`;
  };
  const distance = new Map([[find('E'), 0]]);
  let links = 0;
  for (const [key, steps] of distance) {
    const [row, column] = key.split(',').map(Number) as [number, number];
    for (const [r, c] of [
      [row - 1, column],
      [row + 1, column],
      [row, column - 1],
      [row, column + 1],
    ] as const) {
      if (at(r, c) === '#') continue;
      links++;
      if (!distance.has(`${r},${c}`)) distance.set(`${r},${c}`, steps + 1);
    }
  }
  expect(links / 2).toBe(distance.size - 1);
  let [row, column] = find('S').split(',').map(Number) as [number, number];
  let moves = '';
  while (at(row, column) !== 'E') {
    const here = distance.get(`${row},${column}`)!;
    const closer = ([r, c]: readonly [number, number]): boolean => distance.get(`${r},${c}`) === here - 1;
    const ways = { U: [row - 1, column], R: [row, column + 1], D: [row + 1, column], L: [row, column - 1] };
    const [letter, place] = Object.entries(ways).find(([, way]) => closer(way as [number, number]))!;
    [row, column] = place as [number, number];
    expect(at(row, column)).toMatch(/[XE]/);
    moves += letter;
  }
  return moves;
}

const countOf = (text: string, pairs: readonly string[]): number =>
  Array.from(text.slice(1)).filter((letter, i) => pairs.includes(text[i]! + letter)).length;

/** The answer as text, from the moves. */
function oracle(grid: Grid, question: unknown): string {
  const moves = movesOf(grid);
  const right = ['UR', 'RD', 'DL', 'LU'];
  if (question === 'right-turns') return String(countOf(moves, right));
  if (question === 'turns') return String(countOf(moves, [...right, 'RU', 'DR', 'LD', 'UL']));
  const net = (more: string, less: string): number =>
    Math.sign(moves.split(more).length - moves.split(less).length);
  const [down, across] = [net('D', 'U'), net('R', 'L')];
  const sideways = across === 0 ? '' : `to the ${across > 0 ? 'right' : 'left'}`;
  if (down === 0) return `directly ${sideways}`;
  const vertical = down > 0 ? 'below' : 'above';
  return across === 0 ? `directly ${vertical}` : `${vertical} and ${sideways}`;
}

describe('a generated maze', () => {
  it('has one right choice, the gold, as flooding it from its exit shows', async () => {
    for (const seed of await seedsFor({}, 450)) {
      const {
        maze: text,
        question,
        choices,
      } = seed.meta as { maze: string; question: string; choices: string[] };
      expect(seed.prompt[0]!.content).toContain(`\n${text}\n`);
      const answer = oracle(text.split('\n'), question);
      expect(new Set(choices).size).toBe(4);
      for (const [i, choice] of choices.entries()) {
        const letter = 'ABCD'[i]!;
        expect(seed.prompt[0]!.content).toContain(`\n${letter}. ${choice}\n`);
        const { verdict } = await judge(seed, `<think></think>Final Answer: ${letter}`);
        expect(verdict).toBe(choice === answer ? 'correct' : 'incorrect');
        expect(choice === answer).toBe(letter === seed.gold);
      }
    }
  });

  it('has a demonstration that follows the path as it is', async () => {
    for (const seed of await seedsFor({}, 90)) {
      const { maze: text } = seed.meta as { maze: string };
      const [, path] = seed.demonstration!.split('\n');
      const told = path!.matchAll(/(up|right|down|left) (\d+)(?: \((left|right) turn\))?/g);
      const legs = Array.from(told, ([, way, steps]) => way![0]!.toUpperCase().repeat(Number(steps)));
      expect(legs.join('')).toBe(movesOf(text.split('\n')));
      expect((await judge(seed, seed.demonstration!)).verdict).toBe('correct');
    }
  });

  it('has its gold at every letter and every rank, and its exit in every position', async () => {
    const tally = new Map<string, number>();
    const add = (key: string): void => void tally.set(key, (tally.get(key) ?? 0) + 1);
    for (const { gold, meta } of await seedsFor({ sizes: [7] }, 1200)) {
      const { choices, question } = meta as { choices: string[]; question: string };
      const answer = choices['ABCD'.indexOf(gold!)]!;
      add(gold!);
      if (question === 'position') add(answer);
      else if (Number(answer) >= 3)
        add(`rank ${choices.filter((choice) => Number(choice) < Number(answer)).length}`);
    }
    for (const letter of 'ABCD') expect(tally.get(letter)! / 1200).toBeCloseTo(0.25, 1);
    const ranked = [0, 1, 2, 3].reduce((sum, rank) => sum + tally.get(`rank ${rank}`)!, 0);
    expect(ranked).toBeGreaterThan(500);
    for (const rank of [0, 1, 2, 3]) expect(tally.get(`rank ${rank}`)! / ranked).toBeCloseTo(0.25, 1);
    const positions = [...tally].filter(([key]) => key.includes('e')).map(([, count]) => count / 400);
    expect(positions).toHaveLength(8);
    for (const share of positions) expect(share).toBeCloseTo(0.125, 1);
  });

  it('has one canonical form, however it is turned, mirrored or walked', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 6, max: 9 }), (seed, size) => {
        const grid = drawMaze(randomStream(seed, 'test'), { name: '', size, question: 'turns' });
        const other = drawMaze(randomStream(seed, 'other'), { name: '', size, question: 'turns' });
        const images = [...imagesOf(grid)];
        expect(new Set(images.map(String)).size).toBe(8);
        const back = grid.map((row) => row.replace(/[SE]/g, (sign) => (sign === 'S' ? 'E' : 'S')));
        for (const image of [...images, back]) expect(canonicalForm(image)).toBe(canonicalForm(grid));
        expect(canonicalForm(other)).not.toBe(canonicalForm(grid));
      }),
      { numRuns: 50 },
    );
  });

  it('stays in its split', async () => {
    const forms: unknown[] = [];
    for (const split of ['train', 'validation', 'test'] as const) {
      forms.push(...(await seedsFor({ sizes: [4] }, 90, split)).map(({ meta }) => meta!['canonical']));
    }
    expect(new Set(forms).size).toBe(270);
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
    ['a second start', drawn.replace('E', 'S'), 'one S and one E'],
    ['a gap in the path', drawn.replace('XXX', 'X X'), 'breaks off'],
    ['a fork', drawn.replace('# # #', '#XXX#').replace('#     #', '#XXXXX#'), 'forks'],
    ['an X aside', drawn.replace('#     #', '#    X#'), 'beside the path'],
    ['another sign', drawn.replace('X', 'Y'), 'no sign of a maze'],
  ])('cannot judge a maze with %s', async (_, text, reason) => {
    const said = await judge({ ...fixture, meta: { ...fixture.meta, maze: text } }, 'Final Answer: B');
    expect(said.verdict).toBe('unverifiable');
    expect(said.reason).toContain(reason);
  });

  it('cannot judge a row that contradicts itself or has no maze', async () => {
    for (const seed of [
      { ...fixture, gold: 'A' },
      { ...fixture, meta: {} },
      { ...fixture, meta: { ...fixture.meta, choices: ['0', '1'] } },
      { ...fixture, meta: { ...fixture.meta, question: 'left-turns' } },
    ]) {
      expect((await judge(seed, 'Final Answer: B')).verdict).toBe('unverifiable');
    }
    expect((await judge({ ...fixture, gold: undefined }, 'Final Answer: B')).verdict).toBe('correct');
  });

  it('follows a path that runs back to its start', () => {
    expect(walk(['#####', '#XXX#', '#X#X#', '#S#E#', '#####'])).toMatchObject({ turns: 2, rightTurns: 2 });
    expect(walk(['####', '#SE#', '####'])).toMatchObject({ turns: 0, position: 'directly to the right' });
  });
});

describe('the options and the benchmark', () => {
  it.each([
    [{ sizes: [] }, 'sizes'],
    [{ sizes: [3] }, 'sizes'],
    [{ sizes: [5, 5] }, 'twice'],
    [{ questions: ['left-turns'] }, 'questions'],
    [{ size: 4 }, 'size'],
  ])('%o are refused', async (options, reason) => {
    await expect(open(options)).rejects.toThrow(reason);
  });

  it('are three kinds of questions of 500 mazes each', () => {
    const benchmark = kernel.benchmark('maze');
    const request = { split: 'test', count: 10_000, randomSeed: 7, baseFolder: '.' } as const;
    const counts: Record<string, number> = {};
    for (const seed of benchmark.seeds(request) as Iterable<Seed>) {
      counts[benchmark.stratum!(seed)] = (counts[benchmark.stratum!(seed)] ?? 0) + 1;
    }
    expect(counts).toEqual({ '10x10 right-turns': 500, '10x10 turns': 500, '10x10 position': 500 });
  });
});

it('the README shows what is really said', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [seed] = await seedsFor({ sizes: [4] }, 1);
  expect(readme).toContain(seed!.prompt[0]!.content);
  const said = Array.from(readme.matchAll(/^\| `([^`]+)` *\| (\w+) *\| (.+?) *\|$/gm));
  expect(said.length).toBeGreaterThanOrEqual(2);
  for (const [, answer, verdict, reason] of said) {
    expect(judgeChoice(answer!, seed!)).toMatchObject({ verdict, reason });
  }
});
