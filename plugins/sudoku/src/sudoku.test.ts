import { readFileSync } from 'node:fs';
import { randomStream, type Seed, type Split } from '@touchstone-rl/core';
import { openPlugin, type OpenPlugin } from '@touchstone-rl/plugin-kit';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { full, hostile, malformed, seed as fixture, zero, type Case } from './fixtures.ts';
import sudoku, {
  countSolutions,
  drawSolution,
  judgeGrid,
  LEVELS,
  SHAPES,
  solveBySingles,
  type Cells,
  type LevelName,
  type Size,
} from './index.ts';
import { drawProblem } from './draw.ts';
import { leastImage, solutionSignature } from './canonical.ts';

const open = (options: Record<string, unknown> = {}): Promise<OpenPlugin> => openPlugin(sudoku(options));
const { judge } = await open();

async function seedsFor(
  options: Record<string, unknown>,
  count: number,
  split: Split = 'train',
): Promise<Seed[]> {
  return (await open(options)).seeds(count, { split });
}

const boxOf: Record<number, readonly [rows: number, columns: number]> = { 4: [2, 2], 6: [2, 3], 9: [3, 3] };

/** Whether a digit may stand in a cell, by looking at every other cell. */
function mayStand(grid: readonly number[], size: number, cell: number, digit: number): boolean {
  const [rows, columns] = boxOf[size]!;
  return grid.every((other, i) => {
    if (i === cell || other !== digit) return true;
    const [r, c, y, x] = [Math.floor(i / size), i % size, Math.floor(cell / size), cell % size];
    const inBox =
      Math.floor(r / rows) === Math.floor(y / rows) && Math.floor(c / columns) === Math.floor(x / columns);
    return r !== y && c !== x && !inBox;
  });
}

/** All solutions (at most two) by plain backtracking from the first cell to the last. */
function solutionsOf(puzzle: string, size: number): string[] {
  const grid = Array.from(puzzle, (sign) => (sign === '.' ? 0 : Number(sign)));
  const found: string[] = [];
  const visit = (from: number): void => {
    const cell = grid.indexOf(0, from);
    if (cell === -1) return void found.push(grid.join(''));
    for (let digit = 1; digit <= size && found.length < 2; digit++) {
      if (!mayStand(grid, size, cell, digit)) continue;
      grid[cell] = digit;
      visit(cell + 1);
      grid[cell] = 0;
    }
  };
  visit(0);
  return found;
}

type Meta = { size: Size; puzzle: string; difficulty: LevelName; emptyCells: number };
const metaOf = (seed: Seed): Meta => seed.meta as unknown as Meta;
const plain = (grid: string): string => grid.replaceAll('\n', '');

describe('a generated puzzle', () => {
  it.each([4, 6, 9] as const)(
    'of %i digits has the gold as its only solution, by backtracking',
    async (size) => {
      for (const seed of await seedsFor({ size }, size === 9 ? 45 : 90)) {
        const { puzzle, difficulty, emptyCells } = metaOf(seed);
        expect(solutionsOf(puzzle, size)).toEqual([plain(seed.gold!)]);
        expect([...puzzle].filter((sign) => sign === '.')).toHaveLength(emptyCells);
        expect(emptyCells).toBe(LEVELS[size][difficulty].emptyCells);
        expect(plain(seed.prompt[0]!.content)).toContain(puzzle);
      }
    },
  );

  it('has a gold and a demonstration that are correct', async () => {
    for (const seed of await seedsFor({}, 210)) {
      expect((await judge(seed, `<final_answer>\n${seed.gold!}\n</final_answer>`)).verdict).toBe('correct');
      expect(seed.demonstration === undefined).toBe(metaOf(seed).difficulty === 'hard');
    }
    for (const seed of await seedsFor({ levels: ['easy', 'medium'] }, 60)) {
      expect((await judge(seed, seed.demonstration!)).verdict).toBe('correct');
    }
  });

  it('turns incorrect with any one cell changed, or two exchanged', async () => {
    for (const seed of await seedsFor({ size: 6 }, 12)) {
      const gold = plain(seed.gold!);
      for (let cell = 0; cell < 36; cell++) {
        const digit = (Number(gold[cell]) % 6) + 1;
        const edited = gold.slice(0, cell) + digit + gold.slice(cell + 1);
        expect(judgeGrid(edited, seed).verdict).toBe('incorrect');
        if (cell === 0 || gold[cell] === gold[cell - 1]) continue;
        const swapped = gold.slice(0, cell - 1) + gold[cell]! + gold[cell - 1]! + gold.slice(cell + 1);
        expect(judgeGrid(swapped, seed).verdict).toBe('incorrect');
      }
    }
  });

  it('has a worked demonstration in which every step is forced', async () => {
    for (const seed of await seedsFor({ levels: ['medium'] }, 20)) {
      const grid = Array.from(metaOf(seed).puzzle, (sign) => (sign === '.' ? 0 : Number(sign)));
      const steps = seed.demonstration!.matchAll(/^row (\d), column (\d): (\d), (only \d fits|.+)$/gm);
      for (const [, row, column, text, why] of steps) {
        const [cell, digit] = [9 * (Number(row) - 1) + Number(column) - 1, Number(text)];
        const fits = (at: number, value: number): boolean => grid[at] === 0 && mayStand(grid, 9, at, value);
        const rivals = why!.startsWith('only')
          ? [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((value) => fits(cell, value))
          : cellsOf(why!).filter((at) => fits(at, digit));
        expect(rivals).toEqual([why!.startsWith('only') ? digit : cell]);
        grid[cell] = digit;
      }
      expect(grid.join('')).toBe(plain(seed.gold!));
    }
  });

  it('stays in its split', async () => {
    const forms: unknown[] = [];
    for (const split of ['train', 'validation', 'test'] as const) {
      forms.push(...(await seedsFor({ size: 4 }, 60, split)).map(({ meta }) => meta!['canonical']));
    }
    expect(new Set(forms).size).toBe(180);
  });
});

/** The cells that a demonstration's line names. */
function cellsOf(why: string): number[] {
  const all = Array.from({ length: 81 }, (_, cell) => cell);
  const [, line, n] = /in (row|column) (\d)$/.exec(why) ?? [];
  if (line) return all.filter((cell) => (line === 'row' ? Math.floor(cell / 9) : cell % 9) === Number(n) - 1);
  const [top, , left] = Array.from(why.matchAll(/(\d)(?=-)|-(\d)/g), ([, a, b]) =>
    Number(a ?? b),
  ) as number[];
  return all.filter(
    (cell) => Math.floor(cell / 27) === (top! - 1) / 3 && Math.floor((cell % 9) / 3) === (left! - 1) / 3,
  );
}

describe('the solver', () => {
  it('counts as backtracking does, also where there is no solution or more than one', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 12 }), (seed, holes) => {
        const random = randomStream(seed, 'test');
        const cells = drawSolution(random, 4);
        for (const cell of random.shuffle([...cells.keys()]).slice(0, holes)) cells[cell] = 0;
        const empty = [...cells.keys()].filter((cell) => cells[cell] === 0);
        const spoilt = random.next() < 0.3 && empty.length > 0 ? random.pick(empty) : -1;
        const digit = random.integer(1, 4);
        if (spoilt !== -1 && mayStand([...cells], 4, spoilt, digit)) cells[spoilt] = digit;
        const expected = solutionsOf(cells.join('').replaceAll('0', '.'), 4).length;
        expect(countSolutions(SHAPES[4], cells)).toBe(expected);
        expect(solveBySingles(SHAPES[4], cells) === undefined || expected === 1).toBe(true);
      }),
    );
  });
});

describe('the canonical form', () => {
  /** A random symmetry, applied to puzzle and solution alike. */
  function imageOf(grid: Cells, size: Size, seed: number): Cells {
    const random = randomStream(seed, 'image');
    const [boxRows, boxColumns] = boxOf[size]!;
    const lines = (width: number): number[] =>
      random
        .shuffle(Array.from({ length: size / width }, (_, group) => group))
        .flatMap((group) => random.shuffle(Array.from({ length: width }, (_, i) => group * width + i)));
    const names = [0, ...random.shuffle(Array.from({ length: size }, (_, i) => i + 1))];
    const [rows, columns] = [lines(boxRows), lines(boxColumns)];
    const isTurned = boxRows === boxColumns && random.next() < 0.5;
    return grid.map((_, cell) => {
      const [row, column] = [rows[Math.floor(cell / size)]!, columns[cell % size]!];
      return names[grid[isTurned ? column * size + row : row * size + column]!]!;
    });
  }

  it.each([4, 6] as const)('of %i digits is that of every image, and itself one', (size) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const stratum = { name: '', size, level: 'easy' } as const;
        const problem = drawProblem(randomStream(seed, 'a'), stratum);
        fc.pre(problem !== undefined);
        const { form, puzzle } = problem;
        expect(leastImage(imageOf(puzzle!, size, seed), size)).toBe(form);
        const least = Uint8Array.from(form, Number);
        expect(leastImage(least, size)).toBe(form);
        expect(countSolutions(SHAPES[size], least)).toBe(1);
      }),
      { numRuns: 30 },
    );
  });

  it('of 9 digits is that of every image, and differs between grids', () => {
    const forms = new Set<string>();
    for (let seed = 0; seed < 300; seed++) {
      const grid = drawSolution(randomStream(seed, 'grid'), 9);
      expect(solutionSignature(imageOf(grid, 9, seed))).toBe(solutionSignature(grid));
      forms.add(solutionSignature(grid));
    }
    expect(forms.size).toBe(300);
  });
});

describe('the verifier', () => {
  it.each([...full, ...zero, ...malformed, ...hostile])(
    '$verdict: $answer',
    async ({ answer, verdict, reason }: Case) => {
      const said = await judge(fixture, `<think>so</think><final_answer>\n${answer}\n</final_answer>`);
      expect([said.verdict, said.reason]).toEqual([verdict, expect.stringContaining(reason)]);
    },
  );

  it('names the box where rows and columns are whole', () => {
    const empty = { ...fixture, meta: { size: 4, puzzle: '.'.repeat(16) } };
    expect(judgeGrid('1234\n2341\n3412\n4123', empty).reason).toBe(
      'the box of rows 1-2 and columns 1-2 holds 2 twice, at row 1, column 2 and row 2, column 1',
    );
  });

  it('takes any solution of a puzzle with several', () => {
    const empty = { ...fixture, meta: { size: 4, puzzle: '.'.repeat(16) } };
    for (const answer of ['1234341221434321', '4321214334121234']) {
      expect(judgeGrid(answer, empty).verdict).toBe('correct');
    }
  });

  it.each([
    [undefined],
    [{ size: 5, puzzle: '.'.repeat(25) }],
    [{ size: 4, puzzle: '1234' }],
    [{ size: 4, puzzle: '5'.repeat(16) }],
    [{ puzzle: '.'.repeat(81) }],
  ])('cannot judge the meta %j', (meta) => {
    expect(judgeGrid('1'.repeat(16), { ...fixture, meta }).verdict).toBe('unverifiable');
  });
});

describe('the options', () => {
  it.each([
    [{ size: 5 }, 'size'],
    [{ levels: [] }, 'levels'],
    [{ levels: ['easy', 'easy'] }, 'twice'],
    [{ holes: 40 }, 'holes'],
  ])('%o are refused', async (options, reason) => {
    await expect(open(options)).rejects.toThrow(reason);
  });
});

it('the README shows what is really said', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [seed] = await seedsFor({ size: 4 }, 1);
  expect(readme).toContain(seed!.prompt[0]!.content);
  const said = Array.from(readme.matchAll(/^\| `([^`]+)` *\| (\w+) *\| (.+?) *\|$/gm));
  expect(said.length).toBeGreaterThanOrEqual(2);
  for (const [, answer, verdict, reason] of said) {
    expect(judgeGrid(answer!, seed!)).toMatchObject({ verdict, reason });
  }
});
