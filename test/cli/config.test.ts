import { describe, expect, it } from 'vitest';
import { projectFolder, rowsOf, touchstone } from './touchstone.ts';

const CONFIG = {
  presets: ['phi4-reasoning'],
  plugins: ['arithmetic'],
  data: { source: 'arithmetic', train: 10 },
};

describe('touchstone config', () => {
  it('lists every value with where it came from, and every plugin', async () => {
    const cwd = projectFolder({
      'base.json': JSON.stringify({ seed: 3, name: 'base' }),
      'config.json': JSON.stringify({ ...CONFIG, extends: 'base.json', name: 'mine' }),
    });
    const { code, stdout } = await touchstone(['config', 'config.json', '--set', 'data.test=5'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^name +"mine" +config\.json$/m);
    expect(stdout).toMatch(/^seed +3 +base\.json$/m);
    expect(stdout).toMatch(/^data\.test +5 +--set$/m);
    expect(stdout).toMatch(/^data\.validation +64 +default$/m);
    expect(stdout).toMatch(/^reward\.weights\.repetition .* preset phi4-reasoning$/m);
    expect(stdout).toMatch(/^repetition +0\.1\.0 +@touchstone-rl\/plugin-repetition +\{"n":5,/m);
  });

  it('gives the same as JSON, and a JSON Schema for editors', async () => {
    const cwd = projectFolder({ 'config.json': JSON.stringify(CONFIG) });
    const [config, schema] = await Promise.all([
      touchstone(['config', 'config.json', '--json'], { cwd }),
      touchstone(['config', '--schema'], { cwd }),
    ]);
    const parsed = JSON.parse(config.stdout) as Record<string, unknown>;
    expect(parsed).toMatchObject({
      settings: { data: { train: 10 } },
      origins: { 'data.train': 'config.json' },
    });
    expect(JSON.parse(schema.stdout)).toMatchObject({ properties: { plugins: {}, grpo: {} } });
  });
});

describe('touchstone plugins', () => {
  it('lists plugins in order with what they tap', async () => {
    const cwd = projectFolder({ 'config.json': JSON.stringify(CONFIG) });
    const [text, json] = await Promise.all([
      touchstone(['plugins', 'config.json'], { cwd }),
      touchstone(['plugins', 'config.json', '--json'], { cwd }),
    ]);
    expect(text.stdout).toMatch(/^1 +math +0\.1\.0 +verifier +verifier +[\d.]+ ms$/m);
    expect(text.stdout).toMatch(/^2 +length-cosine +0\.1\.0 +reward +computeReward /m);
    const names = (JSON.parse(json.stdout) as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(['math', 'length-cosine', 'repetition', 'format', 'arithmetic']);
  });
});

describe('touchstone generate', () => {
  it('gives the same seeds for the same arguments, and others for another seed', async () => {
    const run = (seed: string): Promise<{ stdout: string }> =>
      touchstone(['generate', 'arithmetic', '--n', '20', '--seed', seed, '--options', '{"maxOperations":2}']);
    const [first, again, other] = await Promise.all([run('1'), run('1'), run('2')]);
    expect(first.stdout).toBe(again.stdout);
    expect(first.stdout).not.toBe(other.stdout);
    const rows = rowsOf(first.stdout);
    expect(rows).toHaveLength(20);
    expect(rows[0]).toMatchObject({
      id: expect.any(String),
      prompt: [{ role: 'user' }],
      gold: expect.any(String),
      verifier: 'math',
    });
  });
});

describe('the command line', () => {
  it('explains every command, with an example', async () => {
    const commands = [
      'train',
      'evaluate',
      'score',
      'verify',
      'config',
      'plugins',
      'replay',
      'report',
      'init',
    ];
    const helps = await Promise.all([...commands, 'generate'].map((name) => touchstone([name, '--help'])));
    for (const { code, stdout } of helps) {
      expect(code).toBe(0);
      expect(stdout).toMatch(/Examples:\n {2}\$ touchstone /);
    }
  });

  it.each([
    [['trian'], /unknown command 'trian'[^]*Did you mean train/],
    [['train'], /give a config file, or --resume/],
    [['train', 'a.ts', '--resume', 'runs/a'], /leave out CONFIG/],
    [['config'], /give a config file, or --schema/],
    [['generate', 'arithmetic', '--n', 'ten'], /whole number of at least 1/],
    [['generate', 'math', '--n', '1'], /"math" provides no seeds; it is a verifier/],
  ])('answers wrong usage %j with one message and exit code 2', async (args, message) => {
    const { code, stderr, stdout } = await touchstone(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
  });
});
