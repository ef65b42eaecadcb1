/**
 * A value that survives JSON. What goes into a sandbox and comes out of it is data, never code.
 *
 * @example
 * const argument: JsonValue = { grid: [[0, 1], [1, 0]], start: null, name: 'a' };
 */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/**
 * Bounds on one run. A layer that cannot hold one of them says so in its self-test.
 *
 * @example
 * const short: Partial<SandboxLimits> = { cpuSeconds: 2, memoryMegabytes: 128 }; // the rest as by default
 */
export interface SandboxLimits {
  /** CPU time of the whole process tree, in seconds. Default 10. */
  readonly cpuSeconds: number;
  /** Wall time, in seconds; far larger than `cpuSeconds`, so that a busy machine gives no false time-out. Default 60. */
  readonly wallSeconds: number;
  /** Memory of the whole process tree, in MiB. Default 512. */
  readonly memoryMegabytes: number;
  /** Processes and threads at once. Default 32. */
  readonly processes: number;
  /** Bytes of stdout and of stderr that are kept, in KiB each; what is over is drained and dropped. Default 1,024. */
  readonly outputKilobytes: number;
  /** What the program may write to files, in MiB. Default 64. */
  readonly fileMegabytes: number;
}

/**
 * One call of a function that the program defines. Expected values never enter the sandbox.
 *
 * @example
 * const call: SandboxCall = { function: 'Solution.twoSum', arguments: [[2, 7, 11, 15], 9] };
 */
export interface SandboxCall {
  /** Name of the function, or a dotted path to it (`Solution.twoSum` makes an instance first). */
  readonly function: string;
  readonly arguments: readonly JsonValue[];
}

/**
 * One program and what it is run on. With `calls` the functions are called, else the program is run on `stdin`.
 *
 * @example
 * const program: SandboxRequest = { language: 'python', source: 'print(int(input()) ** 2)', stdin: '12' };
 * const calls: SandboxRequest = {
 *   language: 'javascript',
 *   source: 'function add(a, b) { return a + b; }',
 *   calls: [{ function: 'add', arguments: [1, 2] }],
 *   limits: { cpuSeconds: 2 },
 * };
 */
export interface SandboxRequest {
  /** `javascript`, `typescript`, `python`, `cpp`, ... */
  readonly language: string;
  /** The program. */
  readonly source: string;
  /** Further files beside it, by name relative to the working folder. */
  readonly files?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly calls?: readonly SandboxCall[];
  readonly limits?: Partial<SandboxLimits>;
  /** Asks for one layer by name instead of the first that fits. */
  readonly layer?: string;
  /** Asks for the whole language: layers that run a subset of it are passed over. */
  readonly exact?: boolean;
}

/**
 * How a run ended. `unsupported` (the layer lacks a feature that the program needs), `refused` (no layer that
 * isolates this language is at hand) and `infrastructure` (the sandbox itself failed) say nothing about the program.
 *
 * @example
 * // What these say is about the sandbox: no verdict on the program follows from them.
 * const silent: readonly SandboxStatus[] = ['unsupported', 'refused', 'infrastructure'];
 */
export type SandboxStatus =
  | 'ok'
  | 'compile-error'
  | 'runtime-error'
  | 'time-limit'
  | 'memory-limit'
  | 'output-limit'
  | 'unsupported'
  | 'refused'
  | 'infrastructure';

/**
 * What one call gave: a value as data, or the error it threw.
 *
 * @example
 * import { isDeepStrictEqual } from 'node:util';
 * const passes = (result: SandboxCallResult, expected: JsonValue): boolean =>
 *   'value' in result && isDeepStrictEqual(result.value, expected);
 */
export type SandboxCallResult =
  | { readonly value: JsonValue }
  | { readonly error: string }
  /** The value cannot be carried as data (a cycle, a function, not a number, ...). */
  | { readonly unrepresentable: string };

/**
 * What a program used until it ended or was ended.
 *
 * @example
 * const asText = ({ cpuSeconds, memoryMegabytes }: SandboxUsage): string =>
 *   `${cpuSeconds.toFixed(2)} s of CPU time, ${memoryMegabytes?.toFixed(0) ?? 'unknown'} MiB`;
 */
export interface SandboxUsage {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** Largest memory of the process tree in MiB, where the layer can tell. */
  readonly memoryMegabytes?: number;
}

/**
 * How a program ran: its status, what it wrote, and the results of the calls that were asked for.
 *
 * @example
 * const judge = ({ status, stdout, reason = status }: SandboxResult, gold: string): Verdict => {
 *   // These two say nothing of the program: an error, never a verdict.
 *   if (status === 'refused' || status === 'infrastructure') throw new Error(reason);
 *   if (status === 'unsupported') return unverifiable(reason);
 *   return status === 'ok' && stdout.trim() === gold ? correct('it prints the gold') : incorrect(reason);
 * };
 */
export interface SandboxResult {
  readonly status: SandboxStatus;
  /** One sentence: what was exceeded, refused or thrown. */
  readonly reason?: string;
  readonly stdout: string;
  readonly stderr: string;
  /** One entry per call that was reached, in order; present when the request had calls. */
  readonly results?: readonly SandboxCallResult[];
  /** Information only: never a verdict. */
  readonly exitCode?: number;
  readonly signal?: string;
  readonly usage: SandboxUsage;
  /** The layer that ran it, e.g. `quickjs`, `bubblewrap`. */
  readonly layer: string;
  /** The layer runs a subset of the language. What failed there may work in the whole one: ask again with `exact`. */
  readonly subset?: boolean;
  /** `proven` by a self-test on this machine, `declared` by a remote service, or `none` (an `unsafe` option asked for it). */
  readonly isolation: 'proven' | 'declared' | 'none';
}

/**
 * Runs programs that a model wrote. It judges nothing: comparison happens outside.
 *
 * @example
 * const squareOf = async (sandbox: Sandbox, n: number): Promise<string> => {
 *   const source = 'print(int(input()) ** 2)';
 *   const { status, stdout, reason } = await sandbox.run({ language: 'python', source, stdin: String(n) });
 *   return status === 'ok' ? stdout.trim() : `${status}: ${reason}`;
 * };
 */
export interface Sandbox {
  /** Never rejects for anything the program does; failures of the sandbox are a status too. */
  run(request: SandboxRequest): Promise<SandboxResult>;
  /** Ends all workers and waits until they are gone. */
  dispose(): Promise<void>;
}
