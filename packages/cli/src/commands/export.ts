import { messageOf, TouchstoneError } from '@touchstone-rl/core';
import { exportModel, type ExportOptions } from '@touchstone-rl/core/model';
import { Option, type Command } from 'commander';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeCommand, type CommonOptions } from '../command-options.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { printJson, say } from '../print.ts';
import { shownPath } from '../shown-path.ts';
import { modelFolderOf } from '../model-folder.ts';

interface ExportCommandOptions extends CommonOptions {
  readonly format: 'gguf' | 'huggingface';
  readonly out: string;
  readonly type?: keyof typeof TYPES;
  readonly thinkTokens: 'keep' | 'repurpose' | 'add';
}

/** Element types as the command line names them, and the formats that have them. */
const TYPES = {
  f32: { huggingface: 'F32', gguf: 'F32' },
  f16: { huggingface: 'F16', gguf: 'F16' },
  bf16: { huggingface: 'BF16' },
  q8_0: { gguf: 'Q8_0' },
} as const;

/** `touchstone export` */
export function addExportCommand(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('export')
    .summary('Write a model for llama.cpp or for transformers.')
    .description(
      'Write a model as one GGUF file for llama.cpp, or as a folder for transformers. Adapters are merged.',
    )
    .argument('<model>', 'a model folder, or a run, whose final model is taken')
    .requiredOption('--out <path>', 'the file (gguf) or the folder (huggingface) to write')
    .addOption(
      new Option('--format <name>', 'the format').choices(['gguf', 'huggingface']).makeOptionMandatory(),
    )
    .addOption(
      new Option('--type <name>', 'element type (default: f16 for gguf, f32 for huggingface)').choices(
        Object.keys(TYPES),
      ),
    )
    .addOption(
      new Option('--think-tokens <how>', 'tokens for <think> and </think> where the model has none')
        .choices(['keep', 'repurpose', 'add'])
        .default('keep'),
    );
  describeCommand(command, 'print what was written as JSON on stdout', [
    'touchstone export runs/first --format gguf --type q8_0 --out first.gguf',
    'touchstone export runs/first/model --format huggingface --type bf16 --out first',
  ]);
  command.action(async (model: string, options: ExportCommandOptions) => {
    done(await runExport(command, model, options));
  });
}

async function runExport(command: Command, model: string, options: ExportCommandOptions): Promise<ExitCode> {
  const { format, out, type: name, thinkTokens } = options;
  const types: { readonly [F in typeof format]?: string } = name ? TYPES[name] : {};
  if (name !== undefined && !types[format]) {
    command.error(`error: --type ${name} is not a type of the format ${format}`);
  }
  const folder = modelFolderOf(model);
  if (existsSync(out) && resolve(out) === resolve(folder)) command.error('error: --out is the model itself');
  const type = types[format];
  await understood(folder, { format, thinkTokens, ...(type && { type }) } as ExportOptions, out);
  const bytes = statSync(out).isFile() ? statSync(out).size : undefined;
  say(`wrote ${shownPath(resolve(out))}`);
  if (options.json) printJson({ model: folder, format, type: type ?? null, out: resolve(out), bytes });
  return EXIT.ok;
}

async function understood(folder: string, options: ExportOptions, out: string): Promise<void> {
  try {
    await exportModel(folder, out, options);
  } catch (cause) {
    throw new TouchstoneError({
      code: 'EXPORT_FAILED',
      message: `the model cannot be exported: ${messageOf(cause)}`,
      place: folder,
      cause,
    });
  }
}
