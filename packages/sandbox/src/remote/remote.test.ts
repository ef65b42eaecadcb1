import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '../create-sandbox.ts';

/** A service of each protocol that really runs the program, with node, as this user. */
let server: Server;
let url: string;
let answer: ((body: Record<string, unknown>) => { status: number; body: string }) | undefined;

const execute = (source: string, input: string): ReturnType<typeof spawnSync> =>
  spawnSync(process.execPath, ['-e', source], { input, encoding: 'utf8', timeout: 10_000 });

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      const body = JSON.parse(text) as Record<string, unknown>;
      const given = answer?.(body);
      if (given) return void response.writeHead(given.status).end(given.body);
      response.end(JSON.stringify(request.url === '/run_code' ? fusion(body) : piston(body)));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

function fusion({ code, stdin }: Record<string, unknown>): unknown {
  const { status, stdout, stderr } = execute(code as string, stdin as string);
  return {
    status: status === 0 ? 'Success' : 'Failed',
    message: '',
    compile_result: null,
    run_result: { status: 'Finished', execution_time: 0.1, return_code: status, stdout, stderr },
    executor_pod_name: null,
    files: {},
  };
}

function piston({ files, stdin }: Record<string, unknown>): unknown {
  const [{ content }] = files as [{ content: string }];
  const { status, signal, stdout, stderr } = execute(content, stdin as string);
  return {
    language: 'javascript',
    version: '20',
    run: { stdout, stderr, code: status, signal, output: stdout },
  };
}

const PROTOCOLS = ['sandbox-fusion', 'piston'] as const;
const sandboxOf = (protocol: (typeof PROTOCOLS)[number], isolation: 'required' | 'declared' = 'declared') =>
  createSandbox({
    layers: [],
    isolation,
    ...(protocol === 'piston' ? { piston: { url } } : { sandboxFusion: { url } }),
  });

describe.each(PROTOCOLS)('a service that speaks %s', (protocol) => {
  it('runs programs and calls functions, its isolation declared', async () => {
    const sandbox = sandboxOf(protocol);
    const echo = 'console.log(require("fs").readFileSync(0, "utf8").toUpperCase())';
    expect(await sandbox.run({ language: 'javascript', source: echo, stdin: 'ä' })).toMatchObject({
      status: 'ok',
      stdout: 'Ä\n',
      layer: protocol,
      isolation: 'declared',
    });
    const source =
      'function add(a, b) { console.log("noise"); return a + b }\nfunction leave() { process.exit(0) }';
    const call = (name: string) => ({ function: name, arguments: [1, 2] });
    expect(
      await sandbox.run({ language: 'javascript', source, calls: [call('add'), call('none')] }),
    ).toMatchObject({
      status: 'ok',
      stdout: 'noise\n',
      results: [{ value: 3 }, { error: 'ReferenceError: the program defines no function "none"' }],
    });
    expect(await sandbox.run({ language: 'javascript', source, calls: [call('leave')] })).toMatchObject({
      status: 'runtime-error',
      results: [],
    });
    const thrown = await sandbox.run({ language: 'javascript', source: 'throw new Error("broken")' });
    expect(thrown.status).toBe('runtime-error');
  });

  it('is refused where isolation is required', async () => {
    const result = await sandboxOf(protocol, 'required').run({ language: 'javascript', source: '' });
    expect(result).toMatchObject({
      status: 'refused',
      reason: expect.stringContaining('declared') as string,
    });
  });

  it.each([
    ['an error of its own', 500, 'out of order'],
    ['no JSON', 200, '<html>'],
    ['JSON of another kind', 200, '{"hello": 1}'],
  ])('that answers with %s has failed, and the program has not', async (_, status, body) => {
    answer = () => ({ status, body });
    const result = await sandboxOf(protocol).run({ language: 'javascript', source: '1' });
    answer = undefined;
    expect(result.status).toBe('infrastructure');
  });
});
