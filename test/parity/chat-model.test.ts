import { readModelFolder, createTokenizer, withThinkTokens } from '@touchstone-rl/core/model';
import { describe, expect, it } from 'vitest';

import { createState } from '../../core/src/model/create-state.ts';
import { createForward } from '../../core/src/model/forward.ts';
import { weightFeeds } from '../../core/src/model/model-state.ts';
import { createProgramCache } from '../../core/src/model/program-cache.ts';
import { createOnnxruntimeExecutor } from '../../core/src/tensor/index.ts';
import { familyFolder, readFixture } from './families.ts';

/** Recorded by tiny_chat_model.py. */
const expected = readFixture('chat', 'expected.json') as {
  readonly texts: readonly { readonly text: string; readonly tokens: number[] }[];
  readonly chat: {
    readonly messages: { role: 'system' | 'user'; content: string }[];
    readonly tokens: number[];
  };
  readonly endTokens: number[];
  readonly nextLogProbabilities: number[];
};

async function nextLogProbabilities(tokens: readonly number[]): Promise<Float32Array> {
  const { model } = await readModelFolder(familyFolder('chat'));
  const { state } = await createState(model, { folder: familyFolder('chat'), seed: 1 });
  const programs = createProgramCache(await createOnnxruntimeExecutor({ threads: 1 }));
  const logits = (await createForward(model, weightFeeds(state), programs)(tokens)).slice(-model.vocab_size);
  await programs.dispose();
  const total = Math.log(logits.reduce((sum, value) => sum + Math.exp(value), 0));
  return logits.map((value) => value - total);
}

describe('a chat model with a byte-level tokenizer', () => {
  it('encodes, decodes and renders as transformers does', async () => {
    const { tokenizer: files } = await readModelFolder(familyFolder('chat'));
    const tokenizer = createTokenizer(files);
    for (const { text, tokens } of expected.texts) {
      expect(tokenizer.encode(text)).toEqual(tokens);
      expect(tokenizer.decode(tokens)).toBe(text);
    }
    expect(tokenizer.encodeChat(expected.chat.messages)).toEqual(expected.chat.tokens);
  });

  it('ends a turn where its template does, and at any token of its generation_config.json', async () => {
    const { tokenizer: files } = await readModelFolder(familyFolder('chat'));
    const { endToken, endTokens, tokenId } = createTokenizer(files);
    expect(endToken).toBe(tokenId('<|im_end|>'));
    expect(endTokens.toSorted()).toEqual(expected.endTokens.toSorted());
  });

  it('gives the next token the probabilities that transformers gives', async () => {
    const ours = await nextLogProbabilities(expected.chat.tokens);
    const worst = Math.max(...expected.nextLogProbabilities.map((value, i) => Math.abs(value - ours[i]!)));
    expect(worst).toBeLessThan(1e-4);
  });
});

describe('tokens for the thought', () => {
  it('repurpose placeholders, which keep their ids and weights', async () => {
    const { model, tokenizer: files } = await readModelFolder(familyFolder('chat'));
    const before = createTokenizer(files);
    const { tokenizer, newTokens, model: changed } = withThinkTokens(model, files, 'repurpose');
    const after = createTokenizer(tokenizer);
    expect(after.encode('<think>1</think>')).toEqual([
      before.tokenId('<|reserved_special_token_0|>'),
      ...before.encode('1'),
      before.tokenId('<|reserved_special_token_1|>'),
    ]);
    expect(after.decode(after.encode('<think>1</think>'), { skipSpecialTokens: true })).toBe(
      '<think>1</think>',
    );
    expect([newTokens, changed]).toEqual([[], model]);
    expect(() =>
      withThinkTokens(
        changed,
        { ...files, tokenizer: { ...files.tokenizer, added_tokens: [] } },
        'repurpose',
      ),
    ).toThrow('the tokenizer has 0 placeholder tokens');
  });

  it('are added with rows like those of their spelling, in a larger vocabulary', async () => {
    const folder = familyFolder('chat');
    const stored = await readModelFolder(folder);
    const { model, tokenizer, newTokens } = withThinkTokens(stored.model, stored.tokenizer, 'add');
    const after = createTokenizer(tokenizer);
    const first = stored.model.vocab_size;
    expect(model.vocab_size).toBe(first + 2);
    expect(after.encode('<think></think>')).toEqual([first, first + 1]);
    expect(withThinkTokens(model, tokenizer, 'add')).toEqual({ model, tokenizer, newTokens: [] });

    const { state } = await createState(model, { folder, seed: 1, newTokens });
    const rows = state.parameters.views['model.embed_tokens.weight']!;
    const row = (id: number): number[] => [
      ...rows.subarray(id * model.hidden_size, (id + 1) * model.hidden_size),
    ];
    const spelling = createTokenizer(stored.tokenizer).encode('</think>');
    const mean = row(0).map((_, i) => spelling.reduce((sum, id) => sum + row(id)[i]!, 0) / spelling.length);
    row(first + 1).forEach((value, i) => expect(value).toBeCloseTo(mean[i]!, 6));
  });
});
