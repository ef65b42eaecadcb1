import type { Message } from './seed.ts';

/**
 * One request to a chat model, e.g. a judge.
 *
 * @example
 * const request: ModelRequest = {
 *   messages: [{ role: 'user', content: 'Are 0.5 and 1/2 the same number? Say yes or no.' }],
 *   maxTokens: 8,
 *   temperature: 0,
 * };
 */
export interface ModelRequest {
  readonly messages: readonly Message[];
  /** Default: the client's own model. */
  readonly model?: string;
  readonly maxTokens?: number;
  /** Default 0. */
  readonly temperature?: number;
  readonly seed?: number;
}

/**
 * What a chat model answered.
 *
 * @example
 * // A reply that was cut off is no judgement.
 * const wordOf = ({ text, finishReason }: ModelReply): string | undefined =>
 *   finishReason === 'stop' ? text.trim().toLowerCase() : undefined;
 */
export interface ModelReply {
  readonly text: string;
  /** The model that answered, as the server names it. */
  readonly model: string;
  readonly finishReason: 'stop' | 'length' | 'other';
  /** Whether the reply came from the client's cache. */
  readonly cached: boolean;
  readonly usage?: { readonly promptTokens: number; readonly completionTokens: number };
}

/**
 * A chat model that plugins may ask, such as an LLM judge. Its word is never mixed silently with a rule's.
 *
 * @example
 * // In place of a server in tests.
 * const agrees: ModelClient = {
 *   complete: async () => ({ text: 'yes', model: 'fixed', finishReason: 'stop', cached: false }),
 * };
 * const services = createServices();
 * services.register(modelClientToken, { value: agrees });
 */
export interface ModelClient {
  /** @throws Error when no usable reply came (network, status, time-out); a failure is never a verdict. */
  complete(request: ModelRequest): Promise<ModelReply>;
}
