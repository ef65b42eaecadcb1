import { Template } from '@huggingface/jinja';

import type { Message } from '../domain/seed.ts';

/**
 * The chat format of Phi-4: each message is `<|im_start|>role<|im_sep|>content<|im_end|>`, with nothing between
 * messages; a prompt ends with `<|im_start|>assistant<|im_sep|>`.
 */
export const PHI_CHAT_TEMPLATE =
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '<|im_sep|>' + message['content'] + '<|im_end|>' }}" +
  "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant<|im_sep|>' }}{% endif %}";

const parsed = new Map<string, Template>();

/**
 * Renders messages with the Jinja template in a tokenizer's configuration, ending where the assistant is to go
 * on. Only the template runs: a message's content is data.
 *
 * @throws Error when the configuration has no `chat_template`.
 */
export function renderChat(
  tokenizerConfig: Readonly<Record<string, unknown>>,
  messages: readonly Message[],
): string {
  const source = tokenizerConfig['chat_template'];
  if (typeof source !== 'string') {
    throw new Error('tokenizer_config.json has no chat_template; add one, for example PHI_CHAT_TEMPLATE');
  }
  const template = parsed.get(source) ?? new Template(source);
  parsed.set(source, template);
  return template.render({
    messages: messages.map((message) => ({ ...message })),
    add_generation_prompt: true,
    bos_token: tokenizerConfig['bos_token'] ?? '',
    eos_token: tokenizerConfig['eos_token'] ?? '',
  });
}
