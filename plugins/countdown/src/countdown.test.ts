import { readFileSync } from 'node:fs';
import {
  Kernel,
  parseResponse,
  randomStream,
  type Seed,
  type Split,
  type Verdict,
} from '@touchstone-rl/core';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { full, hostile, malformed, problem, zero, type Case } from './fixtures.ts';
import countdown, {
  ALPHABET,
  drawProblem,
  judgeExpression,
  optionsSchema,
  parseAnswer,
  writeExpression,
} from './index.ts';
import { canonicalForm } from './write.ts';

const kernelWith = (options: Record<string, unknown> = {}): Promise<Kernel> =>
  Kernel.create({ plugins: [{ plugin: countdown(options), origin: 'inline' }] });

async function seedsOf(split: Split, count: number, options: Record<string, unknown> = {}): Promise<Seed[]> {
  const source = (await kernelWith(options)).seedSource('countdown');
  const seeds: Seed[] = [];
  const request = { split, count, randomSeed: 1, baseFolder: '.' };
  for await (const seed of source.seeds(request)) seeds.push(seed as Seed);
  return seeds;
}

const seedOf = (meta: Record<string, unknown>): Seed => ({
  id: 'a',
  prompt: [],
  domain: 'countdown',
  verifier: 'countdown',
  meta,
});

/** A fraction of the oracle's own, in plain numbers. */
type Fraction = readonly [numerator: number, denominator: number];

/** Every fully parenthesised expression over some of the numbers, each at most once, with its value. */
function* everyExpression(parts: readonly (readonly [string, Fraction])[]): Generator<[string, Fraction]> {
  for (const [text, value] of parts) yield [text, value];
  for (let i = 0; i < parts.length; i++) {
    for (let j = 0; j < parts.length; j++) {
      if (i === j) continue;
      const rest = parts.filter((_, at) => at !== i && at !== j);
      const [[a, [p, q]], [b, [r, s]]] = [parts[i]!, parts[j]!];
      const joined: [string, Fraction][] = [
        [`(${a}+${b})`, [p * s + r * q, q * s]],
        [`(${a}-${b})`, [p * s - r * q, q * s]],
        [`(${a}*${b})`, [p * r, q * s]],
        ...(r === 0 ? [] : ([[`(${a}/${b})`, [p * s, q * r]]] as [string, Fraction][])),
      ];
      for (const each of joined) yield* everyExpression([...rest, each]);
    }
  }
}

const expressionsOf = (numbers: readonly number[]): Generator<[string, Fraction]> =>
  everyExpression(numbers.map((number) => [String(number), [number, 1]]));

describe('the verifier', () => {
  let kernel: Kernel;
  beforeAll(async () => void (kernel = await kernelWith()));

  const judge = (completion: string, meta: Record<string, unknown> = { ...problem }): Verdict =>
    kernel.verifier('countdown').verify({
      seed: seedOf(meta),
      gold: undefined,
      completion,
      answer: parseResponse(completion).answer,
    }) as Verdict;

  it.each([...full, ...zero, ...malformed, ...hostile])('$verdict: $answer', (given: Case) => {
    const { verdict, reason } = judge(`<think>so</think><final_answer>${given.answer}</final_answer>`, {
      ...problem,
      ...(given.numbers && { numbers: given.numbers }),
      useAll: given.useAll ?? false,
    });
    expect([verdict, reason]).toEqual([given.verdict, expect.stringContaining(given.reason)]);
  });

  it.each([
    ['<think>3*5-2</think>thus', 'no final answer'],
    ['<think>\\boxed{3*5-2}</think>thus', 'inside the thought only'],
    ['<think>\\boxed{3*5-2}', 'inside the thought only'],
    ['\\boxed{3*5-2} or \\boxed{3*5+2}', 'two different final answers: "3*5-2" and "3*5+2"'],
    ['\\boxed{3*5-2} or \\boxed{5*3-2}', 'two different final answers'],
  ])('takes no answer from %s', (completion, reason) => {
    expect(judge(completion)).toMatchObject({
      verdict: 'incorrect',
      reason: expect.stringContaining(reason) as string,
    });
  });

  it('takes the same answer in two spellings for one', () => {
    expect(judge('\\boxed{3*5-2}\nFinal Answer: (3 × 5) - 2').verdict).toBe('correct');
  });

  it('says that a row without its numbers cannot be judged', () => {
    for (const meta of [{}, { numbers: [], target: 3 }, { numbers: [1, 'x'], target: 3 }, { numbers: [1] }]) {
      expect(judge('\\boxed{1}', meta).verdict).toBe('unverifiable');
    }
  });

  it('agrees with an exhaustive search over all expressions', () => {
    const numbers = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 3 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 30 }), (given, target) => {
        const misjudged = [...expressionsOf(given)].filter(([text, [numerator, denominator]]) => {
          const { verdict } = judgeExpression(text, seedOf({ numbers: given, target }));
          return (verdict === 'correct') !== (numerator === target * denominator);
        });
        expect(misjudged).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the seeds', () => {
  it('have golds and demonstrations that are correct, in every style', async () => {
    const { verify } = (await kernelWith()).verifier('countdown');
    for (const style of ['words', 'letters']) {
      for (const seed of await seedsOf('train', 200, { style, useAll: style === 'words' })) {
        const completion = seed.demonstration!;
        const { answer } = parseResponse(completion);
        expect(verify({ seed, gold: seed.gold, pred: seed.gold! })).toMatchObject({ verdict: 'correct' });
        expect(verify({ seed, gold: seed.gold, completion, answer })).toMatchObject({ verdict: 'correct' });
      }
    }
  });

  it('turn incorrect with any one number or operator of the gold changed, as a search confirms', async () => {
    for (const seed of await seedsOf('train', 60, { maxNumbers: 3, maxNumber: 9, maxTarget: 99 })) {
      const { numbers, target } = seed.meta as { numbers: number[]; target: number };
      const values = new Map<string, boolean>();
      for (const [text, [p, q]] of expressionsOf(numbers)) {
        values.set(writeExpression(parseAnswer(text).expression), p === target * q);
      }
      expect(values.get(seed.gold!)).toBe(true);
      for (const { 0: piece, index } of seed.gold!.matchAll(/\d+|[-+*/]/g)) {
        const edits = /\d/.test(piece) ? ['10', '11'] : [...'+-*/'].filter((sign) => sign !== piece);
        for (const edit of edits) {
          const edited = seed.gold!.slice(0, index) + edit + seed.gold!.slice(index + piece.length);
          const { verdict } = judgeExpression(edited, seed);
          const isRight = values.get(writeExpression(parseAnswer(edited).expression)) ?? false;
          expect([edited, verdict]).toEqual([edited, isRight ? 'correct' : 'incorrect']);
        }
      }
    }
  });

  it('work through honest tries: every step is true, and only the last reaches the target', async () => {
    for (const seed of await seedsOf('train', 200, { style: 'letters', maxNumbers: 4 })) {
      const { target } = seed.meta as { target: number };
      const thought = /^<think>(.*)<\/think>/.exec(seed.demonstration!)![1]!;
      const results = thought.split(';').map((tried) => {
        const [steps, sign, compared] = tried.split(/([<>])/) as [string, string?, string?];
        for (const step of steps.split(',')) {
          const [, a, sign, b, c] = /^(\d+)([-+*/])(\d+)=(\d+)$/.exec(step)!;
          const value = { '+': +a! + +b!, '-': +a! - +b!, '*': +a! * +b!, '/': +a! / +b! }[sign!];
          expect(value).toBe(Number(c));
        }
        const result = Number(steps.slice(steps.lastIndexOf('=') + 1));
        const said = sign === '<' ? result < target : sign === '>' ? result > target : result === target;
        expect([said, Number(compared ?? target)]).toEqual([true, target]);
        return result;
      });
      expect(results.indexOf(target)).toBe(results.length - 1);
      for (const character of (seed.prompt[0]!.content + seed.demonstration!).replace(/<\/?think>/g, '')) {
        expect(ALPHABET).toContain(character);
      }
    }
  });

  it('have one canonical form whatever the order of the numbers, and stay in their split', async () => {
    const options = optionsSchema.parse({});
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 6 }), (seed, count) => {
        const random = randomStream(seed, 'test');
        const drawn = drawProblem(random, count, options);
        fc.pre(drawn !== undefined);
        const moved = { ...drawn, numbers: random.shuffle(drawn.numbers) };
        expect(canonicalForm(moved)).toBe(canonicalForm(drawn));
      }),
    );
    const easy = { minNumbers: 2, maxNumbers: 2, maxNumber: 20, maxTarget: 99 };
    const forms = async (split: Split): Promise<unknown[]> =>
      (await seedsOf(split, 20, easy)).map(({ meta }) => meta!['canonical']);
    const all = [...(await forms('train')), ...(await forms('validation')), ...(await forms('test'))];
    expect(new Set(all).size).toBe(60);
  });

  it('are refused with options that contradict each other', async () => {
    await expect(seedsOf('train', 1, { minNumbers: 5, maxNumbers: 4 })).rejects.toThrow('maxNumbers');
    await expect(seedsOf('train', 1, { minTarget: 50, maxTarget: 40 })).rejects.toThrow('maxTarget');
    await expect(seedsOf('train', 1, { numbers: 3 })).rejects.toThrow('numbers');
  });
});

it('the README shows what is really said', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [seed] = await seedsOf('train', 1);
  expect(readme).toContain(seed!.prompt[0]!.content);
  const said = Array.from(readme.matchAll(/^\| `([^`]+)` *\| (\w+) *\| (.+?) *\|$/gm));
  expect(said.length).toBeGreaterThanOrEqual(2);
  for (const [, answer, verdict, reason] of said) {
    expect(judgeExpression(answer!, seed!)).toMatchObject({ verdict, reason });
  }
});
