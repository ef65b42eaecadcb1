import { TouchstoneError, type JsonValue, type SandboxCall, type SandboxLimits } from '@touchstone-rl/core';
import type { Command } from 'commander';
import { describeCommand, jsonObject, type CommonOptions } from '../command-options.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { print, printJson, say } from '../print.ts';
import { jsonCalls, readTextFile } from '../sandbox/arguments.ts';
import { examinationLines } from '../sandbox/examination-lines.ts';

interface RunOptions extends CommonOptions {
  readonly lang: string;
  readonly file: string;
  readonly stdin?: string;
  readonly calls?: readonly SandboxCall[];
  readonly limits: Partial<SandboxLimits>;
  readonly layer?: string;
}

/** `touchstone sandbox run` and `touchstone sandbox doctor` */
export function addSandboxCommand(program: Command, done: (code: ExitCode) => void): void {
  const sandbox = program
    .command('sandbox')
    .summary('Run a program in the sandbox, or see what the sandbox can do on this machine.');
  const run = sandbox
    .command('run')
    .summary('Run one program.')
    .description(
      'Run one program in the first layer that fits, and say what it did.\n\n' +
        'Without --calls the program runs on --stdin; with --calls the functions are called and their results\n' +
        'come back as data. Exits 0 when the program ended well, 1 otherwise.',
    )
    .requiredOption('--lang <name>', 'language: python, javascript, typescript, cpp, ...')
    .option('--file <path>', 'the program; - for stdin', '-')
    .option('--stdin <path>', "file with the program's input")
    .option('--calls <json>', 'calls as a JSON array of {"function", "arguments"}', jsonCalls)
    .option('--limits <json>', 'limits as a JSON object, e.g. {"cpuSeconds": 2}', jsonObject, {})
    .option('--layer <name>', 'run in this layer and no other');
  describeCommand(run, 'print the whole result as JSON on stdout', [
    'touchstone sandbox run --lang python --file answer.py --stdin input.txt',
    'touchstone sandbox run --lang js --file add.js --calls \'[{"function":"add","arguments":[1,2]}]\' --json',
  ]);
  run.action(async (options: RunOptions) => done(await runProgram(options)));

  const doctor = sandbox
    .command('doctor')
    .summary('Probe every layer: what works here, what it contains, what is missing.')
    .description(
      'Probe every layer with programs that try to get out, and say for each language what runs it here.\n' +
        'Exits 1 when no language can be run in isolation.',
    );
  describeCommand(doctor, 'print the examination as JSON on stdout', ['touchstone sandbox doctor']);
  doctor.action(async (options: CommonOptions) => done(await examine(options)));
}

async function runProgram(options: RunOptions): Promise<ExitCode> {
  const { createSandbox, languageNamed, LANGUAGES, LAYER_NAMES, limitsSchema } =
    await import('@touchstone-rl/sandbox');
  requireOneOf('--lang', options.lang, languageNamed(options.lang) !== undefined, LANGUAGES);
  requireOneOf(
    '--layer',
    options.layer,
    options.layer === undefined || LAYER_NAMES.includes(options.layer),
    LAYER_NAMES,
  );
  const limits = limitsSchema.partial().safeParse(options.limits);
  if (!limits.success) {
    throw new TouchstoneError({
      code: 'LIMITS_INVALID',
      message: limits.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
      place: '--limits',
      value: options.limits as JsonValue,
      fix: `give numbers above 0 for any of: ${Object.keys(limitsSchema.shape).join(', ')}`,
    });
  }
  const sandbox = createSandbox(options.layer === 'vm2' ? { unsafeVm2: true } : {});
  try {
    const result = await sandbox.run({
      language: options.lang,
      source: readTextFile('--file', options.file),
      stdin: options.stdin === undefined ? '' : readTextFile('--stdin', options.stdin),
      calls: options.calls,
      limits: options.limits,
      layer: options.layer,
    });
    if (options.json) printJson(result);
    else {
      if (result.stdout) process.stdout.write(result.stdout);
      if (result.stderr) process.stderr.write(result.stderr);
      for (const each of result.results ?? []) print(JSON.stringify(each));
      const { cpuSeconds, wallSeconds } = result.usage;
      say(
        `${result.status}${result.reason ? `: ${result.reason}` : ''} · ${result.layer}, isolation ${result.isolation}, ` +
          `${cpuSeconds.toFixed(2)} s CPU, ${wallSeconds.toFixed(2)} s wall`,
      );
    }
    return result.status === 'ok' ? EXIT.ok : EXIT.failed;
  } finally {
    await sandbox.dispose();
  }
}

function requireOneOf(place: string, value: string | undefined, ok: boolean, known: readonly string[]): void {
  if (ok) return;
  throw new TouchstoneError({
    code: 'UNKNOWN_NAME',
    message: `${JSON.stringify(value)} is not known here`,
    place,
    value,
    fix: `use one of: ${known.join(', ')}`,
  });
}

async function examine({ json }: CommonOptions): Promise<ExitCode> {
  const { examineSandbox } = await import('@touchstone-rl/sandbox');
  const examination = await examineSandbox();
  if (json) printJson(examination);
  else for (const line of examinationLines(examination)) print(line);
  return Object.keys(examination.languages).length > 0 ? EXIT.ok : EXIT.failed;
}
