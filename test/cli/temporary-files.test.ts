import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tinyProject } from '../train/tiny.ts';
import { jsonLines, touchstone } from './touchstone.ts';

const plugin = (name: string): string => new URL(`../../plugins/${name}`, import.meta.url).pathname;
const row = {
  id: 1,
  gold: '3',
  completion: '<think>1+2=3</think>\\boxed{3}',
  finish_reason: 'stop',
  lengthTokens: 9,
};

it('leaves nothing in the temporary folder, whatever the command', async () => {
  const cwd = tinyProject();
  const folder = join(cwd, 'temporary');
  mkdirSync(folder);
  const env = { TMPDIR: folder };
  const commands: [args: string[], input?: string][] = [
    [['train', 'tiny.json', '--run', 'run']],
    [['evaluate', 'run']],
    [['report', 'run']],
    [['generate', 'arithmetic', '--n', '2', '--out', 'seeds.jsonl']],
    [['score', 'tiny.json', '--in', '-'], jsonLines(row)],
    [['test', plugin('repetition')]],
  ];
  for (const [args, input] of commands) {
    const { code, stderr } = await touchstone(args, { cwd, env, input });
    expect([args, code, stderr]).toEqual([args, 0, expect.any(String)]);
    expect([args, readdirSync(folder)]).toEqual([args, []]);
  }
});
