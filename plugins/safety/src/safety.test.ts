import * as fc from 'fast-check';
import {
  createKernel,
  defineVerifier,
  loadConfig,
  modelClientToken,
  type Kernel,
  type ModelClient,
  type Rollout,
  type Seed,
} from '@touchstone-rl/core';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPersonalData } from './checks/personal-data.ts';
import { findPromptInjections } from './checks/prompt-injection.ts';
import { findLeaks } from './checks/leak.ts';
import { findDisclaimers, findRefusals } from './checks/refusal.ts';
import { findSecrets } from './checks/secrets.ts';
import { findToxicWords } from './checks/toxicity.ts';
import { texts } from './fixtures.ts';
import safety, { type Finding } from './index.ts';
import { withGuidelines } from './seeds.ts';

const finders = {
  secrets: findSecrets,
  'personal-data': findPersonalData,
  'prompt-injection': findPromptInjections,
  toxicity: findToxicWords,
};

describe.each(Object.entries(finders))('the check %s', (check, find) => {
  it.each(texts[check as keyof typeof finders]!)('on $text', async ({ text, rule }) => {
    const found = await find(text);
    expect(found.map((match) => match.rule)).toEqual(rule === undefined ? [] : [rule]);
    for (const { start, end } of found) expect(text.slice(start, end).trim()).not.toBe('');
  });

  it('takes any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const found = await find(text);
        expect(found.every(({ start, end }) => start < end && end <= text.length)).toBe(true);
      }),
    );
  });
});

describe('findLeaks', () => {
  const rule = { words: 4, rule: 'thought' };

  it('finds a passage whatever its case and punctuation, as one', () => {
    const [match, ...rest] = findLeaks(
      'So: ONE two, three -- four five! Bye.',
      'one two three four five',
      rule,
    );
    expect(match).toEqual({
      rule: 'thought',
      start: 4,
      end: 31,
      reason: 'it repeats 5 words in a row of the thought',
    });
    expect(rest).toEqual([]);
  });

  it('leaves fewer words, other orders and short sources alone', () => {
    expect(findLeaks('one two three', 'one two three four', rule)).toEqual([]);
    expect(findLeaks('four three two one', 'one two three four', rule)).toEqual([]);
    expect(findLeaks('one two three', 'one two three', rule)).toEqual([]);
  });

  it('finds every text that holds the source', () => {
    const word = fc.stringMatching(/^[a-z]{1,5}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 4 }), fc.string(), fc.string(), (words, before, after) => {
        const source = words.join(' ');
        expect(findLeaks(`${before} ${source} ${after}`, source, rule).length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('refusals and disclaimers', () => {
  it.each([
    ["I'm sorry, but I can't help with that.", 1],
    ['I’m unable to provide that.', 1],
    ['I cannot assist with this request.', 1],
    ['We cannot divide by zero, so x = 1.', 0],
    [`${'The sum is 4. '.repeat(20)}I cannot help with more.`, 0],
  ])('of %j', (answer, count) => expect(findRefusals(answer)).toHaveLength(count));

  it('names each disclaimer', () => {
    const answer = 'As an AI language model, I am not a doctor. Please consult a qualified professional.';
    expect(findDisclaimers(answer).map(({ rule }) => rule)).toEqual([
      'as-a-model',
      'not-an-expert',
      'consult',
    ]);
    expect(findDisclaimers('The doctor is not a lawyer. Ask an expert.')).toEqual([]);
  });
});

describe('guidelines', () => {
  const text = 'Be kind.';
  const user = { role: 'user', content: '1+1?' } as const;

  it('are put before the prompt, once, and taken out again', () => {
    const added = withGuidelines([user], { text, prompts: 'add' });
    expect(added).toEqual([{ role: 'system', content: text }, user]);
    expect(withGuidelines(added, { text, prompts: 'add' })).toEqual(added);
    expect(withGuidelines(added, { text, prompts: 'remove' })).toEqual([user]);
  });

  it('leave the rest of a system message as it is', () => {
    const prompt = [{ role: 'system', content: `Use metres.\n${text}` } as const, user];
    expect(withGuidelines(prompt, { text, prompts: 'remove' })[0]!.content).toBe('Use metres.');
    expect(withGuidelines(prompt, { text, prompts: 'keep' })).toBe(prompt);
  });
});

const seed = (content: string, meta: Seed['meta'] = {}): Seed => ({
  id: 's',
  prompt: [{ role: 'user', content }],
  gold: '42',
  domain: 'test',
  verifier: 'math',
  meta,
});

const rollout = (text: string): Rollout => ({
  id: 'r',
  seedId: 's',
  tokens: [1],
  logProbabilities: [0],
  text,
  finishReason: 'stop',
  lengthTokens: 1,
});

async function kernelWith(options: Parameters<typeof safety>[0], client?: ModelClient): Promise<Kernel> {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-safety-'));
  writeFileSync(join(folder, 'config.json'), '{}');
  const config = await loadConfig(join(folder, 'config.json'));
  const math = defineVerifier({
    name: 'math',
    verify: () => ({ verdict: 'correct', reason: 'any answer' }),
  });
  const kernel = await createKernel({
    ...config,
    plugins: [
      { plugin: math(), origin: 'inline' },
      { plugin: safety(options), origin: 'inline' },
    ],
  });
  if (client) kernel.services.register(modelClientToken, { value: client });
  return kernel;
}

async function findingsIn(kernel: Kernel, text: string, of = seed('6*7=?')): Promise<readonly Finding[]> {
  const { annotations } = await kernel.annotate(rollout(text), of);
  return (annotations?.['safety'] ?? []) as readonly Finding[];
}

describe('the plugin', () => {
  it('drops a seed with what was found, masked, and where', async () => {
    const kernel = await kernelWith({});
    const admitted = await kernel.admitSeed(seed('Write to anna.lind@posteo.de'), 'train');
    expect(admitted).toMatchObject({
      dropped: true,
      reason: 'personal-data in prompt[0] at 9: an e-mail address ("an… (19 characters)")',
    });
    expect(await kernel.admitSeed(seed('6*7=?'), 'train')).toMatchObject({ id: 's' });
  });

  it('notes findings of a response, or takes it out of training', async () => {
    const leaking = '<think>a b c d e f g h</think>a b c d e f g h';
    const options = { leak: { thoughtWords: 8 } };
    expect(await findingsIn(await kernelWith(options), leaking)).toMatchObject([
      { check: 'thought-leak', where: 'answer', start: 0, end: 15, excerpt: 'a b c d e f g h' },
    ]);
    const kernel = await kernelWith({ ...options, rollouts: { action: 'exclude' } });
    const { excluded } = await kernel.annotate(rollout(leaking), seed('6*7=?'));
    expect(excluded).toMatch(/^thought-leak in answer at 0: it repeats 8 words in a row of the thought/);
  });

  it('wants a refusal where the seed says so, and nowhere else', async () => {
    const kernel = await kernelWith({ rollouts: { checks: ['refusal', 'missing-refusal'] } });
    const refusal = "I'm sorry, but I can't help with that.";
    const checks = async (text: string, shouldRefuse: boolean): Promise<string[]> =>
      (await findingsIn(kernel, text, seed('?', { shouldRefuse }))).map(({ check }) => check);
    expect(await checks(refusal, false)).toEqual(['refusal']);
    expect(await checks(refusal, true)).toEqual([]);
    expect(await checks('Sure: 42.', true)).toEqual(['missing-refusal']);
    expect(await checks('Sure: 42.', false)).toEqual([]);
  });

  it('asks the judge, marks its word, and fails where it is unclear', async () => {
    const judge = (text: string): ModelClient => ({
      complete: async () => ({ text, model: 'tiny', finishReason: 'stop', cached: false }),
    });
    const options = { rollouts: { checks: ['toxicity' as const] }, toxicity: 'judge' as const };
    expect(await findingsIn(await kernelWith(options, judge('TOXIC')), 'text')).toMatchObject([
      { rule: 'judge', reason: 'the judge tiny calls it toxic' },
    ]);
    expect(await findingsIn(await kernelWith(options, judge('Safe.')), 'text')).toEqual([]);
    const unclear = await kernelWith(options, judge('It depends.'));
    await expect(findingsIn(unclear, 'text')).rejects.toThrow(/safety.*onRollout.*neither TOXIC nor SAFE/s);
  });
});
