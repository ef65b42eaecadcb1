import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asWriteError, writeFileAtomically } from './files.ts';
import { latestCheckpoint, pruneCheckpoints, writeCheckpoint, type Progress } from './checkpoint.ts';
import { Journal, readJournal } from './journal.ts';
import { freshRunPath, RunFolder } from './run-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'touchstone-run-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const newRun = (): RunFolder => {
  const record = { name: 'test', set: [] };
  const run = RunFolder.create(join(folder, 'run'), record, { settings: {}, plugins: [], origins: {} }, []);
  run.openJournals();
  return run;
};
const progress = (step: number, rest: Partial<Progress> = {}): Progress => ({
  stage: 'grpo',
  step,
  done: false,
  ...rest,
});
const save = async (path: string): Promise<void> => writeFileSync(join(path, 'model'), path);

describe('a journal', () => {
  it('is cut back to a checkpoint, with whatever a killed writer left behind', async () => {
    const path = join(folder, 'metrics.jsonl');
    const journal = new Journal(path);
    journal.append({ step: 1 });
    const { size } = journal;
    journal.append({ step: 2 });
    journal.close();
    appendFileSync(path, '{"step":3,"half');
    expect(await readJournal(path)).toEqual([{ step: 1 }, { step: 2 }]);
    new Journal(path, size).close();
    expect(readFileSync(path, 'utf8')).toBe('{"step":1}\n');
  });

  it('refuses to be shorter than its checkpoint, and to have a broken line in the middle', async () => {
    const path = join(folder, 'metrics.jsonl');
    writeFileSync(path, '{"step":1}\nbroken\n{"step":2}\n');
    expect(() => new Journal(path, 999)).toThrow(/has 29 bytes, but the checkpoint says 999/);
    await expect(readJournal(path)).rejects.toThrow(/metrics\.jsonl:2/);
  });
});

describe('a checkpoint', () => {
  it('is whole or absent: one that fails half way leaves nothing and the last one stands', async () => {
    const run = newRun();
    await writeCheckpoint(run, progress(1), save);
    const failing = async (path: string): Promise<void> => {
      writeFileSync(join(path, 'model'), 'half');
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    };
    await expect(writeCheckpoint(run, progress(2), failing)).rejects.toThrow(/the disk is full[^]*--resume/);
    expect(latestCheckpoint(run)!.state.step).toBe(1);
    run.close();
  });

  it('left half written by a kill is ignored and cleared away', async () => {
    const run = newRun();
    const first = await writeCheckpoint(run, progress(1), save);
    const temporary = join(run.path, 'checkpoints', 'tmp-000002-grpo-000002');
    mkdirSync(temporary);
    expect(latestCheckpoint(run)!.folder).toBe(first.folder);
    pruneCheckpoints(run);
    expect(existsSync(temporary)).toBe(false);
    run.close();
  });

  it('is kept while it is the newest, the best, or the one GRPO started from', async () => {
    const run = newRun();
    const start = await writeCheckpoint(run, progress(0, { stage: 'curate', done: true }), save);
    const best = { score: 0.5, step: 1, folder: '' };
    const first = await writeCheckpoint(run, progress(1, { best }), save, { isBest: true });
    const second = await writeCheckpoint(run, progress(2, { best: first.state.best! }), save);
    const third = await writeCheckpoint(run, progress(3, { best: first.state.best! }), save);
    pruneCheckpoints(run);
    expect([start, first, second, third].map((one) => existsSync(one.folder))).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(first.state.best!.folder).toBe('000002-grpo-000001');
    run.close();
  });
});

describe('a run folder', () => {
  it('is refused when it is newer, absent, or taken', () => {
    const run = newRun();
    const { path } = run;
    run.close();
    expect(() => newRun()).toThrow(/already holds a run[^]*--resume/);
    expect(() => RunFolder.open(folder)).toThrow(/holds no run/);
    writeFileSync(join(path, 'run.json'), JSON.stringify({ ...run.record, format: 99 }));
    expect(() => RunFolder.open(path)).toThrow(/newer version \(format 99; this one reads 1\)[^]*update/);
  });

  it('is locked while another living process writes to it', () => {
    const run = newRun();
    writeFileSync(join(run.path, 'run.lock'), String(process.ppid));
    expect(() => RunFolder.openForWriting(run.path)).toThrow(/another process is writing/);
    for (const left of ['999999999', '']) {
      writeFileSync(join(run.path, 'run.lock'), left);
      RunFolder.openForWriting(run.path).close();
    }
  });

  it('gets a name that no other has', () => {
    expect(freshRunPath(folder, 'a')).toBe(join(folder, 'a'));
    mkdirSync(join(folder, 'a'));
    expect(freshRunPath(folder, 'a')).toBe(join(folder, 'a-2'));
  });
});

describe('writing', () => {
  it('names the file and the fix when the disk is full, and passes other errors on', () => {
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
    expect(String(asWriteError('/x', full))).toMatch(/the disk is full[^]*\/x[^]*free some space/);
    const other = new Error('other');
    expect(asWriteError('/x', other)).toBe(other);
  });

  it('replaces a file whole', () => {
    const path = join(folder, 'file');
    writeFileAtomically(path, 'one');
    writeFileAtomically(path, 'two');
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(existsSync(`${path}.tmp`)).toBe(false);
  });
});
