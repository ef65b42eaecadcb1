import { cancel, intro, select, text } from '@clack/prompts';
import { KINDS, type KindName } from './kinds.ts';
import { describeName } from './names.ts';

export interface Answers {
  readonly name: string;
  readonly kind: KindName;
}

/** Whether there is a person to ask. */
export function isInteractive(): boolean {
  return Boolean(process.stdin.isTTY && process.stdout.isTTY) && !process.env['CI'];
}

/** Asks for what was not given; nothing when the person leaves, which the prompts tell by a symbol. */
export async function ask(given: { name?: string; kind?: KindName }): Promise<Answers | undefined> {
  intro('A new Touchstone plugin');
  const kind: KindName | symbol = given.kind ?? (await askKind());
  if (typeof kind === 'symbol') return leave();
  const name: string | symbol = given.name ?? (await askName());
  if (typeof name === 'symbol') return leave();
  return { kind, name };
}

function askKind(): Promise<KindName | symbol> {
  const options = Object.entries(KINDS).map(([value, { hint }]) => ({
    value: value as KindName,
    label: value,
    hint,
  }));
  return select({ message: 'What does it do?', options });
}

function askName(): Promise<string | symbol> {
  return text({ message: 'Its name?', placeholder: 'shows-work', validate: faultOfName });
}

function faultOfName(value: string | undefined): string | undefined {
  try {
    describeName(value ?? '');
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function leave(): undefined {
  cancel('Nothing was written.');
  return undefined;
}
