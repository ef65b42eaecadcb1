import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createKernel, resolveConfig, type Kernel, type VerifierInput } from '@touchstone-rl/core';
import modelClient from '@touchstone-rl/model-client';
import math from '@touchstone-rl/plugin-math';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let server: Server;
let answer: { status: number; text: string };
let asked = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      asked += 1;
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          model: 'judge-1',
          choices: [{ message: { role: 'assistant', content: answer.text }, finish_reason: 'stop' }],
        }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => void server.close());

async function kernelWithJudge(): Promise<Kernel> {
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const config = await resolveConfig({
    plugins: [
      math({ preset: 'strict-train', judge: 'undecided' }),
      modelClient({ baseUrl, model: 'judge', apiKeyVariable: null, retries: 0 }),
    ],
  });
  return createKernel(config);
}

function input(gold: string, completion: string): VerifierInput {
  const seed = { id: 's', prompt: [], domain: 'math', verifier: 'math', gold };
  return { seed, gold, completion, answer: completion };
}

describe('the math verifier with a language model as second stage', () => {
  it('asks the server once for what the rules leave open, and marks the verdict as its own', async () => {
    answer = { status: 200, text: 'EQUIVALENT' };
    const kernel = await kernelWithJudge();
    const open = input('3', 'It is three.');
    const first = await kernel.judge('math', open);
    const second = await kernel.judge('math', open);
    expect(first).toMatchObject({
      ok: true,
      value: { verdict: 'correct', evidence: { stage: 'llm-judge', model: 'judge-1', cached: false } },
    });
    expect(second).toMatchObject({ ok: true, value: { evidence: { cached: true } } });
    expect(asked).toBe(1);
  });

  it('does not ask about what the rules decide', async () => {
    const kernel = await kernelWithJudge();
    const before = asked;
    expect(await kernel.judge('math', input('3', '\\boxed{4}'))).toMatchObject({
      value: { verdict: 'incorrect' },
    });
    expect(asked).toBe(before);
  });

  it('turns a failing server into a failure of the verifier, not into a verdict', async () => {
    answer = { status: 503, text: '' };
    const kernel = await kernelWithJudge();
    const judged = await kernel.judge('math', input('5', 'It is five.'));
    expect(judged).toMatchObject({ ok: false, failure: { plugin: 'math' } });
  });
});
