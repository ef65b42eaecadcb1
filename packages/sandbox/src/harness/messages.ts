import type { JsonValue, SandboxCall, SandboxCallResult } from '@touchstone-rl/core';

/** What a harness reported of a run in call mode. */
export interface CallReport {
  readonly results: readonly SandboxCallResult[];
  /** All calls were reached. */
  readonly done: boolean;
  readonly compileError?: string;
  readonly loadError?: string;
  readonly unsupported?: string;
  /** An error said that memory ran out. */
  readonly outOfMemory: boolean;
}

/** Deeper values could exhaust the stack of whoever compares them. */
const DEEPEST = 200;

/**
 * Reads the results channel: lines of a nonce and a JSON object. The nonce keeps chance output of the program apart
 * from results; a program that finds the channel and writes to it can say no more than what its functions could
 * have returned.
 */
export function readMessages(bytes: Buffer, nonce: string, calls: readonly SandboxCall[]): CallReport {
  const results: SandboxCallResult[] = [];
  let report: Omit<CallReport, 'results'> = { done: false, outOfMemory: false };
  for (const line of bytes.toString('utf8').split('\n')) {
    if (!line.startsWith(`${nonce} `)) continue;
    const message = parse(line.slice(nonce.length + 1));
    // In order and once each, so that a later line cannot replace an earlier one.
    if (message.index === results.length && results.length < calls.length) {
      const result = resultOf(message);
      if (result) results.push(result);
    }
    if (message.memory === true) report = { ...report, outOfMemory: true };
    if (message.done === true) report = { ...report, done: results.length === calls.length };
    for (const [key, field] of ENDINGS) {
      const text = message[key];
      if (typeof text === 'string') report = { ...report, [field]: text };
    }
  }
  return { results, ...report };
}

const ENDINGS = [
  ['compile', 'compileError'],
  ['load', 'loadError'],
  ['unsupported', 'unsupported'],
] as const;

function parse(text: string): Readonly<Record<string, unknown>> {
  if (depthOf(text) > DEEPEST) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Deepest nesting of brackets outside strings. */
function depthOf(json: string): number {
  let [depth, deepest] = [0, 0];
  let quoted = false;
  for (let i = 0; i < json.length; i++) {
    const code = json.charCodeAt(i);
    if (quoted) {
      if (code === 0x5c) i++;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x5d || code === 0x7d) depth--;
  }
  return deepest;
}

function resultOf(message: Readonly<Record<string, unknown>>): SandboxCallResult | undefined {
  if ('value' in message) return { value: message.value as JsonValue };
  if (typeof message.error === 'string') return { error: message.error };
  if (typeof message.unrepresentable === 'string') return { unrepresentable: message.unrepresentable };
  return undefined;
}
