import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { preview, TouchstoneError, type LoadedPlugin, type ResolvedConfig } from '../kernel/index.ts';
import type { Seed } from '../domain/index.ts';
import { writeFileAtomically, writing } from './files.ts';
import { Journal, readJournal } from './journal.ts';

/**
 * Version of the run folder's layout. A newer one is refused, with the fix.
 *
 * @example
 * const canRead = ({ format }: RunRecord): boolean => format <= RUN_FORMAT;
 */
export const RUN_FORMAT = 1;

/**
 * The name of a journal of a run: a file of JSON Lines. `timings` alone is not reproducible, for it holds wall-clock
 * times.
 *
 * @example
 * const name: JournalName = 'curation'; // runs/quickstart/curation.jsonl
 * const records = await RunFolder.open('runs/quickstart').read<CurationRecord>(name);
 */
export type JournalName =
  'metrics' | 'rollouts' | 'evaluations' | 'evaluation-rollouts' | 'curation' | 'timings';

const JOURNALS: readonly JournalName[] = [
  'metrics',
  'rollouts',
  'evaluations',
  'evaluation-rollouts',
  'curation',
  'timings',
];

/**
 * Bytes of each journal when a checkpoint was written; what is behind them is cut off on resuming.
 *
 * @example
 * const grown = (before: JournalSizes, now: JournalSizes): number => now.rollouts - before.rollouts;
 */
export type JournalSizes = Readonly<Record<JournalName, number>>;

/**
 * `run.json`: written last when a run is created, so a folder that has it is complete.
 *
 * @example
 * const command = ({ configFile, set }: RunRecord): string =>
 *   ['touchstone train', configFile, ...set.map((assignment) => `--set ${assignment}`)].join(' ');
 */
export interface RunRecord {
  readonly format: number;
  readonly name: string;
  readonly configFile?: string;
  readonly set: readonly string[];
  readonly loader?: string;
  readonly node: string;
}

/**
 * `config.json`: the resolved config with plugin versions and the origin of each value.
 *
 * @example
 * const versionsOf = ({ plugins }: ConfigRecord): string[] =>
 *   plugins.map(({ name, version }) => `${name} ${version}`);
 * versionsOf(RunFolder.open('runs/quickstart').config); // as they were when the run was started
 */
export interface ConfigRecord {
  readonly settings: unknown;
  readonly plugins: readonly { name: string; version: string; origin: string; options: unknown }[];
  readonly origins: Readonly<Record<string, string>>;
}

/**
 * A seed as `seeds.jsonl` keeps it.
 *
 * @example
 * const records: SeedRecord[] = await RunFolder.open('runs/quickstart').seeds();
 * const refused = records.flatMap(({ dropped }) => (dropped ? [`${dropped.id}: ${dropped.reason}`] : []));
 */
export interface SeedRecord {
  readonly split: string;
  readonly seed?: Seed;
  /** Why the row is not in the run: dropped by a plugin, or unreadable. */
  readonly dropped?: { readonly id: string; readonly plugin: string; readonly reason: string };
}

/**
 * The record of a config and its plugins. Loggers are left out: they watch a run and never change it, so it
 * may be resumed with others.
 */
export function configRecord(config: ResolvedConfig, plugins: readonly LoadedPlugin[]): ConfigRecord {
  return {
    settings: config.settings,
    plugins: plugins
      .filter(({ kind }) => kind !== 'logger')
      .map(({ name, version, origin, options }) => ({ name, version, origin, options })),
    origins: Object.fromEntries(config.origins),
  };
}

/**
 * The folder of one run. Only one process at a time may write to it.
 *
 * @example
 * const run = RunFolder.open('runs/quickstart');
 * const steps = await run.read<StepRecord>('metrics');
 * console.log(run.record.name, steps.at(-1)?.metrics);
 */
export class RunFolder {
  readonly path: string;
  readonly record: RunRecord;
  #journals: Record<JournalName, Journal> | undefined;

  private constructor(path: string, record: RunRecord) {
    this.path = path;
    this.record = record;
  }

  /** Creates a run's folder. `run.json` comes last: a creation that was killed leaves no run behind. */
  static create(
    path: string,
    record: Omit<RunRecord, 'format' | 'node'>,
    config: ConfigRecord,
    seeds: readonly SeedRecord[],
  ): RunFolder {
    if (existsSync(join(path, 'run.json'))) {
      throw new TouchstoneError({
        code: 'RUN_EXISTS',
        message: 'the folder already holds a run',
        place: path,
        fix: `continue it with touchstone train --resume ${path}, or choose another folder with --run`,
      });
    }
    writing(path, () => mkdirSync(join(path, 'checkpoints'), { recursive: true }));
    const complete: RunRecord = { format: RUN_FORMAT, ...record, node: process.version };
    const run = new RunFolder(resolve(path), complete);
    run.#lock();
    writeFileAtomically(join(path, 'config.json'), JSON.stringify(config, undefined, 2));
    writeFileAtomically(join(path, 'seeds.jsonl'), seeds.map((seed) => `${JSON.stringify(seed)}\n`).join(''));
    writeFileAtomically(join(path, 'run.json'), JSON.stringify(complete, undefined, 2));
    return run;
  }

  /** Opens an existing run for reading. */
  static open(path: string): RunFolder {
    const file = join(path, 'run.json');
    if (!existsSync(file)) {
      throw new TouchstoneError({
        code: 'NOT_A_RUN',
        message: 'the folder holds no run',
        place: path,
        fix: 'give the folder that touchstone train printed; if its creation was cut short, train again',
      });
    }
    const record = JSON.parse(readFileSync(file, 'utf8')) as RunRecord;
    if (record.format > RUN_FORMAT) {
      throw new TouchstoneError({
        code: 'RUN_NEWER',
        message: `the run was written by a newer version (format ${record.format}; this one reads ${RUN_FORMAT})`,
        place: file,
        value: record.format,
        fix: 'update @touchstone-rl/cli and @touchstone-rl/core',
      });
    }
    return new RunFolder(resolve(path), record);
  }

  /** Opens an existing run for writing. */
  static openForWriting(path: string): RunFolder {
    const run = RunFolder.open(path);
    run.#lock();
    return run;
  }

  get config(): ConfigRecord {
    return JSON.parse(readFileSync(join(this.path, 'config.json'), 'utf8')) as ConfigRecord;
  }

  seeds(): Promise<SeedRecord[]> {
    return readJournal<SeedRecord>(join(this.path, 'seeds.jsonl'));
  }

  read<T>(journal: JournalName): Promise<T[]> {
    const path = this.journalPath(journal);
    return existsSync(path) ? readJournal<T>(path) : Promise.resolve([]);
  }

  journalPath(journal: JournalName): string {
    return join(this.path, `${journal}.jsonl`);
  }

  /** Opens the journals, cut back to the sizes of a checkpoint (or to nothing). */
  openJournals(sizes?: JournalSizes): void {
    const entries = JOURNALS.map((name) => [name, new Journal(this.journalPath(name), sizes?.[name] ?? 0)]);
    this.#journals = Object.fromEntries(entries) as Record<JournalName, Journal>;
  }

  append(journal: JournalName, ...values: readonly unknown[]): void {
    this.#open[journal].append(...values);
  }

  /** Makes the journals durable and returns their sizes, for a checkpoint. */
  syncJournals(): JournalSizes {
    const sizes = JOURNALS.map((name) => {
      this.#open[name].sync();
      return [name, this.#open[name].size];
    });
    return Object.fromEntries(sizes) as Record<JournalName, number>;
  }

  /** Closes the journals and releases the folder. */
  close(): void {
    for (const journal of Object.values(this.#journals ?? {})) journal.close();
    this.#journals = undefined;
    rmSync(join(this.path, 'run.lock'), { force: true });
  }

  get #open(): Record<JournalName, Journal> {
    if (!this.#journals) throw new Error('the journals of this run are not open');
    return this.#journals;
  }

  #lock(): void {
    const path = join(this.path, 'run.lock');
    // An empty lock is that of a process killed while it wrote its number: nobody holds it.
    const holder = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0;
    if (holder > 0 && holder !== process.pid && isAlive(holder)) {
      throw new TouchstoneError({
        code: 'RUN_LOCKED',
        message: 'another process is writing to this run',
        place: path,
        value: preview(holder),
        fix: `wait for process ${holder} to end, or end it`,
      });
    }
    writing(path, () => writeFileSync(path, String(process.pid)));
  }
}

/**
 * A folder name under `parent` that no run has yet: `name`, `name-2`, `name-3`, ...
 *
 * @example
 * freshRunPath('runs', 'arithmetic'); // 'runs/arithmetic', or with a number behind it
 */
export function freshRunPath(parent: string, name: string): string {
  const taken = new Set(existsSync(parent) ? readdirSync(parent) : []);
  for (let i = 1; ; i++) {
    const candidate = i === 1 ? name : `${name}-${i}`;
    if (!taken.has(candidate)) return join(parent, candidate);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}
