import { templateOf, tokenText } from '../chat-template.ts';
import { createTokenizer } from '../tokenizer.ts';
import type { TokenizerFiles } from '../tokenizer.ts';
import { integer, string } from './gguf-metadata.ts';
import type { GgufValue } from './gguf-writer.ts';

/** llama.cpp's numbers of the kinds of tokens. */
const KIND = { normal: 1, unknown: 2, control: 3, userDefined: 4, unused: 5, byte: 6 } as const;

interface BpeModel {
  readonly type: string;
  readonly vocab: Readonly<Record<string, number>>;
  readonly merges: readonly (string | readonly [string, string])[];
  readonly unk_token?: string | null;
  readonly byte_fallback?: boolean;
  readonly ignore_merges?: boolean;
}

interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly special: boolean;
}

/** Starts of the patterns that cut text before merging, and llama.cpp's names for them. */
const PATTERNS: readonly (readonly [start: string, name: (model: BpeModel) => string])[] = [
  [
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}|",
    ({ ignore_merges: isLlama }) => (isLlama ? 'llama-bpe' : 'dbrx'),
  ],
  ["(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}|", () => 'qwen2'],
  ['[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*', () => 'gpt-4o'],
];

/**
 * A tokenizer under llama.cpp's names: byte-level BPE of the kinds of Llama 3, Qwen, Phi-4 and Phi-4-mini, BPE with
 * byte fallback as Llama 2 and Phi-3 have it, and character tokenizers.
 *
 * @throws Error when llama.cpp would cut text otherwise.
 */
export function tokenizerMetadata(files: TokenizerFiles, vocabularySize: number): Map<string, GgufValue> {
  const model = files.tokenizer['model'] as BpeModel;
  if (model.type !== 'BPE') throw unsupported(`a tokenizer of the type ${model.type}`);
  const added = (files.tokenizer['added_tokens'] ?? []) as readonly AddedToken[];
  const tokens = tokenTexts(model, added, vocabularySize);
  const { kind, pre, scores } = kindOf(files, model, tokens);
  const types = tokenTypes(model, added, tokens, kind === 'characters');
  const { endToken } = createTokenizer(files);
  const idOf = (name: string): number | undefined => {
    const text = tokenText(files.config[name]);
    return text === undefined
      ? undefined
      : (added.find(({ content }) => content === text)?.id ?? model.vocab[text]);
  };
  const id = (key: string, value: number | undefined): [string, GgufValue][] =>
    value === undefined ? [] : [[`tokenizer.ggml.${key}`, integer(value)]];
  const template = templateOf(files.config);
  return new Map<string, GgufValue>([
    ['tokenizer.ggml.model', string(kind === 'sentencepiece' ? 'llama' : 'gpt2')],
    ['tokenizer.ggml.pre', string(pre)],
    ['tokenizer.ggml.tokens', { kind: 'strings', value: tokens }],
    ['tokenizer.ggml.token_type', { kind: 'integers', value: types }],
    ...(scores ? [['tokenizer.ggml.scores', { kind: 'reals', value: scores } as GgufValue] as const] : []),
    ...(kind === 'sentencepiece' ? [] : [['tokenizer.ggml.merges', mergesOf(model)] as const]),
    ...id('bos_token_id', idOf('bos_token')),
    ...id('eos_token_id', idOf('eos_token')),
    ...id('eot_token_id', endToken),
    ...id('padding_token_id', idOf('pad_token')),
    ...id('unknown_token_id', idOf('unk_token')),
    ['tokenizer.ggml.add_bos_token', { kind: 'bool', value: addsBos(files) }],
    [
      'tokenizer.ggml.add_space_prefix',
      { kind: 'bool', value: kind === 'sentencepiece' && prependsSpace(files) },
    ],
    ...(template === undefined ? [] : [['tokenizer.chat_template', string(template)] as const]),
  ]);
}

function unsupported(what: string): Error {
  return new Error(`llama.cpp has no counterpart of ${what}; export to the format huggingface instead`);
}

function tokenTexts(model: BpeModel, added: readonly AddedToken[], size: number): string[] {
  const texts = Array.from({ length: size }, (_, id) => `[PAD${id}]`);
  for (const [text, id] of Object.entries(model.vocab)) texts[id] = text;
  for (const { id, content } of added) texts[id] = content;
  return texts;
}

function tokenTypes(
  model: BpeModel,
  added: readonly AddedToken[],
  tokens: readonly string[],
  areCharacters: boolean,
): number[] {
  const addedById = new Map(added.map((token) => [token.id, token]));
  const known = new Set(Object.values(model.vocab));
  return tokens.map((text, id) => {
    const special = addedById.get(id);
    if (text === model.unk_token) return KIND.unknown;
    if (special) return special.special ? KIND.control : KIND.userDefined;
    if (!known.has(id)) return KIND.unused;
    if (areCharacters) return KIND.userDefined;
    return model.byte_fallback && /^<0x[0-9A-F]{2}>$/.test(text) ? KIND.byte : KIND.normal;
  });
}

interface TokenizerKind {
  readonly kind: 'byte-level' | 'sentencepiece' | 'characters';
  readonly pre: string;
  readonly scores?: readonly number[];
}

function kindOf(files: TokenizerFiles, model: BpeModel, tokens: readonly string[]): TokenizerKind {
  const steps = flatten(files.tokenizer['pre_tokenizer']);
  if (model.byte_fallback) return { kind: 'sentencepiece', pre: 'default', scores: scoresOf(model, tokens) };
  // Characters are tokens that text is cut into as such.
  if (steps.length === 0 && model.merges.length === 0) return { kind: 'characters', pre: 'default' };
  if (!steps.some(({ type }) => type === 'ByteLevel'))
    throw unsupported('a tokenizer without byte-level tokens');
  const split = steps.find(({ type }) => type === 'Split');
  if (!split) return { kind: 'byte-level', pre: 'gpt-2' };
  const pattern = split.pattern?.Regex ?? '';
  const known = PATTERNS.find(([start]) => pattern.startsWith(start));
  if (!known) throw unsupported(`the tokenizer's pattern ${JSON.stringify(pattern)}`);
  return { kind: 'byte-level', pre: known[1](model) };
}

interface Step {
  readonly type: string;
  readonly pattern?: { readonly Regex?: string };
  readonly pretokenizers?: readonly Step[];
  readonly normalizers?: readonly Step[];
  readonly processors?: readonly Step[];
  readonly prepend_scheme?: string;
  readonly add_prefix_space?: boolean;
}

/** The steps of a part of a tokenizer, those of sequences one by one. */
function flatten(part: unknown): readonly Step[] {
  const step = part as Step | null | undefined;
  if (!step) return [];
  const inner = step.pretokenizers ?? step.normalizers ?? step.processors;
  return inner ? inner.flatMap(flatten) : [step];
}

/** llama.cpp merges the pair with the highest score first: the negative rank of the merge that makes it. */
function scoresOf(model: BpeModel, tokens: readonly string[]): number[] {
  const ranks = new Map<string, number>();
  model.merges.forEach((merge, rank) => {
    const whole = (typeof merge === 'string' ? merge.split(' ') : merge).join('');
    if (!ranks.has(whole)) ranks.set(whole, rank);
  });
  return tokens.map((text) => -(ranks.get(text) ?? 0));
}

function mergesOf({ merges }: BpeModel): GgufValue {
  return {
    kind: 'strings',
    value: merges.map((merge) => (typeof merge === 'string' ? merge : merge.join(' '))),
  };
}

/** Whether plain text is given a first token of its own. */
function addsBos({ tokenizer, config }: TokenizerFiles): boolean {
  const bos = tokenText(config['bos_token']);
  if (bos === undefined) return false;
  const templates = flatten(tokenizer['post_processor']).filter(({ type }) => type === 'TemplateProcessing');
  return templates.some((step) => JSON.stringify(step).includes(JSON.stringify(bos)));
}

function prependsSpace({ tokenizer }: TokenizerFiles): boolean {
  const steps = [...flatten(tokenizer['normalizer']), ...flatten(tokenizer['pre_tokenizer'])];
  return steps.some(
    ({ type, prepend_scheme: scheme, add_prefix_space: add }) =>
      type === 'Prepend' || (type === 'Metaspace' && (add === true || (scheme ?? 'never') !== 'never')),
  );
}
