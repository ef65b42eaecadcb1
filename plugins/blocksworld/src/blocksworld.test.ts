import { readFileSync } from 'node:fs';
import { randomStream, type Seed, type Split } from '@touchstone-rl/core';
import { openPlugin, type OpenPlugin } from '@touchstone-rl/plugin-kit';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { full, hostile, malformed, seed as fixture, zero, type Case } from './fixtures.ts';
import blocksworld, { drawProblem, judgePlan, solve, type Problem, type Supports } from './index.ts';
import { canonicalForm } from './canonical.ts';

const open = (options: Record<string, unknown> = {}): Promise<OpenPlugin> => openPlugin(blocksworld(options));
const { judge } = await open();

async function seedsFor(
  options: Record<string, unknown>,
  count: number,
  split: Split = 'train',
): Promise<Seed[]> {
  return (await open(options)).seeds(count, { split });
}

type Facts = ReadonlySet<string>;
type Meta = { initial: string[][]; goal: string[][]; shortest: number };

function factsOf(stacks: readonly string[][]): Facts {
  const facts = new Set(['hand empty']);
  for (const stack of stacks) {
    stack.forEach((block, i) => facts.add(i === 0 ? `table ${block}` : `on ${block} ${stack[i - 1]!}`));
    facts.add(`clear ${stack.at(-1)!}`);
  }
  return facts;
}

/** The textbook's operators (STRIPS): what must hold, what ceases to hold, what begins to hold. */
function operator(move: string): [must: string[], not: string[], then: string[]] {
  const [action, x, y] = move.split(' ');
  const lifted = ['hand empty', `clear ${x!}`];
  switch (action) {
    case 'pick-up':
      return [[...lifted, `table ${x!}`], [...lifted, `table ${x!}`], [`holds ${x!}`]];
    case 'put-down':
      return [[`holds ${x!}`], [`holds ${x!}`], [...lifted, `table ${x!}`]];
    case 'unstack':
      return [
        [...lifted, `on ${x!} ${y!}`],
        [...lifted, `on ${x!} ${y!}`],
        [`holds ${x!}`, `clear ${y!}`],
      ];
    default:
      return [
        [`holds ${x!}`, `clear ${y!}`],
        [`holds ${x!}`, `clear ${y!}`],
        [...lifted, `on ${x!} ${y!}`],
      ];
  }
}

function step(facts: Facts, move: string): Facts | undefined {
  const [must, not, then] = operator(move);
  if (!must.every((fact) => facts.has(fact))) return undefined;
  return new Set([...[...facts].filter((fact) => !not.includes(fact)), ...then]);
}

const keyOf = (facts: Facts): string => [...facts].sort().join(', ');

/** Whether a plan leads to the goal, by the operators alone. */
function reaches({ initial, goal }: Meta, plan: readonly string[]): boolean {
  let facts: Facts | undefined = factsOf(initial);
  for (const move of plan) facts = facts && step(facts, move);
  return facts !== undefined && keyOf(facts) === keyOf(factsOf(goal));
}

function everyMove(names: readonly string[]): string[] {
  return names.flatMap((x) => [
    `pick-up ${x}`,
    `put-down ${x}`,
    ...names.flatMap((y) => (x === y ? [] : [`stack ${x} ${y}`, `unstack ${x} ${y}`])),
  ]);
}

/** The length of a shortest plan by breadth-first search over facts. */
function shortestLength({ initial, goal }: Meta): number {
  const moves = everyMove(initial.flat());
  const wanted = keyOf(factsOf(goal));
  const seen = new Set([keyOf(factsOf(initial))]);
  let layer = [factsOf(initial)];
  for (let length = 0; ; length++) {
    if (layer.some((facts) => keyOf(facts) === wanted)) return length;
    layer = layer.flatMap((facts) =>
      moves.flatMap((move) => {
        const next = step(facts, move);
        if (!next || seen.has(keyOf(next))) return [];
        seen.add(keyOf(next));
        return [next];
      }),
    );
  }
}

describe('a generated problem', () => {
  it('has a gold that reaches the goal and is shortest, as a breadth-first search finds', async () => {
    for (const seed of await seedsFor({ minBlocks: 4, maxBlocks: 4 }, 60)) {
      const meta = seed.meta as unknown as Meta;
      const plan = seed.gold!.split('\n');
      expect(reaches(meta, plan)).toBe(true);
      expect([plan.length, meta.shortest]).toEqual([shortestLength(meta), shortestLength(meta)]);
    }
  });

  it('has a gold and a demonstration that are correct', async () => {
    for (const seed of await seedsFor({ minBlocks: 6, maxBlocks: 12 }, 280)) {
      expect((await judge(seed, `<final_answer>${seed.gold!}</final_answer>`)).verdict).toBe('correct');
      expect((await judge(seed, seed.demonstration!)).verdict).toBe('correct');
      for (const stack of (seed.meta as unknown as Meta).initial) {
        expect(seed.prompt[0]!.content).toContain(`\n${stack.join(' ')}\n`);
      }
    }
  });

  it('is judged like the operators judge it, after any one move is left out, changed or exchanged', async () => {
    for (const seed of await seedsFor({ minBlocks: 5, maxBlocks: 6 }, 30)) {
      const meta = seed.meta as unknown as Meta;
      const plan = seed.gold!.split('\n');
      const moves = everyMove(meta.initial.flat());
      const random = randomStream(1, seed.id);
      const edits = plan.flatMap((_, i) => [
        plan.toSpliced(i, 1),
        plan.toSpliced(i, 1, random.pick(moves)),
        plan.toSpliced(i, 2, ...plan.slice(i, i + 2).toReversed()),
        plan.toSpliced(i, 0, random.pick(moves)),
      ]);
      for (const edited of edits) {
        const { verdict } = judgePlan(edited.join('\n'), seed);
        expect([edited, verdict]).toEqual([edited, reaches(meta, edited) ? 'correct' : 'incorrect']);
      }
    }
  });

  it('has a shortest plan of blocks for other orders and names too, and one canonical form', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 3, max: 9 }), (seed, count) => {
        const random = randomStream(seed, 'test');
        const [problem, other] = [drawProblem(random, count), drawProblem(random, count)];
        fc.pre(problem !== undefined && other !== undefined);
        const names = random.shuffle(problem.initial.map((_, i) => i));
        const rename = (supports: Supports): number[] => {
          const renamed = [...supports];
          supports.forEach((support, block) => void (renamed[names[block]!] = names[support] ?? support));
          return renamed;
        };
        const renamed: Problem = { initial: rename(problem.initial), goal: rename(problem.goal) };
        expect(canonicalForm(renamed)).toBe(canonicalForm(problem));
        expect(solve(renamed)).toHaveLength(solve(problem).length);
        // Equal forms mean equal problems, and so plans of equal lengths, there and back.
        const back = ({ initial, goal }: Problem): Problem => ({ initial: goal, goal: initial });
        expect(solve(back(problem))).toHaveLength(solve(problem).length);
        if (canonicalForm(other) !== canonicalForm(problem)) return;
        expect(solve(other)).toHaveLength(solve(problem).length);
      }),
    );
  });

  it('has as many canonical forms as there are problems up to names', () => {
    const forms = new Set<string>();
    const random = randomStream(0, 'forms');
    for (let i = 0; i < 3000; i++) {
      const problem = drawProblem(random, 3);
      if (problem) forms.add(canonicalForm(problem));
    }
    expect([forms.size, classesOfPairs()]).toEqual([26, 26]);
  });

  it('stays in its split', async () => {
    const forms: unknown[] = [];
    for (const split of ['train', 'validation', 'test'] as const) {
      forms.push(
        ...(await seedsFor({ minBlocks: 5, maxBlocks: 6 }, 60, split)).map((seed) => seed.meta!['canonical']),
      );
    }
    expect(new Set(forms).size).toBe(180);
  });
});

/** Classes of pairs of different arrangements of 3 blocks, by trying all six renamings on each pair. */
function classesOfPairs(): number {
  const renamings = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  const all: string[] = [];
  for (const a of [-1, 0, 1, 2]) {
    for (const b of [-1, 0, 1, 2]) {
      for (const c of [-1, 0, 1, 2]) {
        const supports = [a, b, c];
        const standing = supports.filter((support) => support >= 0);
        const isTree = [0, 1, 2].every((block) => {
          let at = block;
          for (let i = 0; i < 3 && at >= 0; i++) at = supports[at]!;
          return at < 0;
        });
        if (isTree && new Set(standing).size === standing.length) all.push(supports.join());
      }
    }
  }
  const image = (text: string, names: readonly number[]): string => {
    const renamed: number[] = [];
    text.split(',').forEach((support, block) => void (renamed[names[block]!] = names[Number(support)] ?? -1));
    return renamed.join();
  };
  const pairs = all.flatMap((a) => all.flatMap((b) => (a === b ? [] : [[a, b] as const])));
  const least = pairs.map(
    ([a, b]) => renamings.map((names) => `${image(a, names)}/${image(b, names)}`).sort()[0]!,
  );
  return new Set(least).size;
}

describe('the verifier', () => {
  it.each([...full, ...zero, ...malformed, ...hostile])(
    '$verdict: $answer',
    async ({ answer, verdict, reason }: Case) => {
      const said = await judge(fixture, `<think>so</think><final_answer>\n${answer}\n</final_answer>`);
      expect([said.verdict, said.reason]).toEqual([verdict, expect.stringContaining(reason)]);
    },
  );

  it.each([
    ['<think><final_answer>unstack B A</final_answer></think>', 'inside the thought only'],
    [
      '<final_answer>pick-up C</final_answer><final_answer>unstack B A</final_answer>',
      'two different final answers',
    ],
    ['<final_answer></final_answer>', 'the final answer is empty'],
    ['unstack B A', 'no final answer'],
  ])('takes no plan from %s', async (completion, reason) => {
    expect((await judge(fixture, completion)).reason).toContain(reason);
  });

  it.each([
    [undefined],
    [{ initial: [['A']], goal: [['B']] }],
    [{ initial: [['A'], ['a']], goal: [['A'], ['a']] }],
    [{ initial: [['A', 'A']], goal: [['A', 'A']] }],
    [{ initial: [['A B']], goal: [['A B']] }],
    [{ initial: 'A', goal: 'A' }],
  ])('cannot judge the meta %j', (meta) => {
    expect(judgePlan('pick-up A', { ...fixture, meta }).verdict).toBe('unverifiable');
  });
});

describe('the options', () => {
  it.each([
    [{ minBlocks: 2 }, 'minBlocks'],
    [{ maxBlocks: 13 }, 'maxBlocks'],
    [{ minBlocks: 8, maxBlocks: 7 }, 'maxBlocks'],
    [{ blocks: 4 }, 'blocks'],
  ])('%o are refused', async (options, reason) => {
    await expect(open(options)).rejects.toThrow(reason);
  });

  it('that leave too few problems end in an error that says so', async () => {
    await expect(seedsFor({ minBlocks: 3, maxBlocks: 3 }, 40)).rejects.toThrow('no further problem');
  });
});

it('the README shows what is really said', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [seed] = await seedsFor({ minBlocks: 4 }, 1);
  expect(readme).toContain(seed!.prompt[0]!.content);
  const said = Array.from(readme.matchAll(/^\| `([^`]+)` *\| (\w+) *\| (.+?) *\|$/gm));
  expect(said.length).toBeGreaterThanOrEqual(2);
  for (const [, answer, verdict, reason] of said) {
    expect(judgePlan(answer!, seed!)).toMatchObject({ verdict, reason });
  }
});
