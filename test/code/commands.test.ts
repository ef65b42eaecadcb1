import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jsonLines, projectFolder, rowsOf, touchstone } from '../cli/touchstone.ts';

const right = '```js\nconst add = (a, b) => a + b;\n```';
const wrong = '```js\nconst add = (a, b) => a - b;\n```';
const row = { language: 'javascript', entryPoint: 'add', tests: [{ args: [17, 25], expected: 42 }] };

describe('touchstone verify --verifier code', () => {
  it('gives each row one clear outcome', async () => {
    const rows = jsonLines(
      { id: 'right', ...row, completion: `<think>${wrong}</think>${right}` },
      { id: 'wrong', ...row, completion: wrong },
      { id: 'none', ...row, completion: 'It is 42.' },
      { id: 'two blocks', ...row, completion: `${wrong}\n${right}` },
      { id: 'bare', ...row, pred: 'const add = (a, b) => a + b' },
      {
        id: 'stdin',
        language: 'js',
        tests: [{ stdin: '17 25\n', stdout: '42' }],
        completion:
          "```js\nconst t = require('fs').readFileSync(0, 'utf8');\nconsole.log(eval(t.trim().replace(' ', '+')))\n```",
      },
      { id: 'language', ...row, language: 'klingon', completion: right },
      { id: 'expected', ...row, tests: [{ args: [1, 2] }], completion: right },
      { id: 'no tests', language: 'javascript', completion: right },
      { id: 'not JSON', ...row, completion: 7 },
    );
    const { code, stdout, stderr } = await touchstone(['verify', '--verifier', 'code', '--in', '-'], {
      input: rows,
    });
    expect(code).toBe(0);
    const said = rowsOf(stdout).map(({ id, verdict, reason }) => `${id}: ${verdict}: ${reason}`);
    expect(said).toEqual([
      'right: correct: the test passed',
      'wrong: incorrect: test 1 of 1: WA: expected 42, got -8',
      'none: incorrect: no fenced code block in the answer',
      'two blocks: correct: the test passed',
      'bare: correct: the test passed',
      'stdin: correct: the test passed',
      expect.stringContaining('language: unverifiable: the language "klingon" is unknown'),
      'expected: unverifiable: tests[0] has no `expected`',
      'no tests: unverifiable: the row has no `tests`',
      'not JSON: incorrect: no fenced code block in the answer',
    ]);
    expect(stderr).toMatch(/10 rows in .* correct 4 · incorrect 3 · unverifiable 3/);
  });

  it('checks rows for what they lack, and explains how they are read', async () => {
    const rows = jsonLines(
      { id: 1, ...row, completion: right },
      { id: 2, ...row, tests: [], completion: right },
    );
    const check = await touchstone(['verify', '--verifier', 'code', '--in', '-', '--check-golds'], {
      input: rows,
    });
    expect(check.code).toBe(1);
    expect(rowsOf(check.stdout).map(({ usable, reason }) => [usable, reason])).toEqual([
      [true, null],
      [false, 'the row has no `tests`'],
    ]);
    const explained = await touchstone(['verify', '--verifier', 'code', '--in', '-', '--explain'], {
      input: rows,
    });
    expect(explained.stderr).toContain('1 calls of add; values are compared outside the sandbox');
  });

  it('reads a HumanEval file as it is published', async () => {
    const published = {
      task_id: 'HumanEval/53',
      prompt: 'def add(x: int, y: int):\n    """Add two numbers x and y"""\n',
      entry_point: 'add',
      test: 'def check(candidate):\n    assert candidate(2, 3) == 5\n',
      language: 'python',
    };
    const input = jsonLines(
      { ...published, pred: '    return x + y\n' },
      { ...published, pred: '    return x * y\n' },
    );
    const { stdout } = await touchstone(['verify', '--verifier', 'code', '--in', '-'], { input });
    const verdicts = rowsOf(stdout).map(({ verdict }) => verdict);
    expect([
      ['correct', 'incorrect'],
      ['unverifiable', 'unverifiable'],
    ]).toContainEqual(verdicts);
  });
});

describe('touchstone score with a code reward', () => {
  it('scores completions of the toy domain by running them', async () => {
    const config = `
      export default {
        plugins: [
          ['@touchstone-rl/sandbox', { limits: { cpuSeconds: 1 } }],
          ['code', { extraction: 'whole', fraction: true }],
          'list-expressions',
        ],
        data: { source: 'list-expressions' },
        reward: { weights: { 'code-fraction': 1 } },
      };`;
    const cwd = projectFolder({ 'config.js': config });
    const made = await touchstone(
      ['generate', 'list-expressions', '--split', 'train', '--n', '3', '--out', 'seeds.jsonl'],
      { cwd },
    );
    expect(made.code).toBe(0);
    const seeds = rowsOf<{ demonstration: string }>(readFileSync(`${cwd}/seeds.jsonl`, 'utf8'));
    const answers = (demonstration: string): string[] => [
      demonstration,
      `${demonstration}.concat(0)`,
      'x',
      'x.',
    ];
    const input = jsonLines(
      ...seeds.flatMap((seed, i) =>
        answers(seed.demonstration).map((completion, j) => ({
          id: `${i}/${j}`,
          group: `${i}`,
          seed,
          completion,
          finish_reason: 'stop',
          lengthTokens: completion.length,
        })),
      ),
    );
    const { code, stdout } = await touchstone(['score', 'config.js', '--in', '-'], { cwd, input });
    expect(code).toBe(0);
    const rows = rowsOf<{ state: string; reward: number; verdict: string }>(stdout);
    expect(rows.map(({ state }) => state)).toEqual(Array(12).fill('scored'));
    const of = (j: number): string[] =>
      rows.filter((_, i) => i % 4 === j).map(({ reward, verdict }) => `${reward} ${verdict}`);
    expect(of(0)).toEqual(Array(3).fill('1 correct'));
    expect(of(1)).toEqual(Array(3).fill('0 incorrect'));
    expect(of(3)).toEqual(Array(3).fill('0 incorrect'));
    expect(rows.filter((_, i) => i % 4 === 2).every(({ reward }) => reward < 1)).toBe(true);
  });
});
