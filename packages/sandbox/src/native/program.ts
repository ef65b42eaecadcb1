import { randomBytes } from 'node:crypto';
import { NODE_HARNESS } from '../harness/node.ts';
import { PYTHON_HARNESS } from '../harness/python.ts';
import type { Job } from '../layer.ts';
import { findCommand, type FoundCommand } from './commands.ts';
import type { NativeLanguage } from './languages.ts';
import { quickHarness, quickMain } from './python-start.ts';

/** Where the harness stands inside, out of the program's working folder. */
const HARNESS = { python: '/harness.py', javascript: '/harness.cjs' } as const;

/** Where what starts a Python program quickly stands. */
const QUICK_MAIN = '/start.py';

export type CallableLanguage = keyof typeof HARNESS;

/** Languages whose functions the native layers can call. */
export function isCallable(language: string): language is CallableLanguage {
  return Object.hasOwn(HARNESS, language);
}

/** A job as files and commands. */
export interface NativeProgram {
  /** By absolute path inside. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly compile?: readonly string[];
  readonly run: readonly string[];
  /** What the harness reads on the calls channel. */
  readonly calls?: { readonly nonce: string; readonly payload: Buffer };
}

/** The commands found for a language's names. */
export type Commands = ReadonlyMap<string, FoundCommand>;

const lookedUp = new Map<NativeLanguage, Commands | string>();

/** The commands of a language, or the name of the one that is missing. Looked up once in a process. */
export function commandsOf(language: NativeLanguage): Commands | string {
  const known = lookedUp.get(language);
  if (known !== undefined) return known;
  const found = lookUp(language);
  lookedUp.set(language, found);
  return found;
}

function lookUp(language: NativeLanguage): Commands | string {
  const found = new Map<string, FoundCommand>();
  for (const name of language.commands) {
    const command = findCommand(name);
    if (!command) return name;
    found.set(name, command);
  }
  return found;
}

/** Lays out a job: the program, its further files, its input, and a harness when functions are to be called. */
export function layOut(
  job: Job,
  language: NativeLanguage,
  commands: Commands,
  folder: { readonly work: string; readonly stdin: string; readonly root: string },
): NativeProgram {
  const file = job.language === 'javascript' && isModule(job.source) ? 'main.mjs' : language.file;
  const files = new Map<string, Buffer>();
  for (const [name, text] of Object.entries(job.files))
    files.set(`${folder.work}/${name}`, Buffer.from(text));
  files.set(`${folder.work}/${file}`, Buffer.from(job.source));
  files.set(folder.stdin, Buffer.from(job.stdin));
  const fill = (words: readonly string[]): string[] =>
    words.map((word) =>
      word === language.file ? file : word.replace(/^\{(.+)\}$/, (_, name) => commands.get(name)!.path),
    );
  const compile = language.compile && fill(language.compile);
  const interpreter = commands.get(language.commands[0]!)!.path;
  if (!job.calls || !isCallable(job.language)) {
    const main = job.language === 'python' ? quickMain(interpreter, folder.work, file) : undefined;
    if (main === undefined) return { files, compile, run: fill(language.run) };
    files.set(`${folder.root}${QUICK_MAIN}`, Buffer.from(main));
    return { files, run: [interpreter, '-E', '-s', '-S', '-B', `${folder.root}${QUICK_MAIN}`] };
  }
  const harness = `${folder.root}${HARNESS[job.language]}`;
  const nonce = randomBytes(16).toString('hex');
  const calls = { nonce, payload: Buffer.from(JSON.stringify({ nonce, calls: job.calls })) };
  if (job.language === 'javascript') {
    files.set(harness, Buffer.from(NODE_HARNESS));
    return { files, run: [interpreter, harness, `${folder.work}/${file}`], calls };
  }
  const quick = quickHarness(interpreter, PYTHON_HARNESS);
  files.set(harness, Buffer.from(quick ?? PYTHON_HARNESS));
  return { files, run: [interpreter, '-I', ...(quick === undefined ? [] : ['-S']), '-B', harness], calls };
}

/** Whether a program is written as an ECMAScript module. */
export function isModule(source: string): boolean {
  return /^[ \t]*(?:export[ {*]|import[ {*"'])/m.test(source);
}
