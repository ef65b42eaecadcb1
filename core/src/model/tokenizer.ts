import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';

import type { Message } from '../domain/seed.ts';
import { renderChat, templateOf, tokenText } from './chat-template.ts';

/**
 * The contents of a tokenizer's files, as JSON values.
 *
 * @example
 * const inPhiFormat = (files: TokenizerFiles): TokenizerFiles => ({
 *   ...files,
 *   config: { ...files.config, chat_template: PHI_CHAT_TEMPLATE },
 * });
 */
export interface TokenizerFiles {
  /** `tokenizer.json`: vocabulary, merges, added tokens. */
  readonly tokenizer: Readonly<Record<string, unknown>>;
  /** `tokenizer_config.json`: `eos_token`, `pad_token`, `chat_template`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** `generation_config.json`: `eos_token_id` names further tokens that end a completion. */
  readonly generation?: Readonly<Record<string, unknown>>;
}

/**
 * Turns text into tokens and back, and messages into prompts.
 *
 * @example
 * const lengthTokens = (tokenizer: Tokenizer, text: string): number => tokenizer.encode(text).length;
 */
export interface Tokenizer {
  /** Number of token ids: the model's `vocab_size` must be at least this. */
  readonly vocabularySize: number;
  /** The token that ends a completion: what the chat template writes after the assistant's turn, or `eos_token`. */
  readonly endToken: number;
  /** All tokens that end a completion: `endToken`, `eos_token`, and those of `generation_config.json`. */
  readonly endTokens: readonly number[];
  readonly files: TokenizerFiles;
  /**
   * The tokens of a text; special tokens written in it are recognised, none are added.
   *
   * @throws Error naming the character when the vocabulary lacks one.
   */
  encode(text: string): number[];
  /** The text of tokens. Special tokens are written out unless `skipSpecialTokens` is set. */
  decode(tokens: readonly number[], options?: { readonly skipSpecialTokens?: boolean }): string;
  /** The id of one token by its text, if there is one. */
  tokenId(token: string): number | undefined;
  /**
   * The tokens of a conversation, ending where the assistant is to go on. Special tokens written in a message are
   * recognised as such.
   */
  encodeChat(messages: readonly Message[]): number[];
}

/**
 * Opens a tokenizer from its files' contents (any fast tokenizer of the Hugging Face hub).
 *
 * @throws Error when `eos_token` is missing or not in the vocabulary.
 *
 * @example
 * const { tokenizer: files } = await readModelFolder('runs/quickstart/model');
 * const tokenizer = createTokenizer(files);
 * const prompt = tokenizer.encodeChat([{ role: 'user', content: '6*7=?' }]);
 * tokenizer.decode(prompt); // '<|im_start|>user<|im_sep|>6*7=?<|im_end|><|im_start|>assistant<|im_sep|>'
 */
export function createTokenizer(files: TokenizerFiles): Tokenizer {
  const library = new HuggingFaceTokenizer(files.tokenizer, files.config);
  const encode = (text: string): number[] => {
    const { ids, tokens } = library.encode(text, { add_special_tokens: false });
    if (isCharacterTokenizer(files) && tokens.join('') !== text) throw unknownCharacter(library, text);
    return ids;
  };
  const end = findEndToken(library, files);
  const endToken = findTurnEnd(library, files) ?? end;
  return {
    vocabularySize: [...library.get_vocab().values()].reduce((a, b) => Math.max(a, b), 0) + 1,
    endToken,
    endTokens: [...new Set([endToken, end, ...generationEnds(files)])],
    files,
    encode,
    decode: (tokens, { skipSpecialTokens = false } = {}) =>
      tokens.length === 0 ? '' : library.decode([...tokens], { skip_special_tokens: skipSpecialTokens }),
    tokenId: (token) => library.token_to_id(token),
    encodeChat: (messages) => encode(renderChat(files.config, messages)),
  };
}

function findEndToken(library: HuggingFaceTokenizer, { config }: TokenizerFiles): number {
  const entry = config['eos_token'];
  const token = tokenText(entry);
  const id = token === undefined ? undefined : library.token_to_id(token);
  if (id === undefined) {
    throw new Error(
      `tokenizer_config.json: eos_token is ${JSON.stringify(entry)}, which is not in the vocabulary`,
    );
  }
  return id;
}

/** The special token that the chat template writes first after an assistant's turn, if it writes one. */
function findTurnEnd(library: HuggingFaceTokenizer, { config }: TokenizerFiles): number | undefined {
  const mark = 'ANSWER';
  if (templateOf(config) === undefined) return undefined;
  const messages = [
    { role: 'user', content: 'QUESTION' },
    { role: 'assistant', content: mark },
  ] as const;
  const chat = renderChat(config, messages, { addGenerationPrompt: false });
  const rest = chat.slice(chat.lastIndexOf(mark) + mark.length);
  const matches = [...library.get_added_tokens_decoder().values()]
    .map(({ content }) => content)
    .filter((content) => rest.startsWith(content))
    .sort((a, b) => b.length - a.length);
  return matches[0] === undefined ? undefined : library.token_to_id(matches[0]);
}

function generationEnds({ generation }: TokenizerFiles): number[] {
  const ends = generation?.['eos_token_id'];
  return [ends].flat().filter((id) => typeof id === 'number');
}

/** Without normalizer, pre-tokenizer, merges and unknown token, tokens spell the text; a gap is an unknown character. */
function isCharacterTokenizer({ tokenizer }: TokenizerFiles): boolean {
  const model = tokenizer['model'] as { unk_token?: string | null; merges?: unknown[] };
  return (
    !tokenizer['normalizer'] && !tokenizer['pre_tokenizer'] && !model.unk_token && model.merges?.length === 0
  );
}

function unknownCharacter(library: HuggingFaceTokenizer, text: string): Error {
  const special = [...library.get_added_tokens_decoder().values()].map(({ content }) => content);
  const rest = special.reduce((left, token) => left.replaceAll(token, ''), text);
  const character = [...rest].find((candidate) => library.token_to_id(candidate) === undefined) ?? '';
  const codePoint = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return new Error(
    `the tokenizer has no token for the character ${JSON.stringify(character)} (U+${codePoint}) in ` +
      `${JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}...` : text)}; add it to the tokenizer's characters`,
  );
}
