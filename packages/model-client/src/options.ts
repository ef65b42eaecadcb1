import { z } from 'zod';

/**
 * Options of the client.
 *
 * @example
 * optionsSchema.parse({ baseUrl: 'http://localhost:8000/v1', model: 'judge', apiKeyVariable: null });
 */
export const optionsSchema = z.strictObject({
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .describe('Address of an OpenAI-compatible server up to its version, e.g. http://localhost:8000/v1.'),
  model: z.string().min(1).describe('Model that answers when a request names none.'),
  apiKeyVariable: z
    .string()
    .min(1)
    .nullable()
    .default('OPENAI_API_KEY')
    .describe('Environment variable that holds the key; null for a server that wants none.'),
  timeoutMilliseconds: z
    .number()
    .int()
    .min(1)
    .default(60_000)
    .describe('Longest that one attempt may take, from the request to the last byte of the reply.'),
  retries: z
    .number()
    .int()
    .min(0)
    .max(20)
    .default(4)
    .describe(
      'Further attempts after a failure that may pass: no connection, a time-out, status 408, 429 or 5xx.',
    ),
  backOffMilliseconds: z
    .number()
    .int()
    .min(0)
    .default(500)
    .describe('Wait before the first further attempt; doubled for each next one, at most a minute.'),
  concurrency: z.number().int().min(1).max(1000).default(8).describe('Requests under way at once.'),
  cache: z
    .union([z.enum(['memory', 'off']), z.strictObject({ folder: z.string().min(1) })])
    .default('memory')
    .describe('Where replies are kept: in memory, in a folder that outlives the run, or nowhere.'),
});

/**
 * Options after validation.
 *
 * @example
 * const judge: ModelClientOptions = optionsSchema.parse({ baseUrl: 'http://localhost:8000/v1', model: 'judge' });
 * judge.apiKeyVariable; // 'OPENAI_API_KEY'
 * judge.retries; // 4
 */
export type ModelClientOptions = z.output<typeof optionsSchema>;
