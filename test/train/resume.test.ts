import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { endOf, startTouchstone, touchstone } from '../cli/touchstone.ts';
import { contentOf, tinyProject } from './tiny.ts';

const KILLER = pathToFileURL(fileURLToPath(new URL('kill-at-write.js', import.meta.url))).href;

/** How many points of a run it is killed at; `TOUCHSTONE_KILL_POINTS=1000` tries every one. */
const KILL_POINTS = Number(process.env.TOUCHSTONE_KILL_POINTS ?? 4);

const TRAIN = ['train', 'tiny.json', '--run', 'run'];
const RESUME = ['train', '--resume', 'run'];

function killedAt(write: number, cwd: string, args: readonly string[], countFile = ''): Promise<unknown> {
  const env = {
    NODE_OPTIONS: `--import ${KILLER}`,
    KILL_AT_WRITE: String(write),
    KILL_COUNT_FILE: countFile,
  };
  return touchstone(args, { cwd, env });
}

describe('a run that is stopped', () => {
  let uninterrupted: Record<string, string>;
  let writes: number;
  beforeAll(async () => {
    const cwd = tinyProject();
    await killedAt(1_000_000, cwd, TRAIN, join(cwd, 'writes'));
    uninterrupted = contentOf(join(cwd, 'run'));
    writes = Number(readFileSync(join(cwd, 'writes'), 'utf8'));
  });

  it('is the same run twice, when it is not', async () => {
    const cwd = tinyProject();
    const { code, stdout } = await touchstone([...TRAIN, '--json'], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      finished: true,
      comparisons: [{ before: 'sft', after: 'final' }],
    });
    expect(contentOf(join(cwd, 'run'))).toEqual(uninterrupted);
  });

  it.each(['SFT', 'Curate', 'Validation step 3'])(
    'by Ctrl-C after "%s" names the command that continues it to the same numbers',
    async (line) => {
      const cwd = tinyProject();
      const child = startTouchstone(TRAIN, { cwd });
      child.stderr!.on('data', (text: Buffer) => {
        if (String(text).includes(line)) child.kill('SIGINT');
      });
      const { code, stderr } = await endOf(child);
      expect(stderr).toContain('stopping at the next safe point');
      expect(stderr).toContain('touchstone train --resume run');
      expect(code).toBe(130);
      const resumed = await touchstone(RESUME, { cwd });
      expect(resumed.code).toBe(0);
      expect(contentOf(join(cwd, 'run'))).toEqual(uninterrupted);
    },
  );

  it('by kill -9 at any moment, a write half done, continues to the same numbers', async () => {
    const step = Math.max(1, Math.floor(writes / KILL_POINTS));
    expect(writes).toBeGreaterThan(100);
    for (let write = step; write <= writes; write += step) {
      const cwd = tinyProject();
      await killedAt(write, cwd, TRAIN);
      const started = existsSync(join(cwd, 'run/run.json'));
      const { code, stderr } = await touchstone(started ? RESUME : TRAIN, { cwd });
      expect({ write, code, stderr }).toMatchObject({ code: 0 });
      expect({ write, ...contentOf(join(cwd, 'run')) }).toEqual({ write, ...uninterrupted });
    }
  });

  it('by kill -9 again and again still arrives at the same numbers', async () => {
    const cwd = tinyProject();
    await killedAt(Math.floor(writes / 3), cwd, TRAIN);
    for (const write of [10, 40]) await killedAt(write, cwd, RESUME);
    expect((await touchstone(RESUME, { cwd })).code).toBe(0);
    expect(contentOf(join(cwd, 'run'))).toEqual(uninterrupted);
  });
});
