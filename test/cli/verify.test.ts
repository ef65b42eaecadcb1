import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonLines, projectFolder, readRows, rowsOf, touchstone } from './touchstone.ts';

const UNUSUAL_VERIFIER = `
import { correct, defineVerifier, incorrect } from '@touchstone-rl/core';
export default defineVerifier({
  name: 'unusual',
  verify({ seed, pred }) {
    if (pred === 'throw') throw new Error('connection lost');
    if (pred === 'hang') for (;;);
    if (pred === 'later') return Promise.resolve(correct('later'));
    if (pred === 'nothing') return undefined;
    return seed.meta?.tests === 3 && seed.meta?.note === 'n' ? correct('meta seen') : incorrect('no meta');
  },
});`;

describe('touchstone verify', () => {
  it('judges whole responses and bare answers, in order, and never stops at a bad row', async () => {
    const folder = projectFolder({
      'in.jsonl': jsonLines(
        { id: 'bare', gold: '1/2', pred: '0.5' },
        { id: 'whole', gold: '42', completion: '<think>6*7</think>So \\boxed{42}.' },
        { id: 'wrong', gold: '42', completion: '<think>\\boxed{42}</think>\\boxed{41}' },
        '{"id": "cut", "gold": ',
        '[1, 2]',
        { id: 'no answer', gold: '1' },
        { id: 'odd gold', gold: ['1'], pred: '1' },
        { id: 'odd prompt', gold: '1', pred: '1', prompt: { text: 'x' } },
        '',
        { id: 7, gold: 7, pred: 7 },
        { gold: '3', pred: 'line\u2028separator' },
      ),
    });
    const out = join(folder, 'out.jsonl');
    const args = ['verify', '--verifier', 'math', '--in', join(folder, 'in.jsonl'), '--out', out];
    const ended = await touchstone(args);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toMatch(/^10 rows in [\d.]+ s: correct 3 · incorrect 2 · unverifiable 5\n$/);
    const rows = readRows(out);
    expect(rows.map(({ id, line, verdict }) => [id ?? `line ${String(line)}`, verdict])).toEqual([
      ['bare', 'correct'],
      ['whole', 'correct'],
      ['wrong', 'incorrect'],
      ['line 4', 'unverifiable'],
      ['line 5', 'unverifiable'],
      ['no answer', 'unverifiable'],
      ['odd gold', 'unverifiable'],
      ['odd prompt', 'unverifiable'],
      [7, 'correct'],
      ['line 11', 'incorrect'],
    ]);
    expect(rows[3]!.reason).toMatch(/^line 4: not JSON: /);
    expect(rows[4]!.reason).toBe('line 5: the row is [1,2], not a JSON object');
    expect(rows[5]!.reason).toBe(
      'line 6: the row has neither `completion` (a whole response) nor `pred` (a bare answer)',
    );
    expect(rows[6]!.reason).toBe('line 7: `gold` is ["1"], not a string');
    expect(rows[1]).toMatchObject({ extracted: '42', ms: expect.any(Number), reason: expect.any(String) });
    expect(Object.keys(rows[3]!)).toEqual(['line', 'verdict', 'extracted', 'reason', 'ms']);
  });

  it('works for a verifier of your own, given by path, and tells its failures from wrong answers', async () => {
    const folder = projectFolder({ 'unusual.ts': UNUSUAL_VERIFIER });
    const input = jsonLines(
      { id: 1, pred: 'x', tests: 3, meta: { note: 'n' } },
      { id: 2, pred: 'throw' },
      { id: 3, pred: 'hang' },
      { id: 4, pred: 'later' },
      { id: 5, pred: 'nothing' },
      { id: 6, pred: 'x' },
    );
    const args = ['verify', '--verifier', './unusual.ts', '--in', '-', '--deadline', '200'];
    const ended = await touchstone(args, { cwd: folder, input });
    expect(ended.code).toBe(0);
    expect(rowsOf(ended.stdout).map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['correct', 'meta seen'],
      ['error', 'verifier "unusual" connection lost'],
      ['error', 'verifier "unusual" did not finish within 200 ms'],
      ['correct', 'later'],
      ['error', 'verifier "unusual" returned undefined, which is not a verdict'],
      ['incorrect', 'no meta'],
    ]);
  });

  it('explains verdicts and checks golds', async () => {
    const folder = projectFolder({
      'in.jsonl': jsonLines(
        { id: 'a', gold: '2', pred: '2' },
        { id: 'b', gold: '', pred: '2' },
        { id: 'c', gold: '5,120', pred: '2' },
      ),
    });
    const input = ['--in', join(folder, 'in.jsonl')];
    const [explained, checked] = await Promise.all([
      touchstone(['verify', '--verifier', 'math', ...input, '--explain']),
      touchstone(['verify', '--verifier', 'math', ...input, '--check-golds']),
    ]);
    expect(explained.stderr).toMatch(/a: correct\n {2}gold {7}"2"\n[^]*b: /);
    expect(checked.code).toBe(1);
    expect(rowsOf(checked.stdout)).toMatchObject([
      { id: 'a', usable: true, reason: null, note: null },
      { id: 'b', usable: false, reason: expect.any(String), note: null },
      { id: 'c', usable: true, reason: null, note: expect.stringContaining('several readings') },
    ]);
  });

  it('gives the counts as JSON', async () => {
    const folder = projectFolder({ 'in.jsonl': jsonLines({ id: 1, gold: '1', pred: '1' }) });
    const args = ['verify', '--verifier', 'math', '--in', 'in.jsonl', '--out', 'out.jsonl', '--json'];
    const ended = await touchstone(args, { cwd: folder });
    expect(JSON.parse(ended.stdout)).toEqual({ rows: 1, correct: 1 });
  });

  it.each([
    ['a missing file', ['--in', 'nope.jsonl'], /the file does not exist\n {2}at {5}nope\.jsonl\n {2}fix/],
    ['a folder', ['--in', '.'], /this is a folder/],
    ['its own input as output', ['--in', 'in.jsonl', '--out', 'in.jsonl'], /would overwrite the input/],
    ['a wrong option', ['--in', 'in.jsonl', '--options', '{"polcy":1}'], /polcy[^]*known options: /],
    ['options that are not JSON', ['--in', 'in.jsonl', '--options', '{'], /--options[^]*it is not JSON/],
    ['no input', [], /required option '--in <file>' not specified/],
    ['a folder that is not there', ['--in', 'in.jsonl', '--out', 'no/out'], /folder of the output does not/],
  ])('refuses %s with one clear error', async (_, args, message) => {
    const folder = projectFolder({ 'in.jsonl': jsonLines({ id: 1, gold: '1', pred: '1' }) });
    const ended = await touchstone(['verify', '--verifier', 'math', ...args], { cwd: folder });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr).not.toMatch(/^\s+at .*\.js:\d+/m);
    expect(readRows(join(folder, 'in.jsonl'))).toHaveLength(1);
  });

  it('refuses an unknown verifier with the names it tried, and a plugin that is none', async () => {
    const common = ['--in', 'in.jsonl'];
    const [unknown, reward] = await Promise.all([
      touchstone(['verify', '--verifier', 'maths', ...common]),
      touchstone(['verify', '--verifier', 'repetition', ...common]),
    ]);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toMatch(/no package provides the plugin "maths" \(tried [^]*fix/);
    expect(reward.stderr).toMatch(/"repetition" provides no verifier; it is a reward/);
  });

  it.runIf(existsSync('/dev/full'))('says that the disk is full, without a stack', async () => {
    const folder = projectFolder({ 'in.jsonl': jsonLines({ id: 1, gold: '1', pred: '1' }) });
    const args = ['verify', '--verifier', 'math', '--in', 'in.jsonl', '--out', '/dev/full'];
    const ended = await touchstone(args, { cwd: folder });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/the disk is full[^]*\/dev\/full[^]*fix/);
  });
});
