/**
 * The main thread of the Deno process: starts the interpreter in a thread of its own, hands it one job, and ends the
 * process when the job is done or when whoever asked for it is gone, whatever the program does meanwhile.
 */
// oxlint-disable unicorn/require-post-message-target-origin -- a thread, not a window
interface DenoApi {
  readonly args: readonly string[];
  readonly stdin: { readonly readable: AsyncIterable<Uint8Array> };
  readonly stdout: { writeSync(bytes: Uint8Array): number };
  readonly stderr: { writeSync(bytes: Uint8Array): number };
  exit(code: number): never;
}

interface Thread {
  addEventListener(type: 'message', hear: (event: { data: InterpreterMessage }) => void): void;
  addEventListener(type: 'error', hear: (event: { message: string; preventDefault(): void }) => void): void;
  postMessage(message: unknown): void;
}

/** What the interpreter's thread says. */
export type InterpreterMessage = 'ready' | 'done' | { readonly failed: string };

interface Scope {
  readonly Deno: DenoApi;
  readonly Worker: new (url: string, options: { type: 'module' }) => Thread;
}

const scope = globalThis as unknown as Scope;
const deno: DenoApi = scope.Deno;
const encoder = new TextEncoder();

function fail(reason: string): never {
  deno.stderr.writeSync(encoder.encode(`${reason}\n`));
  deno.exit(1);
}

const thread = new scope.Worker(new URL('./interpreter.js', import.meta.url).href, { type: 'module' });
thread.addEventListener('error', (event) => {
  event.preventDefault();
  fail(event.message);
});
thread.addEventListener('message', ({ data }) => {
  if (data === 'ready') deno.stdout.writeSync(encoder.encode('ready\n'));
  else if (data === 'done') deno.exit(0);
  else fail(data.failed);
});
thread.postMessage(deno.args);

/** A job is a line of JSON; its sender stays until the job is done. */
let chunks: string[] | undefined = [];
const decoder = new TextDecoder();
for await (const bytes of deno.stdin.readable) {
  if (!chunks) continue;
  const text = decoder.decode(bytes, { stream: true });
  const end = text.indexOf('\n');
  chunks.push(end === -1 ? text : text.slice(0, end));
  if (end === -1) continue;
  thread.postMessage(chunks.join(''));
  chunks = undefined;
}
deno.exit(1);
