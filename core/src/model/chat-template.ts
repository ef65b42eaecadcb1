import { Template } from '@huggingface/jinja';

import type { Message } from '../domain/seed.ts';

/**
 * The chat format of Phi-4: each message is `<|im_start|>role<|im_sep|>content<|im_end|>`, with nothing between
 * messages; a prompt ends with `<|im_start|>assistant<|im_sep|>`.
 *
 * @example
 * const tokenizerConfig = { eos_token: '<|im_end|>', chat_template: PHI_CHAT_TEMPLATE };
 * renderChat(tokenizerConfig, [{ role: 'user', content: 'Hi' }], { addGenerationPrompt: false }); // '<|im_start|>user<|im_sep|>Hi<|im_end|>'
 */
export const PHI_CHAT_TEMPLATE =
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '<|im_sep|>' + message['content'] + '<|im_end|>' }}" +
  "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant<|im_sep|>' }}{% endif %}";

const parsed = new Map<string, Template>();

/**
 * How a conversation is rendered.
 *
 * @example
 * const finished: RenderOptions = { addGenerationPrompt: false }; // the last message is the assistant's
 */
export interface RenderOptions {
  /** End where the assistant is to go on. Default true. */
  readonly addGenerationPrompt?: boolean;
}

/**
 * Renders messages with the Jinja template in a tokenizer's configuration. Only the template runs: a message's
 * content is data.
 *
 * @throws Error when the configuration has no `chat_template`.
 *
 * @example
 * const messages = [{ role: 'user', content: '6*7=?' }] as const;
 * renderChat({ chat_template: PHI_CHAT_TEMPLATE }, messages);
 * // '<|im_start|>user<|im_sep|>6*7=?<|im_end|><|im_start|>assistant<|im_sep|>'
 */
export function renderChat(
  tokenizerConfig: Readonly<Record<string, unknown>>,
  messages: readonly Message[],
  { addGenerationPrompt = true }: RenderOptions = {},
): string {
  const source = templateOf(tokenizerConfig);
  if (source === undefined) {
    throw new Error('tokenizer_config.json has no chat_template; add one, for example PHI_CHAT_TEMPLATE');
  }
  const template = parsed.get(source) ?? new Template(source);
  parsed.set(source, template);
  return template.render({
    messages: messages.map((message) => ({ ...message })),
    add_generation_prompt: addGenerationPrompt,
    bos_token: tokenText(tokenizerConfig['bos_token']) ?? '',
    eos_token: tokenText(tokenizerConfig['eos_token']) ?? '',
  });
}

/** The template, or the one named `default` of several. */
export function templateOf({ chat_template: stored }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof stored === 'string') return stored;
  if (!Array.isArray(stored)) return undefined;
  const named = stored as { name: string; template: string }[];
  return named.find(({ name }) => name === 'default')?.template;
}

/** A special token's text, which a tokenizer's configuration gives bare or as an added token. */
export function tokenText(entry: unknown): string | undefined {
  if (typeof entry === 'string') return entry;
  return (entry as { content?: string } | null | undefined)?.content;
}
