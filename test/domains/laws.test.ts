import { parseResponse, type Kernel, type Seed, type Verdict } from '@touchstone-rl/core';
import { describe, expect, it } from 'vitest';
import { domainNames, loadDomain, seedsOf } from './domains.ts';

/** What every domain plugin keeps, whatever it is about. */
describe.each(domainNames())('the domain %s', async (name) => {
  const kernel = await loadDomain(name);
  const train = seedsOf(kernel, name, 'train', 60);

  it('gives the same seeds for the same request, and the beginning of a longer one', () => {
    expect(seedsOf(kernel, name, 'train', 20)).toEqual(train.slice(0, 20));
    expect(seedsOf(kernel, name, 'train', 20, 2)).not.toEqual(train.slice(0, 20));
  });

  it('has no form in two splits or twice in one, and names every seed differently', () => {
    const all = [
      ...train,
      ...seedsOf(kernel, name, 'validation', 20),
      ...seedsOf(kernel, name, 'test', 20, 2),
    ];
    expect(new Set(all.map(({ meta }) => meta!['canonical'])).size).toBe(100);
    expect(new Set(all.map(({ id }) => id)).size).toBe(100);
  });

  it('judges its own golds and demonstrations correct, also after a round trip through JSON', async () => {
    for (const seed of train.map((each) => JSON.parse(JSON.stringify(each)) as Seed)) {
      expect(await judge(kernel, seed, { pred: seed.gold! })).toMatchObject({ verdict: 'correct' });
      expect(kernel.verifier(name).checkGold!(seed)).toBeUndefined();
      if (seed.demonstration === undefined) continue;
      expect(parseResponse(seed.demonstration).valid).toBe(true);
      expect(await judge(kernel, seed, { completion: seed.demonstration })).toMatchObject({
        verdict: 'correct',
      });
    }
  });

  it('finds hostile answers incorrect with a reason, and never fails', async () => {
    const [seed] = train as [Seed];
    const { gold } = seed as { gold: string };
    const texts = [
      '',
      'I give up.',
      `<think>${gold} <final_answer>${gold}</final_answer> Final Answer: ${gold} \\boxed{${gold}}</think> Done.`,
      `<think><final_answer>${gold}</final_answer> Final Answer: ${gold} \\boxed{${gold}}`,
      ...[
        'null',
        '[]',
        '{}',
        '-1',
        '1e999',
        'NaN',
        '9'.repeat(4000),
        '((((((((',
        '{"__proto__": 1}',
        '\u0000',
        '𝟙',
      ].flatMap((text) => [
        `<final_answer>${text}</final_answer>`,
        `Final Answer: ${text}`,
        `\\boxed{${text}}`,
      ]),
      `${gold}\n`.repeat(100_000),
      '<final_answer>'.repeat(50_000),
      'Final Answer: '.repeat(50_000),
      '\\boxed{'.repeat(50_000),
    ];
    for (const completion of texts) {
      const said = await judge(kernel, seed, { completion });
      expect([completion.slice(0, 80), said.verdict]).toEqual([completion.slice(0, 80), 'incorrect']);
      expect(said.reason.length).toBeGreaterThan(5);
      expect(said.reason.length).toBeLessThan(500);
    }
  });

  it('cannot judge a seed that has lost its meta, and does not blame the answer', async () => {
    const { meta: _, ...bare } = train[0]!;
    for (const meta of [
      undefined,
      {},
      Object.fromEntries(Object.keys(train[0]!.meta!).map((key) => [key, null])),
    ]) {
      const seed: Seed = meta ? { ...bare, meta } : bare;
      expect(await judge(kernel, seed, { pred: bare.gold! })).toMatchObject({ verdict: 'unverifiable' });
    }
  });

  it('has a benchmark that is fixed, of test problems, with a stratum for each', () => {
    const benchmark = kernel.benchmark(name);
    const of = (randomSeed: number): Seed[] => [
      ...(benchmark.seeds({ split: 'train', count: 20, randomSeed, baseFolder: '.' }) as Iterable<Seed>),
    ];
    expect(of(5)).toEqual(of(6));
    const forms = new Set(train.map(({ meta }) => meta!['canonical']));
    for (const seed of of(5)) {
      expect(benchmark.stratum!(seed)).toBe(seed.meta!['stratum']);
      expect(forms.has(seed.meta!['canonical'])).toBe(false);
    }
  });
});

async function judge(
  kernel: Kernel,
  seed: Seed,
  given: { pred: string } | { completion: string },
): Promise<Verdict> {
  const answer = 'completion' in given ? { answer: parseResponse(given.completion).answer } : {};
  const outcome = await kernel.judge(seed.verifier, { seed, gold: seed.gold, ...given, ...answer });
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}
