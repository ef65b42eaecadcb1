import type { JsonValue, SandboxCall } from '@touchstone-rl/core';
import type { CallTest } from '../assertions/assertion.ts';
import { toWire } from '../value/wire.ts';
import { JAVASCRIPT_HARNESS, javascriptExport, javascriptTarget } from './harness-javascript.ts';
import { PYTHON_HARNESS, pythonTarget } from './harness-python.ts';

/** Names of functions that may be written into a harness: nothing else can stand in one. */
const ENTRY_POINT = /^[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*){0,3}$/u;

/** Whether a row's entry point is a name, or a dotted path of names. */
export function isEntryPoint(name: string): boolean {
  return name.length <= 200 && ENTRY_POINT.test(name);
}

/** A program with what is needed to call its function with data. */
export function withHarness(program: string, language: string, entryPoint: string): string {
  if (!isEntryPoint(entryPoint)) throw new Error(`the entry point ${JSON.stringify(entryPoint)} is no name`);
  const python = language === 'python';
  const target = python ? pythonTarget(entryPoint) : javascriptTarget(entryPoint);
  const harness = python ? PYTHON_HARNESS : JAVASCRIPT_HARNESS;
  const seen = python ? '' : javascriptExport(program);
  return `${program}\n${harness.replaceAll('TOUCHSTONE_TARGET', () => target)}${seen}`;
}

/** A call of the harness for one test. What is expected stays here. */
export function harnessCall({ arguments: given, keywords }: CallTest): SandboxCall {
  const named = [...(keywords ?? [])].map(([name, value]): JsonValue => [name, toWire(value)]);
  return { function: '__touchstone_call', arguments: [given.map(toWire), named] };
}
