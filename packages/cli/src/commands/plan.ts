import {
  planRunMemory,
  resolveConfig,
  startingModel,
  type ConfigInput,
  type ResolvedConfig,
  type RunMemory,
} from '@touchstone-rl/core';
import type { Command } from 'commander';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeCommand, withConfigOptions, wholeNumber } from '../command-options.ts';
import type { CommonOptions, ConfigOptions } from '../command-options.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { modelFolderOf } from '../model-folder.ts';
import { print, printJson, say } from '../print.ts';
import { loadConfigFile } from '../target.ts';
import { compact, table } from '../text.ts';

interface PlanOptions extends CommonOptions, ConfigOptions {
  readonly context?: number;
  readonly batch?: number;
  readonly rank: number;
}

interface NamedPlan extends RunMemory {
  readonly name: string;
}

/** `touchstone plan` */
export function addPlanCommand(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('plan')
    .summary('Say how much memory a run or a model will need.')
    .description(
      'Say how much memory a config needs, or a model for sampling and for training, and whether this machine has it. ' +
        'An estimate from shapes, some tens of per cent above what is measured.',
    )
    .argument('<model|config>', 'a model folder, a run whose final model is taken, or a config file')
    .option('--context <tokens>', "longest sequence (default: the config's, or 2048)", wholeNumber(2))
    .option(
      '--batch <sequences>',
      'sequences sampled together (default: 128, fewer where memory is short)',
      wholeNumber(1),
    )
    .option('--rank <rank>', 'rank of the adapters, for a model', wholeNumber(1), 16);
  withConfigOptions(command);
  describeCommand(command, 'print the plan in bytes as JSON on stdout', [
    'touchstone plan models/Qwen2.5-0.5B-Instruct --context 1024 --batch 32',
    'touchstone plan touchstone.config.ts --set model.maxResponseTokens=2048',
  ]);
  command.action(async (target: string, options: PlanOptions) => done(await plan(target, options)));
}

async function plan(target: string, options: PlanOptions): Promise<ExitCode> {
  const isModel = existsSync(target) && statSync(target).isDirectory();
  const plans = isModel ? await plansOfModel(target, options) : [await planOfConfig(target, options)];
  if (options.json) printJson({ target: resolve(target), plans: plans.map(toJson) });
  else for (const line of planLines(plans)) print(line);
  const fits = plans.some((one) => one.fits);
  if (!fits) say('this machine has too little memory');
  return fits ? EXIT.ok : EXIT.failed;
}

async function planOfConfig(path: string, options: PlanOptions): Promise<NamedPlan> {
  const { context, batch } = options;
  const limits = (await loadConfigFile(path, options)).settings.model;
  const set = [
    ...options.set,
    ...(context === undefined
      ? []
      : [`model.maxResponseTokens=${Math.max(1, context - limits.maxPromptTokens)}`]),
    ...(batch === undefined ? [] : [`engine.samplingSlots=${batch}`]),
  ];
  return { name: 'the run', ...(await memoryOf(await loadConfigFile(path, { ...options, set }))) };
}

/** What a model needs to be sampled, trained whole, and trained by adapters. */
async function plansOfModel(
  target: string,
  { context = 2048, batch, rank }: PlanOptions,
): Promise<NamedPlan[]> {
  const maxPromptTokens = Math.floor(context / 2);
  const limits = { maxPromptTokens, maxResponseTokens: context - maxPromptTokens };
  const model = { path: resolve(modelFolderOf(target)), ...limits };
  const engine = batch === undefined ? {} : { samplingSlots: batch };
  const uses: readonly (readonly [string, ConfigInput])[] = [
    ['sampling', { model, engine }],
    ['training', { model, engine, grpo: {} }],
    [`adapters of rank ${rank}`, { model: { ...model, lora: { rank } }, engine, grpo: {} }],
  ];
  return Promise.all(
    uses.map(async ([name, config]) => ({ name, ...(await memoryOf(await resolveConfig(config))) })),
  );
}

async function memoryOf({ settings, folder }: ResolvedConfig): Promise<RunMemory> {
  const { path } = settings.model;
  const start = await startingModel(settings.model, path && resolve(folder, path));
  return planRunMemory(settings, start.model);
}

function toJson({ name, plan, ...rest }: NamedPlan): unknown {
  return { name, ...plan, ...rest };
}

function planLines(plans: readonly NamedPlan[]): string[] {
  const parts = [...new Set(plans.flatMap(({ plan }) => plan.parts.map(({ name }) => name)))];
  const row: Row = (name, cell) => [name, ...plans.map(cell)];
  const { machineBytes } = plans[0]!;
  return [
    ...table([
      row('', ({ name }) => name),
      row('parameters', ({ plan }) => compact(plan.parameters)),
      row('trained', ({ plan }) => compact(plan.trained)),
      row('sampling processes', ({ samplers }) => String(samplers)),
      row('sampled together', ({ slots }) => String(slots)),
      row('tokens of a micro-batch', ({ plan, tokensPerMicroBatch }) =>
        plan.trained ? String(tokensPerMicroBatch) : '',
      ),
      row('gradient checkpointing', ({ plan, gradientCheckpointing }) =>
        plan.trained ? yesOrNo(gradientCheckpointing) : '',
      ),
      ...parts.map((name) =>
        row(name, ({ plan }) => megabytes(plan.parts.find((part) => part.name === name)?.bytes)),
      ),
      row('at most, in all', ({ plan }) => megabytes(plan.bytes)),
      ...(plans.some(isTight) ? bothWays(row) : []),
      row('fits', ({ fits }) => yesOrNo(fits)),
    ]),
    '',
    `This machine has ${megabytes(machineBytes)}. Training and sampling take turns, so the sum of all parts is not reached.`,
  ];
}

/** Whether memory is too short for a plan, or was before layers were computed twice. */
function isTight({ plan, fits, gradientCheckpointing }: NamedPlan): boolean {
  return plan.trained > 0 && (!fits || gradientCheckpointing);
}

type Row = (name: string, cell: (plan: NamedPlan) => string) => string[];

function bothWays(row: Row): string[][] {
  const ifTrained = (bytes: (plan: NamedPlan) => number) => (one: NamedPlan) =>
    one.plan.trained ? megabytes(bytes(one)) : '';
  return [
    row(
      '  without checkpointing',
      ifTrained((one) => one.bytesWithoutCheckpointing),
    ),
    row(
      '  with checkpointing',
      ifTrained((one) => one.bytesWithCheckpointing),
    ),
  ];
}

function yesOrNo(answer: boolean): string {
  return answer ? 'yes' : 'no';
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? '' : `${(bytes / 1e6).toFixed(0)} MB`;
}
