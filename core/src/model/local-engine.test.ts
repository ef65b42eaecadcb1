import { describe, expect, it } from 'vitest';

import type { Completion, LearnerReport, SamplingOptions } from '../domain/engine.ts';
import {
  answer,
  grpo,
  grpoBatch,
  model,
  open,
  optimiser,
  prompt,
  requests,
  sampleAll,
  tokenizer,
} from './testing/small-engine.ts';

describe('training', () => {
  /**
   * Loss and gradient norm of ten AdamW steps on a checkpoint of this model, by torch 2.15.0 and transformers 5.23.0
   * (LlamaForCausalLM, float32), with clip_grad_norm_ at 1.
   */
  const TORCH = [
    [4.2976179, 20.906229],
    [2.3933389, 12.177927],
    [1.1878941, 7.073596],
    [0.6669312, 2.0461764],
    [0.4939781, 5.383933],
    [0.4685259, 1.9848137],
    [0.3430449, 2.305506],
    [0.236082, 0.8201767],
    [0.1924207, 0.8471321],
    [0.1551292, 0.3801917],
  ] as const;

  it('follows torch step for step', async () => {
    const engine = await open();
    const batch = [
      { promptTokens: prompt, completionTokens: answer },
      { promptTokens: prompt, completionTokens: answer.slice(5) },
    ];
    for (const [loss, gradientNorm] of TORCH) {
      const report = await engine.trainCrossEntropy(batch, optimiser);
      expect(report.loss).toBeCloseTo(loss, 4);
      expect(report.gradientNorm / gradientNorm).toBeCloseTo(1, 3);
      expect(report.tokens).toBe(13);
    }
  });

  it('does not depend on how a batch is packed, but for rounding', async () => {
    const asked = requests(24);
    const engine = await open();
    const batch = grpoBatch((await sampleAll(engine, asked)).values(), asked);
    const whole = await engine.trainGrpo(batch, grpo, optimiser);
    const pieces = await (await open({ tokensPerMicroBatch: 64 })).trainGrpo(batch, grpo, optimiser);
    for (const name of ['loss', 'gradientNorm', 'kl', 'entropy', 'clippedShare'] as const) {
      expect(pieces[name]! / whole[name]!).toBeCloseTo(1, 4);
    }
  });

  it('is bitwise the same over two runs, with two threads', async () => {
    const run = async (): Promise<unknown> => {
      const engine = await open({ threads: 2 });
      const asked = requests(16);
      const reports: LearnerReport[] = [];
      let completions = await sampleAll(engine, asked);
      for (let step = 0; step < 3; step++) {
        reports.push(await engine.trainGrpo(grpoBatch(completions.values(), asked), grpo, optimiser));
        completions = await sampleAll(engine, asked);
      }
      return { reports, completions: [...completions.values()] };
    };
    expect(await run()).toEqual(await run());
  });

  it('overfits eight sequences', async () => {
    const engine = await open({ model: { ...model, num_hidden_layers: 1, initializer_range: 0.1 } });
    const sums = Array.from(
      { length: 8 },
      (_, i) => [`${i}+${9 - (i % 4)}=`, `${i + 9 - (i % 4)}<|im_end|>`] as const,
    );
    const batch = sums.map(([question, result]) => ({
      promptTokens: tokenizer.encodeChat([{ role: 'user', content: question }]),
      completionTokens: tokenizer.encode(result),
    }));
    for (let step = 0; step < 60; step++) await engine.trainCrossEntropy(batch, optimiser);
    const asked = batch.map(({ promptTokens }, i) => ({ id: String(i), promptTokens, randomSeed: i }));
    const completions = await sampleAll(engine, asked, 0);
    batch.forEach(({ completionTokens }, i) =>
      expect(completions.get(String(i))!.tokens).toEqual(completionTokens),
    );
  });

  it.each([
    [{ advantage: 1 }, 'oldLogProbabilities has no values for 9 completion tokens'],
    [{ advantage: Number.NaN, oldLogProbabilities: answer }, 'GRPO needs a finite advantage, got NaN'],
    [
      { advantage: 1, oldLogProbabilities: [1, 2] },
      'oldLogProbabilities has 2 values for 9 completion tokens',
    ],
  ])('refuses a GRPO sequence %#', async (fields, message) => {
    const batch = [{ promptTokens: prompt, completionTokens: answer, ...fields }];
    await expect((await open()).trainGrpo(batch, grpo, optimiser)).rejects.toThrow(message);
  });
});

describe('sampling', () => {
  it('gives a sequence the same tokens alone, in a batch, in any order and with other slots', async () => {
    const asked = requests(40);
    const together = await sampleAll(await open({ slots: 16 }), asked);
    expect(together.size).toBe(40);
    const reversed = await sampleAll(await open({ slots: 32, threads: 2 }), asked.toReversed());
    for (const [id, completion] of together) expect(reversed.get(id)).toEqual(completion);
    const alone = await open();
    for (const request of asked.slice(0, 8)) {
      expect((await sampleAll(alone, [request])).get(request.id)).toEqual(together.get(request.id));
    }
  });

  it('can be left early and begun again', async () => {
    const engine = await open();
    const asked = requests(12);
    const whole = await sampleAll(engine, asked);
    for await (const completion of engine.sample(asked, { maxTokens: 40, temperature: 1 })) {
      expect(completion).toEqual(whole.get(completion.id));
      break;
    }
    expect(await sampleAll(engine, asked)).toEqual(whole);
    expect(await sampleAll(engine, [])).toEqual(new Map());
  });

  it('agrees with a forward pass without cache, and greedy takes its most probable tokens', async () => {
    const engine = await open();
    const asked = requests(12);
    const completions = [...(await sampleAll(engine, asked, 0)).values()].sort(
      (a, b) => b.tokens.length - a.tokens.length,
    );
    const batch = grpoBatch(completions, asked);
    const uncached = await engine.logProbabilities(batch, 'current');
    completions.forEach(({ logProbabilities }, i) => {
      logProbabilities.forEach((value, t) => expect(value).toBeCloseTo(uncached[i]![t]!, 4));
    });
    const { promptTokens, completionTokens } = batch[0]!;
    const alternatives = Array.from({ length: tokenizer.vocabularySize }, (_, token) => ({
      promptTokens,
      completionTokens: [...completionTokens.slice(0, 3), token],
    }));
    const scores = (await engine.logProbabilities(alternatives, 'current')).map((values) => values[3]!);
    expect(scores.indexOf(Math.max(...scores))).toBe(completionTokens[3]);
  });

  it('stops at the end token, which it keeps, or at the length limit', async () => {
    const completions = [...(await sampleAll(await open(), requests(60), 3)).values()];
    const end = tokenizer.endToken;
    for (const { tokens, logProbabilities, finishReason } of completions) {
      expect(tokens.indexOf(end)).toBe(finishReason === 'stop' ? tokens.length - 1 : -1);
      expect(finishReason === 'stop' || tokens.length === 40).toBe(true);
      expect(logProbabilities).toHaveLength(tokens.length);
    }
    expect(new Set(completions.map(({ finishReason }) => finishReason)).size).toBe(2);
  });

  it('stops at a stop string, across tokens, and at a stop token; both stay part of the completion', async () => {
    const engine = await open();
    const asked = requests(12);
    const free = await sampleAll(engine, asked, 2);
    const long = [...free.values()].find(({ tokens }) => tokens.length > 6)!;
    const text = tokenizer.decode(long.tokens.slice(3, 6));
    const sample = async (more: Partial<SamplingOptions>): Promise<Completion[]> => {
      const options = { maxTokens: 40, temperature: 2, ...more };
      const completions: Completion[] = [];
      for await (const completion of engine.sample(asked, options)) completions.push(completion);
      return completions;
    };
    for (const { id, tokens, finishReason } of await sample({ stop: ['never written', text] })) {
      const whole = free.get(id)!.tokens;
      const decoded = whole.map((_, i) => tokenizer.decode(whole.slice(0, i + 1)));
      const end = decoded.findIndex((each) => each.includes(text));
      expect(tokens).toEqual(end === -1 ? whole : whole.slice(0, end + 1));
      expect(end === -1 || finishReason === 'stop').toBe(true);
    }
    for (const { id, tokens } of await sample({ stopTokens: [prompt[0]!] })) {
      const whole = free.get(id)!.tokens;
      const end = whole.indexOf(prompt[0]!);
      expect(tokens).toEqual(end === -1 ? whole : whole.slice(0, end + 1));
    }
    await expect(sample({ topK: -1 })).rejects.toThrow('topK must be a whole number of at least 0, it is -1');
    await expect(sample({ stop: [''] })).rejects.toThrow('a stop string must not be empty');
  });

  it('refuses a request that does not fit, naming the numbers', async () => {
    const engine = await open();
    const ask = async (promptTokens: number[]): Promise<unknown> =>
      sampleAll(engine, [{ id: 'a', promptTokens, randomSeed: 1 }]);
    await expect(ask([])).rejects.toThrow("request 'a': the prompt has no tokens");
    await expect(ask([99])).rejects.toThrow('token 99 is not in the vocabulary of 23');
    await expect(ask(Array(100).fill(1))).rejects.toThrow('make 140, more than the model');
  });
});
