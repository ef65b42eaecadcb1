import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { characterTokenizer } from './character-tokenizer.ts';
import { createTokenizer } from './tokenizer.ts';

const characters = '0123456789+-*/= abcü€😀\n"\\';
const tokenizer = characterTokenizer({ characters, specialTokens: ['<note>'] });
const pieces = [
  ...characters,
  '<|im_start|>',
  '<|im_sep|>',
  '<|im_end|>',
  '<think>',
  '</think>',
  'user',
  '<note>',
];

describe('characterTokenizer', () => {
  it('decodes what it encoded, one token per character and special token', () => {
    assert(
      property(array(constantFrom(...pieces)), (parts) => {
        const tokens = tokenizer.encode(parts.join(''));
        expect(tokens).toHaveLength(parts.length);
        expect(tokenizer.decode(tokens)).toBe(parts.join(''));
        expect(tokens.every((token) => token < tokenizer.vocabularySize)).toBe(true);
      }),
    );
  });

  it('names a character it does not know', () => {
    expect(() => tokenizer.encode('1 <think>x 2')).toThrow(
      'no token for the character "x" (U+0078) in "1 <think>x 2"',
    );
  });

  it('leaves special tokens out on request, but not role names', () => {
    const tokens = tokenizer.encode('<think>1</think>user<|im_end|>');
    expect(tokenizer.decode(tokens, { skipSpecialTokens: true })).toBe('1user');
  });

  it('works the same from its own files', () => {
    const files = JSON.parse(JSON.stringify(tokenizer.files)) as typeof tokenizer.files;
    const reopened = createTokenizer(files);
    expect(reopened.encode('1+2<|im_end|>')).toEqual(tokenizer.encode('1+2<|im_end|>'));
    expect(reopened.endToken).toBe(tokenizer.tokenId('<|im_end|>'));
    expect(reopened.vocabularySize).toBe(tokenizer.vocabularySize);
  });

  it('refuses files whose end token is not in the vocabulary', () => {
    const { tokenizer: vocabulary, config } = tokenizer.files;
    expect(() =>
      createTokenizer({ tokenizer: vocabulary, config: { ...config, eos_token: '</s>' } }),
    ).toThrow('eos_token is "</s>", which is not in the vocabulary');
  });
});

describe('chat template', () => {
  it('renders the format of Phi-4, ending where the assistant goes on', () => {
    const tokens = tokenizer.encodeChat([
      { role: 'system', content: 'abc' },
      { role: 'user', content: '1+2' },
    ]);
    expect(tokenizer.decode(tokens)).toBe(
      '<|im_start|>system<|im_sep|>abc<|im_end|><|im_start|>user<|im_sep|>1+2<|im_end|><|im_start|>assistant<|im_sep|>',
    );
  });

  it('treats content as data', () => {
    const braces = characterTokenizer({ characters: '{}% 17*' });
    const prompt = braces.decode(braces.encodeChat([{ role: 'user', content: '{{ 7*7 }}{% %}' }]));
    expect(prompt).toContain('{{ 7*7 }}{% %}');
  });
});
