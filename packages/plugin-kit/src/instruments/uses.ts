import child_process from 'node:child_process';
import crypto from 'node:crypto';
import dgram from 'node:dgram';
import dns from 'node:dns';
import fs from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import tls from 'node:tls';
import worker_threads from 'node:worker_threads';
import type { Use } from '../fixtures.ts';
import { callerInPlugin, packageOf } from './frames.ts';
import { watchEnvironment, watchLocale } from './surroundings.ts';
import { world, zoneMilliseconds } from './world.ts';
import { wrapFunction } from './wrap.ts';

/** Something outside of its inputs that the plugin reached for. */
export interface SeenUse {
  readonly use: Use;
  /** The function, e.g. `Math.random`. */
  readonly name: string;
  /** `file:line` of the call. */
  readonly place: string;
  /** Folder of the package in `node_modules` that made the call. */
  readonly library?: string;
}

/** Uses that are also refused where they are not declared: they would change something outside. */
const REFUSED: ReadonlySet<Use> = new Set(['network', 'processes']);

/** A library that asks for the same thing over and over is looked at so often in one call: a look is not cheap. */
const MOST_LOOKS = 50;

/** Watches what a plugin reaches for. Installed once per thread, before the plugin is imported. */
export interface UseWatch {
  /** Starts to watch; what is allowed is neither noted nor refused. */
  arm(allowed: readonly Use[]): void;
  /** Stops, and says what was seen, each function once. */
  disarm(): SeenUse[];
}

let installed: UseWatch | undefined;

/**
 * Wraps the functions by which JavaScript in Node learns of chance, time, files, the network, other processes and
 * its surroundings, and by which it prints. Calls are attributed by the stack: only those that the plugin or a library of its own makes are seen. What a
 * native addon does is not.
 */
export function installUseWatch(): UseWatch {
  if (installed) return installed;
  let allowed: ReadonlySet<Use> | undefined;
  const seen = new Map<string, SeenUse>();
  const looks = new Map<string, number>();

  const notice = (use: Use, name: string, args: readonly unknown[] = []): void => {
    if (!allowed || allowed.has(use)) return;
    const looked = looks.get(name) ?? 0;
    if (looked >= MOST_LOOKS && !REFUSED.has(use)) return;
    looks.set(name, looked + 1);
    const place = callerInPlugin({ direct: use === 'environment' || use === 'files', loaded: true });
    if (!place) return;
    const library = packageOf(place);
    if (library && use === 'files' && isOwnFile(name, args)) return;
    const key = `${name} ${library}`;
    if (!seen.has(key)) seen.set(key, { use, name, place, library });
    if (REFUSED.has(use))
      throw new Error(`the plugin kit refuses ${name}: "${use}" is not declared in \`uses\``);
  };
  const wrap = (owner: object, ownerName: string, names: readonly string[], use: Use): void => {
    for (const name of names) wrapFunction(owner, name, (args) => notice(use, `${ownerName}.${name}`, args));
  };

  wrap(Math, 'Math', ['random'], 'random');
  wrap(
    crypto,
    'crypto',
    ['randomBytes', 'randomInt', 'randomUUID', 'randomFillSync', 'randomFill'],
    'random',
  );
  wrap(crypto.webcrypto, 'crypto', ['getRandomValues', 'randomUUID'], 'random');
  watchDate(() => notice('clock', 'Date'));
  watchPerformance(() => notice('clock', 'performance.now'));
  wrap(process.hrtime, 'process.hrtime', ['bigint'], 'clock');
  wrap(process, 'process', ['hrtime', 'uptime', 'cpuUsage'], 'clock');
  wrap(globalThis, 'globalThis', ['fetch', 'WebSocket', 'EventSource'], 'network');
  wrap(net, 'net', ['connect', 'createConnection', 'createServer'], 'network');
  wrap(net.Socket.prototype, 'net.Socket', ['connect'], 'network');
  wrap(tls, 'tls', ['connect'], 'network');
  wrap(http, 'http', ['request', 'get', 'createServer'], 'network');
  wrap(https, 'https', ['request', 'get', 'createServer'], 'network');
  wrap(http2, 'http2', ['connect'], 'network');
  wrap(dgram, 'dgram', ['createSocket'], 'network');
  wrap(dns, 'dns', [...functionsOf(dns), 'Resolver'], 'network');
  wrap(dns.promises, 'dns.promises', [...functionsOf(dns.promises), 'Resolver'], 'network');
  wrap(fs, 'fs', functionsOf(fs), 'files');
  wrap(fs.promises, 'fs.promises', functionsOf(fs.promises), 'files');
  wrap(child_process, 'child_process', functionsOf(child_process), 'processes');
  wrap(worker_threads, 'worker_threads', ['Worker'], 'processes');
  wrap(process, 'process', ['cwd', 'memoryUsage'], 'environment');
  wrap(os, 'os', functionsOf(os), 'environment');
  watchEnvironment((name) => notice('environment', name));
  watchLocale((name) => notice('environment', name));
  wrap(console, 'console', functionsOf(console), 'console');
  wrap(process.stdout, 'process.stdout', ['write'], 'console');
  wrap(process.stderr, 'process.stderr', ['write'], 'console');
  syncBuiltinESMExports();

  installed = {
    arm(uses) {
      seen.clear();
      looks.clear();
      allowed = new Set(uses);
    },
    disarm() {
      allowed = undefined;
      return [...seen.values()];
    },
  };
  return installed;
}

function functionsOf(module: object): string[] {
  return Object.entries(module)
    .filter(([name, value]) => typeof value === 'function' && /^[a-z]/.test(name))
    .map(([name]) => name);
}

/** Whether a library reads what was installed with it, as a dictionary: the same everywhere. */
function isOwnFile(name: string, [path]: readonly unknown[]): boolean {
  const reads = /\.(read|exists|stat|lstat|access|realpath|createRead)/.test(name);
  return reads && (typeof path === 'string' || path instanceof URL) && packageOf(String(path)) !== undefined;
}

function watchPerformance(before: () => void): void {
  const { now } = performance;
  performance.now = () => {
    before();
    return now.call(performance) + (world().clockMilliseconds ?? 0);
  };
}

/** A date made from given numbers is no look at the clock. */
function watchDate(before: () => void): void {
  const OriginalDate = Date;
  const now = (): number => {
    before();
    return OriginalDate.now() + (world().clockMilliseconds ?? 0);
  };
  globalThis.Date = new Proxy(OriginalDate, {
    apply: () => new OriginalDate(now()).toString(),
    construct(target, args, newTarget) {
      const date = Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date;
      if (args.length > 1 && zoneMilliseconds() !== 0) date.setTime(date.getTime() - zoneMilliseconds());
      return date;
    },
    get: (target, key, receiver) => (key === 'now' ? now : (Reflect.get(target, key, receiver) as unknown)),
  });
}
