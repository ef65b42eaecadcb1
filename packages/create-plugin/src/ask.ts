import type { Readable, Writable } from 'node:stream';
import { cancel, intro, select, text } from '@clack/prompts';
import { KINDS, type KindName } from './kinds.ts';
import { describeName } from './names.ts';

export interface Answers {
  readonly name: string;
  readonly kind: KindName;
}

/** Where questions are shown and answers come from. */
export interface Terminal {
  readonly input?: Readable;
  readonly output?: Writable;
}

/** Whether there is a person to ask. */
export function isInteractive(): boolean {
  return Boolean(process.stdin.isTTY && process.stdout.isTTY) && !process.env['CI'];
}

/** Asks for what was not given; nothing when the person leaves, which the prompts tell by a symbol. */
export async function ask(
  given: { name?: string; kind?: KindName },
  terminal: Terminal = {},
): Promise<Answers | undefined> {
  intro('A new Touchstone plugin', terminal);
  const kind: KindName | symbol = given.kind ?? (await askKind(terminal));
  if (typeof kind === 'symbol') return leave(terminal);
  const name: string | symbol = given.name ?? (await askName(terminal));
  if (typeof name === 'symbol') return leave(terminal);
  return { kind, name };
}

function askKind(terminal: Terminal): Promise<KindName | symbol> {
  const options = Object.entries(KINDS).map(([value, { hint }]) => ({
    value: value as KindName,
    label: value,
    hint,
  }));
  return select({ message: 'What does it do?', options, ...terminal });
}

function askName(terminal: Terminal): Promise<string | symbol> {
  return text({ message: 'Its name?', placeholder: 'shows-work', validate: faultOfName, ...terminal });
}

function faultOfName(value: string | undefined): string | undefined {
  try {
    describeName(value ?? '');
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function leave(terminal: Terminal): undefined {
  cancel('Nothing was written.', terminal);
  return undefined;
}
