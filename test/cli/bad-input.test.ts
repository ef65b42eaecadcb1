import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonLines, projectFolder, touchstone, type Ended } from './touchstone.ts';

const GOOD = {
  plugins: ['math', 'arithmetic'],
  data: { source: 'arithmetic', train: 4, validation: 0, test: 0 },
  model: { hiddenSize: 16, layers: 1, heads: 2, keyValueHeads: 1, intermediateSize: 32 },
};

async function trainWith(config: unknown, ...args: string[]): Promise<Ended> {
  const cwd = projectFolder({ 'config.json': JSON.stringify(config) });
  return touchstone(['train', 'config.json', ...args], { cwd });
}

/** The one message of a refusal, with a fix, no stack, and nothing on stdout; or what was wrong with it. */
function refusalOf({ code, stdout, stderr }: Ended): string {
  const isClear = /^ {2}fix {4}/m.test(stderr) && !/\.js:\d+:\d+/.test(stderr);
  if (code === 2 && stdout === '' && isClear) return stderr;
  return `NO CLEAR REFUSAL (exit code ${code}): ${stdout}${stderr}`;
}

describe('bad input to touchstone train', () => {
  it.each([
    ['an unknown plugin', { ...GOOD, plugins: ['maths'] }, /plugins\[0\]: no package provides .*"maths"/],
    [
      'a wrong plugin option',
      { ...GOOD, plugins: ['math', ['arithmetic', { maxOperation: 2 }]] },
      /"arithmetic" was given wrong options: .*maxOperation[^]*known options: minOperations/,
    ],
    [
      'an unknown setting',
      { ...GOOD, grpo: { step: 3 } },
      /`grpo\.step` is not a setting[^]*did you mean "steps"/,
    ],
    ['a wrong value', { ...GOOD, seed: -1 }, /`seed` is wrong[^]*config\.json[^]*-1/],
    [
      'options of a plugin that is not loaded',
      { ...GOOD, options: { repetition: { n: 3 } } },
      /`options\.repetition` is for a plugin that is not loaded/,
    ],
    [
      'an unknown seed source',
      { ...GOOD, data: { ...GOOD.data, source: 'arithmetics' } },
      /no seed source is named "arithmetics"[^]*did you mean "arithmetic"/,
    ],
    [
      'a missing file of seeds',
      {
        ...GOOD,
        plugins: ['math', ['jsonl', { train: 'nope.jsonl' }]],
        data: { ...GOOD.data, source: 'jsonl' },
      },
      /nope\.jsonl/,
    ],
    ['no data', { plugins: ['math'] }, /names no source/],
    ['an unknown preset', { ...GOOD, presets: ['phi5'] }, /no package provides the preset "phi5"/],
    ['a model folder that is not there', { ...GOOD, model: { path: 'nope' } }, /the folder holds no model/],
  ])('is refused: %s', async (_, config, message) => {
    expect(refusalOf(await trainWith(config))).toMatch(message);
  });

  it('is refused: an empty file of seeds, and rows that cannot be used, with the most frequent reason', async () => {
    const config = {
      ...GOOD,
      plugins: ['math', ['jsonl', { train: 'seeds.jsonl' }]],
      data: { ...GOOD.data, source: 'jsonl' },
    };
    const folderOf = (rows: string): string =>
      projectFolder({ 'config.json': JSON.stringify(config), 'seeds.jsonl': rows });
    const [empty, malformed] = await Promise.all([
      touchstone(['train', 'config.json'], { cwd: folderOf('') }),
      touchstone(['train', 'config.json'], { cwd: folderOf(jsonLines('{"prompt":', '[]', '[]')) }),
    ]);
    expect(refusalOf(empty)).toMatch(/train/);
    expect(refusalOf(malformed)).toMatch(/none of the 3 train seeds can be used[^]*2 times: /);
  });

  it('is refused: a config that is missing, broken, or no object', async () => {
    const cwd = projectFolder({ 'broken.json': '{"name": ', 'list.json': '[]' });
    const [missing, broken, list, assignment] = await Promise.all([
      touchstone(['train', 'nope.json'], { cwd }),
      touchstone(['train', 'broken.json'], { cwd }),
      touchstone(['train', 'list.json'], { cwd }),
      touchstone(['train', 'list.json', '--set', 'oops'], { cwd }),
    ]);
    expect(refusalOf(missing)).toMatch(/the file does not exist[^]*nope\.json/);
    expect(refusalOf(broken)).toMatch(/could not be loaded[^]*broken\.json/);
    expect(refusalOf(list)).toMatch(/a config must be an object/);
    expect(refusalOf(assignment)).toMatch(/a config must be an object|path=value/);
  });
});

describe('bad run folders', () => {
  it.each(['replay', 'report', 'evaluate', 'plugins'])('are refused by touchstone %s', async (command) => {
    const cwd = projectFolder();
    mkdirSync(join(cwd, 'empty'));
    mkdirSync(join(cwd, 'newer'));
    writeFileSync(join(cwd, 'newer/run.json'), JSON.stringify({ format: 99, name: 'newer', set: [] }));
    const [empty, newer] = await Promise.all([
      touchstone([command, 'empty'], { cwd }),
      touchstone([command, 'newer'], { cwd }),
    ]);
    expect(refusalOf(empty)).toMatch(/the folder holds no run/);
    expect(refusalOf(newer)).toMatch(
      /written by a newer version \(format 99; this one reads 1\)[^]*fix {4}update/,
    );
  });

  it('are refused by touchstone train --resume', async () => {
    const cwd = projectFolder();
    expect(refusalOf(await touchstone(['train', '--resume', 'nope'], { cwd }))).toMatch(
      /the folder holds no run/,
    );
  });
});
