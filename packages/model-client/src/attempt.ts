import { TouchstoneError, messageOf, preview, type ModelRequest } from '@touchstone-rl/core';
import { z } from 'zod';
import type { StoredReply } from './cache.ts';

/** One request to one server. */
export interface Attempt {
  readonly url: string;
  readonly apiKey: string | undefined;
  readonly model: string;
  readonly request: ModelRequest;
  readonly timeoutMilliseconds: number;
}

/** A failure of one attempt, and whether another attempt may do better. */
export class AttemptError extends Error {
  override readonly name = 'AttemptError';
  readonly passing: boolean;
  /** Wait that the server asked for. */
  readonly afterMilliseconds: number | undefined;

  constructor(message: string, passing: boolean, afterMilliseconds?: number) {
    super(message);
    this.passing = passing;
    this.afterMilliseconds = afterMilliseconds;
  }
}

/** Replies of more characters than this are refused. */
const MOST_CHARACTERS = 4_000_000;

const chatReply = z.object({
  model: z.string().optional(),
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
});

/** Sends a request once. @throws AttemptError */
export async function attempt(options: Attempt): Promise<StoredReply> {
  const signal = AbortSignal.timeout(options.timeoutMilliseconds);
  let response: Response;
  let text: string;
  try {
    response = await fetch(options.url, { ...requestInit(options), signal });
    text = await readBounded(response);
  } catch (error) {
    if (error instanceof AttemptError) throw error;
    const late = signal.aborted;
    throw new AttemptError(
      late ? `no reply within ${options.timeoutMilliseconds} ms` : `no connection: ${causeOf(error)}`,
      true,
    );
  }
  if (!response.ok) throw statusError(response, withoutKey(text, options.apiKey));
  return readReply(text, options.model);
}

function requestInit({ apiKey, model, request }: Attempt): RequestInit {
  const { messages, maxTokens, temperature = 0, seed } = request;
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
    },
    // A redirect would carry the key to another server.
    redirect: 'error',
    body: JSON.stringify({
      model,
      messages,
      temperature,
      ...(maxTokens !== undefined && { max_tokens: maxTokens }),
      ...(seed !== undefined && { seed }),
    }),
  };
}

async function readBounded(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MOST_CHARACTERS)
      throw new AttemptError('the reply has more than 4 million characters', false);
  }
  return text + decoder.decode();
}

function statusError(response: Response, text: string): AttemptError {
  const { status } = response;
  const passing = status === 408 || status === 429 || status >= 500;
  return new AttemptError(`status ${status}: ${preview(text.trim())}`, passing, retryAfter(response));
}

// Some servers quote the key they refuse.
function withoutKey(text: string, apiKey: string | undefined): string {
  return apiKey === undefined ? text : text.replaceAll(apiKey, '[key]');
}

// Seconds, or a date.
function retryAfter(response: Response): number | undefined {
  const header = response.headers.get('retry-after');
  if (header === null) return undefined;
  const seconds = Number(header);
  const milliseconds = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}

function readReply(text: string, model: string): StoredReply {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new AttemptError(`the reply is not JSON (${messageOf(error)}): ${preview(text)}`, false);
  }
  const parsed = chatReply.safeParse(json);
  if (!parsed.success)
    throw new AttemptError(`the reply is no chat completion: ${z.prettifyError(parsed.error)}`, false);
  const [choice] = parsed.data.choices;
  const { usage } = parsed.data;
  return {
    text: choice!.message.content,
    model: parsed.data.model ?? model,
    finishReason: finishReasonOf(choice!.finish_reason),
    ...(usage && {
      usage: { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens },
    }),
  };
}

function finishReasonOf(reason: string | null | undefined): StoredReply['finishReason'] {
  return reason === 'stop' || reason === 'length' ? reason : 'other';
}

// fetch hides why it failed in the cause.
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && cause.message !== '' ? cause.message : messageOf(error);
}

/** What is told when every attempt failed. */
export function failureOf(error: AttemptError, attempts: number, { url, model }: Attempt): TouchstoneError {
  return new TouchstoneError({
    code: 'MODEL_CLIENT_FAILED',
    message: `the model "${model}" gave no usable reply in ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}: ${error.message}`,
    place: url,
    value: model,
    fix: error.passing
      ? 'see that the server runs and is reachable, or raise `retries` and `timeoutMilliseconds`'
      : 'correct `baseUrl`, `model` or the key',
  });
}
