import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { TouchstoneError } from '../kernel/index.ts';
import { asWriteError, syncFile, syncFolder, writeFileAtomically } from './files.ts';
import type { JournalSizes, RunFolder } from './run-folder.ts';

/**
 * A stage of a run.
 *
 * @example
 * const trains = (stage: Stage): boolean => stage === 'sft' || stage === 'grpo';
 */
export type Stage = 'sft' | 'evaluate-sft' | 'curate' | 'grpo' | 'evaluate-final';

/** Stages of a run, in order. */
export const STAGES: readonly Stage[] = ['sft', 'evaluate-sft', 'curate', 'grpo', 'evaluate-final'];

/**
 * How far a run has come: `stage` is done up to and including `step`.
 *
 * @example
 * const asText = ({ stage, step, done, best }: Progress): string =>
 *   `${stage} ${done ? 'is done' : `at step ${step}`}; best score ${best?.score ?? 'not yet known'}`;
 */
export interface Progress {
  readonly stage: Stage;
  readonly step: number;
  /** Whether the whole stage is done. */
  readonly done: boolean;
  /** The best validation score so far and the checkpoint that has it. */
  readonly best?: { readonly score: number; readonly step: number; readonly folder: string };
}

/**
 * `state.json` of a checkpoint.
 *
 * @example
 * // What a resumed run keeps of its journals.
 * const bytesKept = ({ journals }: CheckpointState): number =>
 *   Object.values(journals).reduce((sum, bytes) => sum + bytes, 0);
 */
export interface CheckpointState extends Progress {
  readonly journals: JournalSizes;
}

/**
 * A saved model with the point of the run at which it was saved.
 *
 * @example
 * const lineOf = ({ folder, state }: Checkpoint): string => `${folder}: ${state.stage}, step ${state.step}`;
 */
export interface Checkpoint {
  readonly folder: string;
  readonly state: CheckpointState;
}

const NAME = /^(\d{6})-[a-z-]+-\d{6}$/;

/**
 * Writes a checkpoint: model files into a temporary folder, made durable, then renamed. A reader sees the
 * whole checkpoint or none of it. The journals are synced first, so their recorded sizes are on disk.
 */
export async function writeCheckpoint(
  run: RunFolder,
  progress: Progress,
  save: (folder: string) => Promise<void>,
  { isBest = false }: { isBest?: boolean } = {},
): Promise<Checkpoint> {
  const parent = join(run.path, 'checkpoints');
  const journals = run.syncJournals();
  const number = (listCheckpoints(run).at(-1)?.number ?? 0) + 1;
  const name = `${pad(number)}-${progress.stage}-${pad(progress.step)}`;
  const folder = join(parent, name);
  const temporary = join(parent, `tmp-${name}`);
  const best = isBest && progress.best ? { ...progress.best, folder: name } : progress.best;
  const state: CheckpointState = { ...progress, ...(best && { best }), journals };
  try {
    rmSync(temporary, { recursive: true, force: true });
    mkdirSync(temporary, { recursive: true });
    await save(temporary);
    for (const file of readdirSync(temporary)) syncFile(join(temporary, file));
    writeFileAtomically(join(temporary, 'state.json'), JSON.stringify(state, undefined, 2));
    renameSync(temporary, folder);
    syncFolder(parent);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw asWriteError(folder, error);
  }
  return { folder, state };
}

/**
 * The newest complete checkpoint of a run.
 *
 * @example
 * const checkpoint = latestCheckpoint(RunFolder.open('runs/quickstart'));
 * if (checkpoint) console.log(`touchstone evaluate runs/quickstart --model ${checkpoint.folder}`);
 */
export function latestCheckpoint(run: RunFolder): Checkpoint | undefined {
  const newest = listCheckpoints(run).at(-1);
  return newest && readCheckpoint(newest.folder);
}

/** The newest checkpoint that ended a stage, e.g. the policy that GRPO started from. */
export function stageCheckpoint(run: RunFolder, stages: readonly Stage[]): Checkpoint | undefined {
  return listCheckpoints(run)
    .map(({ folder }) => readCheckpoint(folder))
    .findLast(({ state }) => state.done && stages.includes(state.stage));
}

/** A checkpoint by its folder. */
function readCheckpoint(folder: string): Checkpoint {
  const path = join(folder, 'state.json');
  if (!existsSync(path)) {
    throw new TouchstoneError({
      code: 'NOT_A_CHECKPOINT',
      message: 'the folder holds no checkpoint',
      place: folder,
      fix: 'give a folder under RUN/checkpoints',
    });
  }
  return { folder, state: JSON.parse(readFileSync(path, 'utf8')) as CheckpointState };
}

/**
 * Removes checkpoints that nothing needs: all but the newest, the best, and the newest that ended a stage
 * before GRPO (the reference policy).
 */
export function pruneCheckpoints(run: RunFolder): void {
  const parent = join(run.path, 'checkpoints');
  for (const name of readdirSync(parent)) {
    if (name.startsWith('tmp-')) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const all = listCheckpoints(run).map(({ folder }) => readCheckpoint(folder));
  const newest = all.at(-1);
  const start = all.findLast(({ state }) => state.done && state.stage !== 'grpo');
  const best = newest?.state.best && join(parent, newest.state.best.folder);
  const needed = new Set([newest?.folder, start?.folder, best]);
  for (const { folder } of all) {
    if (!needed.has(folder)) removeWhole(folder);
  }
}

/** Removes a checkpoint so that a kill in the middle never leaves one that looks complete: renamed first. */
function removeWhole(folder: string): void {
  const temporary = join(dirname(folder), `tmp-${basename(folder)}`);
  rmSync(temporary, { recursive: true, force: true });
  renameSync(folder, temporary);
  rmSync(temporary, { recursive: true, force: true });
}

function listCheckpoints(run: RunFolder): { number: number; folder: string }[] {
  const parent = join(run.path, 'checkpoints');
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((name) => NAME.test(name))
    .sort()
    .map((name) => ({ number: Number(NAME.exec(name)![1]), folder: join(parent, name) }));
}

function pad(value: number): string {
  return String(value).padStart(6, '0');
}
