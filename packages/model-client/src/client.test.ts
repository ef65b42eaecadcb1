import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServices, modelClientToken, type ModelClient, type ModelRequest } from '@touchstone-rl/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createModelClient } from './client.ts';
import plugin from './index.ts';
import { optionsSchema } from './options.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, body: Record<string, unknown>) => void;

let server: Server;
let baseUrl: string;
let folder: string;
let handler: Handler;
let bodies: Record<string, unknown>[];
let headers: IncomingMessage['headers'][];

const question: ModelRequest = { messages: [{ role: 'user', content: 'Is 1/2 equal to 0.5?' }] };

beforeEach(async () => {
  [bodies, headers, handler] = [[], [], (_request, response) => reply(response, 'yes')];
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      const body = JSON.parse(text || '{}') as Record<string, unknown>;
      bodies.push({ ...body, path: request.url });
      headers.push(request.headers);
      handler(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  folder = await mkdtemp(join(tmpdir(), 'model-client-'));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

function reply(response: ServerResponse, content: string, finish = 'stop'): void {
  response.setHeader('content-type', 'application/json');
  response.end(
    JSON.stringify({
      id: 'x',
      model: 'judge-1',
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }],
      usage: { prompt_tokens: 9, completion_tokens: 1, total_tokens: 10 },
    }),
  );
}

function status(response: ServerResponse, code: number, text = '', extra: Record<string, string> = {}): void {
  response.writeHead(code, extra).end(text);
}

function clientWith(options: Record<string, unknown> = {}, environment = {}): ModelClient {
  const parsed = optionsSchema.parse({
    baseUrl,
    model: 'judge',
    apiKeyVariable: null,
    backOffMilliseconds: 1,
    ...options,
  });
  return createModelClient(parsed, environment);
}

describe('a request', () => {
  it('is a chat completion with the key, and its reply says which model answered', async () => {
    const client = clientWith({ apiKeyVariable: 'JUDGE_KEY' }, { JUDGE_KEY: 'secret-1' });
    const answer = await client.complete({ ...question, maxTokens: 5, seed: 7 });
    expect(answer).toEqual({
      text: 'yes',
      model: 'judge-1',
      finishReason: 'stop',
      cached: false,
      usage: { promptTokens: 9, completionTokens: 1 },
    });
    expect(bodies).toEqual([
      {
        path: '/v1/chat/completions',
        model: 'judge',
        messages: question.messages,
        temperature: 0,
        max_tokens: 5,
        seed: 7,
      },
    ]);
    expect(headers[0]?.authorization).toBe('Bearer secret-1');
  });

  it('goes to the model that it names', async () => {
    await clientWith().complete({ ...question, model: 'other' });
    expect(bodies[0]).toMatchObject({ model: 'other' });
    expect(headers[0]?.authorization).toBeUndefined();
  });

  it('without the key in the environment is refused before the first request', () => {
    expect(() => clientWith({ apiKeyVariable: 'JUDGE_KEY' })).toThrow(/JUDGE_KEY.*not set/s);
  });
});

describe('failures that may pass', () => {
  it.each([408, 429, 500, 502, 503])('status %i is tried again', async (code) => {
    handler = (_request, response) => (bodies.length < 3 ? status(response, code) : reply(response, 'yes'));
    expect((await clientWith().complete(question)).text).toBe('yes');
    expect(bodies).toHaveLength(3);
  });

  it('a lost connection is tried again', async () => {
    handler = (request, response) => (bodies.length < 2 ? request.socket.destroy() : reply(response, 'yes'));
    expect((await clientWith().complete(question)).text).toBe('yes');
  });

  it('a wait that the server asks for is kept', async () => {
    handler = (_request, response) =>
      bodies.length < 2 ? status(response, 429, '', { 'retry-after': '0' }) : reply(response, 'yes');
    const client = clientWith({ backOffMilliseconds: 600_000 });
    expect((await client.complete(question)).text).toBe('yes');
  });

  it('end in an error that counts the attempts', async () => {
    handler = (_request, response) => status(response, 500, 'out of memory');
    await expect(clientWith({ retries: 2 }).complete(question)).rejects.toThrow(
      /"judge" gave no usable reply in 3 attempts: status 500: "out of memory"/,
    );
    expect(bodies).toHaveLength(3);
  });

  it('a server that hangs is left after the time-out', async () => {
    handler = () => {};
    await expect(clientWith({ retries: 1, timeoutMilliseconds: 30 }).complete(question)).rejects.toThrow(
      /2 attempts: no reply within 30 ms/,
    );
  });

  it('a reply that stops in the middle is no reply', async () => {
    handler = (_request, response) =>
      void response.writeHead(200, { 'content-length': '500' }).write('{"choices"');
    await expect(clientWith({ retries: 0, timeoutMilliseconds: 50 }).complete(question)).rejects.toThrow(
      /no reply/,
    );
  });

  it('no server at all', async () => {
    const client = clientWith({ baseUrl: 'http://127.0.0.1:1/v1', retries: 1 });
    await expect(client.complete(question)).rejects.toThrow(/no connection/);
  });
});

describe('failures that do not pass', () => {
  it.each<[string, Handler, RegExp]>([
    [
      'a bad request',
      (_r, response) => status(response, 400, 'unknown model'),
      /1 attempt: status 400: "unknown model"/,
    ],
    ['a reply that is not JSON', (_r, response) => void response.end('<html>'), /not JSON/],
    ['a reply without choices', (_r, response) => void response.end('{"choices":[]}'), /no chat completion/],
    [
      'a reply without text',
      (_r, response) => void response.end('{"choices":[{"message":{"content":null}}]}'),
      /no chat completion/,
    ],
    [
      'a redirect',
      (_r, response) => status(response, 302, '', { location: 'http://127.0.0.1:1/' }),
      /no connection/,
    ],
  ])('%s', async (_name, handle, message) => {
    handler = handle;
    await expect(clientWith({ retries: 0 }).complete(question)).rejects.toThrow(message);
    expect(bodies).toHaveLength(1);
  });

  it('a refused key is not shown', async () => {
    handler = (_request, response) => status(response, 401, 'bad key secret-1');
    const client = clientWith({ apiKeyVariable: 'JUDGE_KEY' }, { JUDGE_KEY: 'secret-1' });
    const error = await client.complete(question).catch((thrown: Error) => thrown);
    expect(String((error as Error).message)).toContain('bad key [key]');
    expect(String((error as Error).message)).not.toContain('secret-1');
    expect(bodies).toHaveLength(1);
  });
});

describe('the cache', () => {
  it('answers an equal request, and says so', async () => {
    const client = clientWith();
    const first = await client.complete(question);
    const second = await client.complete({ messages: [...question.messages] });
    expect([first.cached, second.cached, second.text]).toEqual([false, true, 'yes']);
    expect(bodies).toHaveLength(1);
  });

  it.each<[string, Partial<ModelRequest>]>([
    ['another model', { model: 'other' }],
    ['another limit', { maxTokens: 3 }],
    ['another seed', { seed: 3 }],
    ['other messages', { messages: [{ role: 'system', content: 'Is 1/2 equal to 0.5?' }] }],
  ])('keeps %s apart', async (_name, change) => {
    const client = clientWith();
    await client.complete(question);
    expect((await client.complete({ ...question, ...change })).cached).toBe(false);
  });

  it('never repeats a random reply, and never keeps a failure', async () => {
    const client = clientWith({ retries: 0 });
    handler = (_request, response) => (bodies.length === 1 ? status(response, 500) : reply(response, 'yes'));
    await expect(client.complete(question)).rejects.toThrow('status 500');
    expect((await client.complete(question)).cached).toBe(false);
    await client.complete({ ...question, temperature: 1 });
    expect((await client.complete({ ...question, temperature: 1 })).cached).toBe(false);
  });

  it('in a folder outlives the client; a broken file is asked for again', async () => {
    const cache = { folder: join(folder, 'replies') };
    await clientWith({ cache }).complete(question);
    expect((await clientWith({ cache }).complete(question)).cached).toBe(true);
    const [file] = (await readdir(cache.folder, { recursive: true })).filter((name) =>
      name.endsWith('.json'),
    );
    await writeFile(join(cache.folder, file!), '{"text":');
    expect((await clientWith({ cache }).complete(question)).cached).toBe(false);
    expect((await clientWith({ cache }).complete(question)).cached).toBe(true);
    expect(bodies).toHaveLength(2);
  });

  it('is off when it is told so', async () => {
    const client = clientWith({ cache: 'off' });
    await client.complete(question);
    expect((await client.complete(question)).cached).toBe(false);
  });
});

describe('requests at once', () => {
  it('are at most as many as allowed, and all are answered', async () => {
    let [open, most] = [0, 0];
    handler = (_request, response, body) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open -= 1;
        reply(response, String((body['messages'] as { content: string }[])[0]?.content));
      }, 5);
    };
    const client = clientWith({ concurrency: 3 });
    const ask = (n: number): ReturnType<ModelClient['complete']> =>
      client.complete({ messages: [{ role: 'user', content: String(n) }] });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(n)));
    expect(answers.map(({ text }) => text)).toEqual(Array.from({ length: 20 }, (_, n) => String(n)));
    expect(most).toBe(3);
  });

  it('a failed one gives its place back', async () => {
    handler = (_request, response) => (bodies.length % 2 ? status(response, 400) : reply(response, 'yes'));
    const client = clientWith({ concurrency: 1, cache: 'off' });
    const settled = await Promise.allSettled(Array.from({ length: 6 }, () => client.complete(question)));
    expect(settled.map((each) => each.status)).toEqual(
      Array.from({ length: 6 }, (_, n) => (n % 2 ? 'fulfilled' : 'rejected')),
    );
  });

  it('equal ones share one reply', async () => {
    handler = (_request, response) => void setTimeout(() => reply(response, 'yes'), 10);
    const client = clientWith();
    const answers = await Promise.all(Array.from({ length: 5 }, () => client.complete(question)));
    expect(answers.map(({ cached }) => cached)).toEqual([false, true, true, true, true]);
    expect(bodies).toHaveLength(1);
  });
});

describe('the plugin', () => {
  it('registers the client as a service', async () => {
    const services = createServices();
    const options = optionsSchema.parse({ baseUrl, model: 'judge', apiKeyVariable: null });
    await plugin.definition.setup({ services, options } as never);
    expect((await services.resolve(modelClientToken).complete(question)).text).toBe('yes');
  });

  it('refuses an address that is none', () => {
    expect(optionsSchema.safeParse({ baseUrl: 'localhost:8000', model: 'judge' }).success).toBe(false);
    expect(optionsSchema.safeParse({ baseUrl: 'http://a/v1', model: 'judge', key: 'sk-1' }).success).toBe(
      false,
    );
  });
});
