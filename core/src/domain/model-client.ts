import type { Message } from './seed.ts';

/** One request to a chat model, e.g. a judge. */
export interface ModelRequest {
  readonly messages: readonly Message[];
  /** Default: the client's own model. */
  readonly model?: string;
  readonly maxTokens?: number;
  /** Default 0. */
  readonly temperature?: number;
  readonly seed?: number;
}

/** What a chat model answered. */
export interface ModelReply {
  readonly text: string;
  /** The model that answered, as the server names it. */
  readonly model: string;
  readonly finishReason: 'stop' | 'length' | 'other';
  /** Whether the reply came from the client's cache. */
  readonly cached: boolean;
  readonly usage?: { readonly promptTokens: number; readonly completionTokens: number };
}

/** A chat model that plugins may ask, such as an LLM judge. Its word is never mixed silently with a rule's. */
export interface ModelClient {
  /** @throws Error when no usable reply came (network, status, time-out); a failure is never a verdict. */
  complete(request: ModelRequest): Promise<ModelReply>;
}
