import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { correct, incorrect, unverifiable, type Rollout, type Seed, type Split } from '../domain/index.ts';
import { defineDomain, splitOfForm } from './define-domain.ts';
import { Kernel } from './kernel.ts';

/** Is a word a palindrome? The word and its reverse are one problem. */
const palindrome = defineDomain({
  name: 'palindrome',
  options: z.strictObject({
    length: z.int().default(8).describe('Letters of a word.'),
    partialCredit: z.boolean().default(false).describe('Adds the term.'),
  }),
  strata: () => [
    { name: 'yes', mirrored: true },
    { name: 'no', mirrored: false },
  ],
  draw(random, { mirrored }, { length }) {
    const half = Array.from({ length: length / 2 }, () => random.pick(['a', 'b', 'c']));
    const other = mirrored ? [...half].reverse() : random.shuffle(half);
    return [...half, ...other].join('');
  },
  canonical: (word) => [word, [...word].reverse().join('')].sort()[0]!,
  write(word, { mirrored }) {
    const isPalindrome = word === [...word].reverse().join('');
    if (isPalindrome !== mirrored) return undefined;
    return { prompt: word, gold: mirrored ? 'yes' : 'no', meta: { difficulty: word.length, word } };
  },
  forms: ['tag', 'box'],
  judge(answer, { meta, gold }) {
    if (!meta) return unverifiable('no meta');
    const extracted = answer.toLowerCase();
    if (extracted === gold) return correct('equal', { extracted });
    return incorrect('not equal', { extracted, evidence: { credit: 0.25 } });
  },
  credit: { term: 'palindrome-credit', enabled: ({ partialCredit }) => partialCredit },
  benchmark: {
    description: 'Palindromes',
    size: 10,
    samples: 3,
    options: { length: 10, partialCredit: false },
  },
});

const create = (options = {}): Promise<Kernel> =>
  Kernel.create({ plugins: [{ plugin: palindrome(options), origin: 'inline' }] });

const kernel = await create();

function seeds(split: Split, count: number, randomSeed = 1, from: Kernel = kernel): Seed[] {
  const request = { split, count, randomSeed, baseFolder: '.' };
  return [...(from.seedSource('palindrome').seeds(request) as Iterable<Seed>)];
}

describe('the seeds of a domain', () => {
  it('carry everything that judging needs, with strata taking turns', () => {
    const [first, second] = seeds('train', 2);
    expect(first).toMatchObject({
      domain: 'palindrome',
      verifier: 'palindrome',
      source: 'palindrome',
      gold: 'yes',
      meta: { stratum: 'yes', difficulty: 8 },
    });
    expect(first!.id).toMatch(/^palindrome:[0-9a-f]{16}$/);
    expect(second!.meta!['stratum']).toBe('no');
  });

  it('are the same for the same request, and the beginning of a longer one', () => {
    expect(seeds('train', 20)).toEqual(seeds('train', 20));
    expect(seeds('train', 40).slice(0, 20)).toEqual(seeds('train', 20));
    expect(seeds('train', 20, 2)).not.toEqual(seeds('train', 20));
  });

  it('never share a form between splits, and none stands twice', () => {
    const forms = (['train', 'validation', 'test'] as const).map((split) =>
      seeds(split, split === 'train' ? 60 : 6, split.length).map(({ meta }) => meta!['canonical'] as string),
    );
    expect(new Set(forms.flat()).size).toBe(72);
    expect(splitOfForm('palindrome', forms[2]![0]!)).toBe('test');
  });

  it('end with an error that says which kind ran out', () => {
    expect(() => seeds('test', 200)).toThrow(
      /only \d+ of 200 test seeds could be made: palindrome found no further problem of the kind "yes"/,
    );
  });

  it('of the benchmark do not depend on the run', () => {
    const benchmark = kernel.benchmark('palindrome');
    const of = (randomSeed: number, count: number): Seed[] => [
      ...(benchmark.seeds({ split: 'train', count, randomSeed, baseFolder: '.' }) as Iterable<Seed>),
    ];
    expect(of(1, 100)).toHaveLength(10);
    expect(of(2, 4)).toEqual(of(1, 100).slice(0, 4));
    expect(benchmark.stratum!(of(1, 1)[0]!)).toBe('yes');
    expect(splitOfForm('palindrome', of(1, 1)[0]!.meta!['canonical'] as string)).toBe('test');
  });
});

describe('the verifier of a domain', () => {
  const [seed] = seeds('train', 1) as [Seed];

  it.each([
    ['<final_answer>yes</final_answer>', 'correct', 'equal'],
    ['<final_answer>Yes</final_answer> \\boxed{yes}', 'correct', 'equal'],
    ['<final_answer>no</final_answer>', 'incorrect', 'not equal'],
    [
      '<final_answer>no</final_answer> \\boxed{yes}',
      'incorrect',
      'two different final answers: "no" and "yes"',
    ],
    ['yes', 'incorrect', 'no final answer: expected <final_answer>...</final_answer> or \\boxed{...}'],
    ['', 'incorrect', 'no final answer: expected'],
  ])('says of %j: %s', async (answer, verdict, reason) => {
    const judged = await kernel.judge('palindrome', { seed, gold: seed.gold, completion: answer, answer });
    expect(judged).toMatchObject({ ok: true, value: { verdict, reason: expect.stringContaining(reason) } });
  });

  it('takes a bare answer with and without its mark', async () => {
    for (const pred of ['yes', ' yes ', '<final_answer>yes</final_answer>', '\\boxed{yes}'])
      expect(await kernel.judge('palindrome', { seed, gold: seed.gold, pred })).toMatchObject({
        value: { verdict: 'correct' },
      });
    for (const pred of ['', 'y'.repeat(10_000)])
      expect(await kernel.judge('palindrome', { seed, gold: seed.gold, pred })).toMatchObject({
        value: { verdict: 'incorrect' },
      });
  });

  it('says when an answer stands inside the thought only', async () => {
    const completion = '<think><final_answer>yes</final_answer></think> done';
    const judged = await kernel.judge('palindrome', { seed, gold: seed.gold, completion, answer: ' done' });
    expect(judged).toMatchObject({ value: { reason: expect.stringContaining('inside the thought only') } });
  });

  it('hands on that a seed cannot be judged, and checks golds', async () => {
    const { meta: _, ...bare } = seed;
    expect(await kernel.judge('palindrome', { seed: bare, gold: 'yes', pred: 'yes' })).toMatchObject({
      value: { verdict: 'unverifiable', reason: 'no meta' },
    });
    const { checkGold } = kernel.verifier('palindrome');
    expect(checkGold!(seed)).toBeUndefined();
    expect(checkGold!({ ...seed, gold: undefined })).toBe('the seed has no gold');
    expect(checkGold!(bare)).toBe('no meta');
  });
});

describe('the credit of a domain', () => {
  const rollout = (verdict: Rollout['verdict']): Rollout => ({ id: 'r', verdict }) as unknown as Rollout;

  it('is a term of its own, only when asked for', async () => {
    expect(kernel.terms.size).toBe(0);
    const asked = await create({ partialCredit: true });
    const [seed] = seeds('train', 1) as [Seed];
    const verdicts = [
      correct('equal'),
      incorrect('not equal', { evidence: { credit: 0.25 } }),
      incorrect('no final answer'),
      unverifiable('no meta'),
      undefined,
    ];
    const { rollouts } = await asked.score({ seed, rollouts: verdicts.map(rollout) });
    expect(rollouts.map(({ reward }) => reward.value ?? reward.state)).toEqual([
      1,
      0.25,
      0,
      'abstained',
      'abstained',
    ]);
    const foreign = await asked.score({
      seed: { ...seed, verifier: 'math' },
      rollouts: [rollout(correct('equal'))],
    });
    expect(foreign.rollouts[0]!.reward.state).toBe('abstained');
  });
});
