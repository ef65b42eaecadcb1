import { readFileSync } from 'node:fs';
import { randomStream, type Seed, type Split } from '@touchstone-rl/core';
import { openPlugin, type OpenPlugin } from '@touchstone-rl/plugin-kit';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { full, hostile, malformed, malformedOptions, seed as fixture, zero } from './fixtures.ts';
import sat, { ALPHABET, countModels, drawFormula, type Formula } from './index.ts';
import { canonicalForm } from './canonical.ts';
import { clauseCount, strataOf } from './formula.ts';
import { optionsSchema } from './options.ts';

const open = (options: Record<string, unknown> = {}): Promise<OpenPlugin> => openPlugin(sat(options));
const { kernel, judge, judgeAnswer } = await open();

async function seedsFor(
  options: Record<string, unknown>,
  count: number,
  split: Split = 'train',
): Promise<Seed[]> {
  return (await open(options)).seeds(count, { split });
}

const formulaOf = ({ meta }: Seed): Formula => meta as unknown as Formula;

/** Every model by trying all assignments against the text of the prompt: shares nothing with the source. */
function modelsOfPrompt(prompt: string): string[] {
  const clauses = Array.from(prompt.matchAll(/^\d+\. (.+)$/gm), ([, text]) => text!.split(' or '));
  const n = Number(/x1 to x(\d+)/.exec(prompt)![1]);
  const models: string[] = [];
  for (let code = 0; code < 2 ** n; code++) {
    const bits = code.toString(2).padStart(n, '0');
    const holds = (text: string): boolean => {
      const [, not, name] = /^(not )?x(\d+)$/.exec(text)!;
      return (bits[Number(name) - 1] === '1') !== Boolean(not);
    };
    if (clauses.every((clause) => clause.some(holds))) models.push(bits);
  }
  return models;
}

describe('a generated problem', () => {
  it('has the class, the ratio and the number of models that it states, by an independent count', async () => {
    const seeds = await seedsFor({ maxVariables: 9 }, 240);
    for (const { meta, prompt } of seeds) {
      const models = modelsOfPrompt(prompt[0]!.content);
      expect(meta!['models']).toBe(models.length);
      expect(models.length === 1 || meta!['class'] !== 'unique').toBe(true);
    }
    for (const [kind, n, count] of [
      ['hard', 4, 17],
      ['underconstrained', 4, 9],
      ['overconstrained', 4, 34],
      ['unique', 4, 17],
      ['hard', 15, 64],
      ['underconstrained', 15, 32],
      ['overconstrained', 15, 128],
    ] as const)
      expect(clauseCount(kind, n)).toBe(count);
    for (const { meta } of seeds) {
      const { clauses, variables } = formulaOf({ meta } as Seed);
      expect(clauses).toHaveLength(clauseCount(meta!['class'] as 'hard', variables));
      expect(new Set(clauses.map(String)).size === clauses.length || clauses.length === 34).toBe(true);
      for (const clause of clauses) expect(new Set(clause.map(Math.abs)).size).toBe(3);
    }
  });

  it('has a gold that is right, and flipping one value is judged as an independent count says', async () => {
    for (const seed of await seedsFor({ maxVariables: 10 }, 280)) {
      expect((await judgeAnswer(seed, seed.gold!)).verdict).toBe('correct');
      if (seed.gold === 'Unsatisfiable') continue;
      const models = new Set(modelsOfPrompt(seed.prompt[0]!.content));
      const bits = seed.gold!.split(', ').map((value) => (value === 'True' ? '1' : '0'));
      for (let i = 0; i < bits.length; i++) {
        const edited = bits.map((bit, j) => (i === j ? (bit === '1' ? '0' : '1') : bit)).join('');
        const { verdict } = await judge(seed, `<final_answer>${edited}</final_answer>`);
        expect(verdict).toBe(models.has(edited) ? 'correct' : 'incorrect');
      }
      expect((await judgeAnswer(seed, 'Unsatisfiable')).verdict).toBe('incorrect');
    }
  });

  it('is unsatisfiable among the hard and overconstrained ones, as the report does not exclude it', async () => {
    const seeds = await seedsFor({ classes: ['hard', 'overconstrained', 'underconstrained'] }, 360);
    const share = (kind: string): number => {
      const own = seeds.filter(({ meta }) => meta!['class'] === kind);
      return own.filter(({ gold }) => gold === 'Unsatisfiable').length / own.length;
    };
    expect(share('hard')).toBeGreaterThan(0.05);
    expect(share('hard')).toBeLessThan(0.5);
    expect(share('overconstrained')).toBeGreaterThan(0.8);
    const satisfiable = await seedsFor({ classes: ['hard'], satisfiableOnly: true }, 120);
    expect(satisfiable.filter(({ gold }) => gold === 'Unsatisfiable')).toEqual([]);
  });
});

describe('the solver', () => {
  const anyFormula = fc
    .record({
      seed: fc.nat(),
      variables: fc.integer({ min: 3, max: 10 }),
      kind: fc.constantFrom('hard' as const, 'underconstrained' as const),
    })
    .map(({ seed, ...stratum }) => drawFormula(randomStream(seed, 'test'), { name: '', ...stratum }));

  it('counts as trying every assignment does, and its model is one', () => {
    fc.assert(
      fc.property(anyFormula, (formula) => {
        let count = 0;
        for (let code = 0; code < 2 ** formula.variables; code++) {
          const isTrue = (literal: number): boolean =>
            Boolean((code >> (Math.abs(literal) - 1)) & 1) === literal > 0;
          if (formula.clauses.every((clause) => clause.some(isTrue))) count++;
        }
        const { first, ...rest } = countModels(formula);
        expect(rest.count).toBe(count);
        expect(countModels(formula, 2).count).toBe(Math.min(count, 2));
        expect(first === undefined).toBe(count === 0);
        const holds = (literal: number): boolean => first![Math.abs(literal) - 1] === literal > 0;
        expect(!first || formula.clauses.every((clause) => clause.some(holds))).toBe(true);
      }),
    );
  });

  it('refuses a formula with more variables than it can tell apart', () => {
    expect(() => countModels({ variables: 16, clauses: [[16], [-1]] })).toThrow(/up to 15[^]*value\s+16/);
  });

  it('has a canonical form that no renaming, negation or reordering changes, and others change', () => {
    fc.assert(
      fc.property(anyFormula, fc.nat(), (formula, seed) => {
        const random = randomStream(seed, 'rename');
        const names = random.shuffle(Array.from({ length: formula.variables }, (_, i) => i + 1));
        const signs = names.map(() => (random.next() < 0.5 ? -1 : 1));
        const renamed = formula.clauses.map((clause) =>
          random.shuffle(
            clause.map((literal) => {
              const i = Math.abs(literal) - 1;
              return Math.sign(literal) * signs[i]! * names[i]!;
            }),
          ),
        );
        const other = { ...formula, clauses: random.shuffle(renamed) };
        expect(canonicalForm(other)).toBe(canonicalForm(formula));
        const fewer = { ...formula, clauses: formula.clauses.slice(1) };
        expect(canonicalForm(fewer)).not.toBe(canonicalForm(formula));
      }),
    );
  });
});

describe('the verifier', () => {
  it.each(full)('finds $name correct', async ({ completion, seed = fixture, reason }) => {
    expect(await judge(seed, completion)).toMatchObject({ verdict: 'correct', reason });
  });

  it.each([...zero, ...malformed, ...hostile])('finds $name incorrect', async (given) => {
    const said = await judge(given.seed ?? fixture, given.completion);
    expect(said.verdict).toBe('incorrect');
    expect(said.reason).toContain(given.reason);
  });

  it('cannot judge a seed without a formula, and says so', async () => {
    for (const meta of [
      undefined,
      {},
      { variables: 2, clauses: [[1, 2, 3]] },
      { variables: 1, clauses: 'x' },
    ]) {
      const said = await judgeAnswer({ ...fixture, meta }, '101');
      expect(said).toMatchObject({ verdict: 'unverifiable' });
      expect(said.reason).toContain("the seed's meta holds no formula");
    }
    const large = { ...fixture, meta: { variables: 16, clauses: [[1, 2, 16]] } };
    expect((await judgeAnswer(large, 'Unsatisfiable')).verdict).toBe('unverifiable');
    expect((await judgeAnswer(large, '1'.repeat(16))).verdict).toBe('correct');
  });
});

describe('the letters style', () => {
  it('has demonstrations whose every check is true, within the alphabet', async () => {
    const options = { style: 'letters', classes: ['underconstrained', 'hard'], maxVariables: 6 };
    for (const seed of await seedsFor(options, 200)) {
      const { content } = seed.prompt[0]!;
      const [, thought, boxed] = /^<think>(.+)<\/think>\\boxed\{(.+)\}$/.exec(seed.demonstration!)!;
      expect(boxed).toBe(seed.gold);
      expect((await judge(seed, seed.demonstration!)).verdict).toBe('correct');
      const wrong = thought!.split(';').flatMap((attempt) => {
        const [values, checks] = attempt.split(':') as [string, string];
        return Array.from(checks.matchAll(/(\w+)([.!])/g)).filter(([, clause, mark]) => {
          return [...clause!].some((letter) => values.includes(letter)) !== (mark === '.');
        });
      });
      expect(wrong).toEqual([]);
      const characters = [...(content + seed.demonstration!).replace(/<\/?think>/g, '')];
      expect(characters.filter((character) => !ALPHABET.includes(character))).toEqual([]);
    }
  });
});

describe('terse demonstrations', () => {
  it('are right, come in the share asked for, and change no problem', async () => {
    const options = { style: 'letters', maxVariables: 5, classes: ['underconstrained'] };
    const worked = await seedsFor(options, 300);
    const mixed = await seedsFor({ ...options, terseShare: 0.5 }, 300);
    expect(mixed.map(({ id }) => id)).toEqual(worked.map(({ id }) => id));
    const terse = mixed.filter(({ demonstration }, i) => demonstration !== worked[i]!.demonstration);
    expect(terse.length / 300).toBeCloseTo(0.5, 1);
    for (const { demonstration, gold } of terse)
      expect(demonstration).toBe(`<think>${gold!}</think>\\boxed{${gold!}}`);
  });
});

describe('the options and the benchmark', () => {
  it.each(malformedOptions)('%o are refused', async (options, reason) => {
    await expect(open(options)).rejects.toThrow(reason);
  });

  it('are 12 numbers of variables, 4 classes, 20 problems each', () => {
    const benchmark = kernel.benchmark('sat');
    const request = { split: 'test', count: 10_000, randomSeed: 7, baseFolder: '.' } as const;
    const counts: Record<string, number> = {};
    for (const seed of benchmark.seeds(request) as Iterable<Seed>) {
      const stratum = benchmark.stratum!(seed);
      counts[stratum] = (counts[stratum] ?? 0) + 1;
    }
    const names = strataOf(optionsSchema.parse({})).map(({ name }) => name);
    expect(counts).toEqual(Object.fromEntries(names.map((name) => [name, 20])));
    expect(names).toHaveLength(48);
  });
});

it('the README shows what is really said', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [seed] = await seedsFor({ maxVariables: 4, classes: ['underconstrained'] }, 1);
  expect(readme).toContain(seed!.prompt[0]!.content);
  const said = Array.from(readme.matchAll(/^\| `([^`]+)` *\| (\w+) *\| (.+?) *\|$/gm));
  expect(said.length).toBeGreaterThanOrEqual(2);
  for (const [, answer, verdict, reason] of said) {
    const completion = `<final_answer>{'Solution': '${answer!}'}</final_answer>`;
    expect(await judge(seed!, completion)).toMatchObject({ verdict, reason });
  }
});
