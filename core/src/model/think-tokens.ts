import type { ModelConfig } from './config.ts';
import type { NewToken } from './create-state.ts';
import { createTokenizer } from './tokenizer.ts';
import type { TokenizerFiles } from './tokenizer.ts';

/**
 * How a model comes by tokens for `<think>` and `</think>`.
 *
 * @example
 * const mode: ThinkTokens = 'repurpose'; // `<|dummy_0|>` becomes `<think>`
 */
export type ThinkTokens = 'keep' | 'repurpose' | 'add';

/**
 * A model whose tokenizer knows the thought's tags.
 *
 * @example
 * const stored = await readModelFolder('runs/quickstart/model');
 * const thinking: ThinkingModel = withThinkTokens(stored.model, stored.tokenizer, 'add');
 * thinking.newTokens; // [], as the quickstart's tokenizer has both tags
 */
export interface ThinkingModel {
  readonly model: ModelConfig;
  readonly tokenizer: TokenizerFiles;
  /** Tokens whose rows of the embeddings are still to be filled. */
  readonly newTokens: readonly NewToken[];
}

const TAGS = ['<think>', '</think>'] as const;

/** Tokens that a vocabulary holds in reserve, as Llama 3, Phi-3 and Phi-4 name them. */
const PLACEHOLDER = /^<\|(?:dummy_|reserved_special_token_|placeholder)\d+\|>$/;

interface AddedToken {
  readonly id: number;
  readonly content: string;
}

/**
 * Gives a tokenizer single tokens for the thought's tags: `repurpose` renames two placeholder tokens, as the
 * Phi-4-reasoning report does (arXiv 2504.21318, section 3), and leaves the weights as they are; `add` appends two
 * tokens, whose embeddings start as the mean of those that spelt them, and enlarges the vocabulary where it is
 * full. A tokenizer that has the tags already, and any under `keep`, stays as it is.
 *
 * @throws Error when there are no two placeholders to repurpose.
 *
 * @example
 * const folder = 'runs/quickstart/model';
 * const stored = await readModelFolder(folder);
 * const { model, tokenizer, newTokens } = withThinkTokens(stored.model, stored.tokenizer, 'add');
 * const engine = await createLocalEngine({ model, tokenizer, newTokens, folder, seed: 0 });
 */
export function withThinkTokens(model: ModelConfig, files: TokenizerFiles, mode: ThinkTokens): ThinkingModel {
  const added = addedTokens(files);
  const missing = TAGS.filter((tag) => !added.some(({ content }) => content === tag));
  if (mode === 'keep' || missing.length === 0) return { model, tokenizer: files, newTokens: [] };
  return mode === 'repurpose' ? repurpose(model, files, missing) : append(model, files, missing);
}

function addedTokens({ tokenizer }: TokenizerFiles): readonly AddedToken[] {
  return (tokenizer['added_tokens'] ?? []) as readonly AddedToken[];
}

function repurpose(model: ModelConfig, files: TokenizerFiles, tags: readonly string[]): ThinkingModel {
  const placeholders = addedTokens(files).filter(({ content }) => PLACEHOLDER.test(content));
  if (placeholders.length < tags.length) {
    throw new Error(
      `the tokenizer has ${placeholders.length} placeholder tokens such as <|dummy_0|> or ` +
        `<|reserved_special_token_0|>, ${tags.length} are needed for ${tags.join(' and ')}; add new tokens instead (add)`,
    );
  }
  const renamed = new Map(tags.map((tag, i) => [placeholders[i]!.content, tag]));
  return { model, tokenizer: renameTokens(files, renamed), newTokens: [] };
}

function renameTokens(files: TokenizerFiles, renamed: ReadonlyMap<string, string>): TokenizerFiles {
  const rename = <T extends AddedToken>(token: T): T =>
    renamed.has(token.content) ? { ...token, content: renamed.get(token.content)!, special: false } : token;
  const { model } = files.tokenizer as { model: { vocab?: Record<string, number> | unknown[] } };
  const vocabulary = model.vocab;
  const isTable = vocabulary !== undefined && !Array.isArray(vocabulary);
  const vocab = isTable
    ? Object.fromEntries(Object.entries(vocabulary).map(([text, id]) => [renamed.get(text) ?? text, id]))
    : vocabulary;
  const decoder = files.config['added_tokens_decoder'] as Record<string, AddedToken> | undefined;
  return {
    ...files,
    tokenizer: {
      ...files.tokenizer,
      added_tokens: addedTokens(files).map(rename),
      model: { ...model, ...(vocab !== undefined && { vocab }) },
    },
    config: {
      ...files.config,
      ...(decoder && {
        added_tokens_decoder: Object.fromEntries(
          Object.entries(decoder).map(([id, token]) => [id, rename(token)]),
        ),
      }),
    },
  };
}

function append(model: ModelConfig, files: TokenizerFiles, tags: readonly string[]): ThinkingModel {
  const tokenizer = createTokenizer(files);
  const first = tokenizer.vocabularySize;
  const newTokens = tags.map((tag, i) => ({ id: first + i, like: tokenizer.encode(tag) }));
  const entries = tags.map((content, i) => ({
    id: first + i,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: false,
  }));
  const decoder = files.config['added_tokens_decoder'] as Record<string, unknown> | undefined;
  return {
    model: { ...model, vocab_size: Math.max(model.vocab_size, first + tags.length) },
    tokenizer: {
      ...files,
      tokenizer: { ...files.tokenizer, added_tokens: [...addedTokens(files), ...entries] },
      config: {
        ...files.config,
        ...(decoder && {
          added_tokens_decoder: {
            ...decoder,
            ...Object.fromEntries(entries.map(({ id, ...entry }) => [String(id), entry])),
          },
        }),
      },
    },
    newTokens,
  };
}
