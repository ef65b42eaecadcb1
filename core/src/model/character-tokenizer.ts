import { PHI_CHAT_TEMPLATE } from './chat-template.ts';
import { createTokenizer } from './tokenizer.ts';
import type { Tokenizer } from './tokenizer.ts';

/**
 * What a character tokenizer knows.
 *
 * @example
 * const options: CharacterTokenizerOptions = { characters: '0123456789+= ', specialTokens: ['<|tool|>'] };
 * characterTokenizer(options).tokenId('<|tool|>'); // 9, behind the chat tokens and the roles
 */
export interface CharacterTokenizerOptions {
  /** Every character that text may contain, each a token. */
  readonly characters: string;
  /** Further tokens of any length. Default: none. */
  readonly specialTokens?: readonly string[];
}

/** Tokens of the chat format and of the thought. */
const CHAT_TOKENS = ['<|endoftext|>', '<|im_start|>', '<|im_sep|>', '<|im_end|>', '<think>', '</think>'];

/** Role names are single tokens too, but ordinary ones: a text may contain them. */
const ROLES = ['system', 'user', 'assistant'];

/**
 * A tokenizer in which each character is a token, for models small enough to train in minutes. Its
 * `tokenizer.json` is an ordinary byte-pair encoding without merges, which every reader of the format
 * understands. The chat tokens come first: `<|endoftext|>` (padding), `<|im_start|>`, `<|im_sep|>`,
 * `<|im_end|>` (ends a completion), `<think>`, `</think>`, then the role names, then `specialTokens`.
 *
 * @example
 * const tokenizer = characterTokenizer({ characters: '0123456789+-= ' });
 * tokenizer.encode('12+7=19'); // [10, 11, 19, 16, 21, 10, 18]
 */
export function characterTokenizer({ characters, specialTokens = [] }: CharacterTokenizerOptions): Tokenizer {
  const special = [...new Set([...CHAT_TOKENS, ...ROLES, ...specialTokens])];
  const all = [...special, ...new Set(characters)];
  const vocabulary = Object.fromEntries(all.map((token, id) => [token, id]));
  return createTokenizer({
    tokenizer: {
      version: '1.0',
      truncation: null,
      padding: null,
      added_tokens: special.map((token, id) => addedToken(token, id)),
      normalizer: null,
      pre_tokenizer: null,
      post_processor: null,
      decoder: { type: 'Fuse' },
      model: { type: 'BPE', dropout: null, unk_token: null, vocab: vocabulary, merges: [] },
    },
    config: {
      tokenizer_class: 'PreTrainedTokenizerFast',
      eos_token: '<|im_end|>',
      pad_token: '<|endoftext|>',
      clean_up_tokenization_spaces: false,
      chat_template: PHI_CHAT_TEMPLATE,
    },
  });
}

function addedToken(content: string, id: number): Record<string, unknown> {
  return {
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: CHAT_TOKENS.includes(content),
  };
}
