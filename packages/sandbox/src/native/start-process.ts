import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { posixSpawn } from './posix-spawn.ts';

/** A process to start, with the descriptors that it is given. */
export interface ProcessToStart {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  /** User and group id, for a root process. */
  readonly user?: number;
  /** Descriptors that it reads, each with what is written to it before it is closed. */
  readonly inputs: ReadonlyMap<number, Buffer>;
  /** Descriptors that it writes and that are read here. */
  readonly outputs: readonly number[];
  /** A descriptor that it reads and that stays open until `release`. */
  readonly hold?: number;
  /** One of the inputs, which the process waits for: it is written when `opens` has settled. */
  readonly gate?: { readonly fd: number; readonly opens: (pid: number) => Promise<void> };
}

export interface StartedProcess {
  /** Missing when it could not be started. */
  readonly pid?: number;
  readonly outputs: ReadonlyMap<number, Readable>;
  /** Writes to the held descriptor, which stays open. */
  write(bytes: Buffer): void;
  /** Writes a line to the held descriptor and closes it. */
  release(): void;
  /** Whether it keeps this process from ending by itself, as it does from the start. */
  keepAlive(on: boolean): void;
  /** Settles when it has ended and nothing holds its outputs; with the reason when it could not be started. */
  readonly ended: Promise<string | undefined>;
  /** Closes what is open here, whatever the process does. */
  close(): void;
}

/**
 * Starts a process. By posix_spawn(3) where that can be called: Node's own way copies the page tables of this process,
 * and every program pays for the memory that it holds.
 */
export function startProcess(process: ProcessToStart): StartedProcess {
  return (posixSpawn() ?? spawnByNode)(process);
}

/** What a process and its pipes have in common. */
interface Refs {
  ref(): unknown;
  unref(): unknown;
}

/** By Node itself, on systems whose C library cannot be called. */
export function spawnByNode({
  inputs,
  outputs,
  hold,
  user,
  gate,
  ...process
}: ProcessToStart): StartedProcess {
  const last = Math.max(...outputs, ...inputs.keys(), hold ?? 0);
  const open = (fd: number): boolean => inputs.has(fd) || outputs.includes(fd) || fd === hold;
  const child = spawn(process.command, process.arguments, {
    env: { ...process.environment },
    cwd: process.folder,
    ...(user !== undefined && { uid: user, gid: user }),
    stdio: Array.from({ length: last + 1 }, (_, fd) => (open(fd) ? 'pipe' : 'ignore')),
  });
  const streams = child.stdio as unknown as (Readable & Writable)[];
  for (const stream of streams) stream?.on('error', () => undefined);
  const ended = new Promise<string | undefined>((resolve) => {
    child.on('error', ({ message }) => {
      if (child.pid === undefined) resolve(`${process.command} could not be started: ${message}`);
    });
    child.on('close', () => resolve(undefined));
  });
  if (child.pid !== undefined) {
    for (const [fd, bytes] of inputs) if (fd !== gate?.fd) streams[fd]!.end(bytes);
    void gate?.opens(child.pid).then(() => streams[gate.fd]!.end(inputs.get(gate.fd)));
  }
  return {
    ...(child.pid !== undefined && { pid: child.pid }),
    outputs: new Map(outputs.map((fd) => [fd, streams[fd]!])),
    write: (bytes) => void (hold !== undefined && streams[hold]!.write(bytes)),
    release: () => void (hold !== undefined && streams[hold]!.end('\n')),
    keepAlive: (on) => {
      const held = [child, ...streams.filter((stream) => stream !== null)] as unknown as Refs[];
      for (const each of held) {
        if (on) each.ref();
        else each.unref();
      }
    },
    ended,
    close: () => streams.forEach((stream) => stream?.destroy()),
  };
}
