import { spawn } from 'node:child_process';
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { BIN, endOf, touchstone, type Ended } from '../cli/touchstone.ts';
import { TINY, tinyProject } from './tiny.ts';

describe('the commands that read a run', () => {
  let cwd: string;
  let trained: Ended;
  beforeAll(async () => {
    cwd = tinyProject();
    trained = await touchstone(['train', 'tiny.json', '--run', 'run'], { cwd });
  });

  /** A copy of the run whose stored rollouts are changed. */
  function tampered(name: string, change: (text: string) => string): string {
    cpSync(join(cwd, 'run'), join(cwd, name), { recursive: true });
    const path = join(cwd, name, 'rollouts.jsonl');
    writeFileSync(path, change(readFileSync(path, 'utf8')));
    return name;
  }

  it('train says what each stage came to', () => {
    const { code, stdout, stderr } = trained;
    expect({ code, stdout, stderr }).toMatchObject({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^Seeds {6}train 24 · validation 4 · test 6/m);
    expect(stderr).toMatch(/^SFT {8}6 steps done in \d+ s · loss \d\.\d+$/m);
    expect(stderr).toMatch(/^Curate {5}kept 24 of 24/m);
    expect(stderr).toMatch(/^GRPO {7}6 steps done .* accuracy .* reward .* length /m);
    expect(stderr).toMatch(/^held-out seeds {2}pass@1 \[95 %\]/m);
    expect(stderr).toMatch(/^sft -> final: .* points \[.*\], paired over 6 seeds$/m);
    expect(stderr).toMatch(/^report: run\/report\.html$/m);
  });

  it('report writes the same page again and prints where', async () => {
    const page = join(cwd, 'run/report.html');
    const before = readFileSync(page, 'utf8');
    const { code, stdout } = await touchstone(['report', 'run'], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'run/report.html\n' });
    expect(readFileSync(page, 'utf8')).toBe(before);
  });

  it('replay finds that every reward comes out the same', async () => {
    const { code, stderr, stdout } = await touchstone(['replay', 'run'], { cwd });
    expect(stderr).toContain('48 rollouts replayed: every verdict and reward comes out the same');
    expect(stdout).toBe('');
    expect(code).toBe(0);
  });

  it('replay names the rollout, what was stored and what comes out now', async () => {
    const run = tampered('tampered', (text) => text.replace('"score":-', '"score":-0.125,"was":-'));
    const [text, json] = await Promise.all([
      touchstone(['replay', run], { cwd }),
      touchstone(['replay', run, '--json'], { cwd }),
    ]);
    expect(text.code).toBe(1);
    expect(text.stdout).toMatch(/^rollouts\.jsonl:1 grpo\/1\/\S+\/0 term \S+: stored \{.*\}, now \{.*\}$/m);
    expect(text.stderr).toContain('1 of 48 rollouts differ');
    expect(JSON.parse(json.stdout)).toMatchObject({ rollouts: 48, differing: 1, pluginChanges: [] });
  });

  it('replay passes over a last line that a kill cut short, and refuses one in the middle', async () => {
    const cut = tampered('cut', (text) => text.slice(0, -100));
    const broken = tampered('broken', (text) => `${text.slice(0, 100)}\n${text}`);
    const [passed, refused] = await Promise.all([
      touchstone(['replay', cut], { cwd }),
      touchstone(['replay', broken], { cwd }),
    ]);
    expect(passed).toMatchObject({ code: 0 });
    expect(passed.stderr).toContain('47 rollouts');
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toMatch(/not JSON[^]*rollouts\.jsonl:1/);
  });

  it('replay names plugins whose version is not that of the run', async () => {
    const run = tampered('older', (text) => text);
    const path = join(cwd, run, 'config.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"version": "0.1.0"', '"version": "0.0.9"'));
    const { code, stdout } = await touchstone(['replay', run], { cwd });
    expect(stdout).toContain('plugin "math" is 0.1.0 now; the run was made with 0.0.9');
    expect(code).toBe(0);
  });

  it('evaluate gives the same accuracy as the run did, as text and as JSON', async () => {
    const { stdout, stderr } = await touchstone(['evaluate', 'run', '--json'], { cwd });
    const report = JSON.parse(stdout) as { passAt1: { mean: number }; rollouts: unknown[] };
    const lines = readFileSync(join(cwd, 'run/evaluations.jsonl'), 'utf8').trim().split('\n');
    const final = lines
      .map((line) => JSON.parse(line) as { name?: string })
      .find(({ name }) => name === 'final');
    expect(final).toMatchObject({ passAt1: report.passAt1 });
    expect(report.rollouts).toHaveLength(12);
    expect(stderr).toContain('run/model');
    const text = await touchstone(['evaluate', 'tiny.json', '--model', 'run/model', '--samples', '1'], {
      cwd,
    });
    expect(text.stdout).toMatch(/^test +6 seeds × 1 samples[^]*^pass@1 .*95 % interval$/m);
  });

  it('plugins says what each plugin cost', async () => {
    const { stdout } = await touchstone(['plugins', 'run'], { cwd });
    expect(stdout).toMatch(/^1 +math +0\.1\.0 +verifier +verify +\d+ +[\d.]+ ms +0$/m);
    expect(stdout).toMatch(/^3 +repetition +0\.1\.0 +reward +computeReward +24 /m);
  });

  it('resume of a finished run shows its results and changes nothing', async () => {
    const before = readFileSync(join(cwd, 'run/metrics.jsonl'), 'utf8');
    const { code, stderr } = await touchstone(['train', '--resume', 'run'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('sft -> final');
    expect(readFileSync(join(cwd, 'run/metrics.jsonl'), 'utf8')).toBe(before);
  });

  it('a second run in the same folder is refused, and so is a run that another process writes', async () => {
    const again = await touchstone(['train', 'tiny.json', '--run', 'run'], { cwd });
    expect(again.code).toBe(2);
    expect(again.stderr).toMatch(/already holds a run[^]*--resume/);
    const locked = tampered('locked', (text) => text);
    writeFileSync(join(cwd, locked, 'run.lock'), String(process.pid));
    const { code, stderr } = await touchstone(['train', '--resume', locked], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/another process is writing to this run[^]*run\.lock/);
  });

  it('resume is refused when the config has changed, naming the setting', async () => {
    const changed = tinyProject();
    cpSync(join(cwd, 'run'), join(changed, 'run'), { recursive: true });
    const run = JSON.parse(readFileSync(join(changed, 'run/run.json'), 'utf8')) as object;
    const configFile = join(changed, 'tiny.json');
    writeFileSync(configFile, JSON.stringify({ ...TINY, grpo: { ...TINY.grpo, groupSize: 4 } }));
    writeFileSync(join(changed, 'run/run.json'), JSON.stringify({ ...run, configFile }));
    const { code, stderr } = await touchstone(['train', '--resume', 'run'], { cwd: changed });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /`settings\.grpo\.groupSize` is not what the run was started with[^]*then 2, now 4/,
    );
  });

  it('a checkpoint of another model is refused, with both shapes', async () => {
    const other = tinyProject({ ...TINY, model: { ...TINY.model, hiddenSize: 32 } });
    const short = ['--set', 'sft.steps=2', '--set', 'grpo.steps=1'];
    expect((await touchstone(['train', 'tiny.json', '--run', 'run', ...short], { cwd: other })).code).toBe(0);
    const run = tampered('swapped', (text) => text);
    for (const checkpoint of readdirSync(join(cwd, run, 'checkpoints'))) {
      cpSync(
        join(other, 'run/model/model.safetensors'),
        join(cwd, run, 'checkpoints', checkpoint, 'model.safetensors'),
      );
    }
    const { code, stderr } = await touchstone(['train', '--resume', run], { cwd });
    expect(stderr).toMatch(
      /cannot be loaded into this one: .*\[36,16\].*\[36,32\]\n {2}at .*model\.safetensors/,
    );
    expect(stderr).not.toMatch(/\.js:\d+/);
    expect(code).toBe(2);
  });
});

describe('a disk that is full', () => {
  /** A file that would grow past a limit fails as one on a full disk does. */
  function trainWithin(blocks: number, cwd: string): Promise<Ended> {
    const command = `ulimit -f ${blocks}; exec "$0" "$@"`;
    const args = ['-c', command, process.execPath, BIN, 'train', 'tiny.json', '--run', 'run'];
    return endOf(spawn('sh', args, { cwd }));
  }

  it.runIf(process.platform !== 'win32').each([
    ['a checkpoint', 30, /checkpoints/],
    ['a journal', 95, /rollouts\.jsonl/],
  ])(
    'in the middle of %s ends the run with one clear error, and nothing is lost',
    async (_, blocks, place) => {
      const cwd = tinyProject();
      const { code, stderr } = await trainWithin(blocks, cwd);
      expect(stderr).toMatch(/^error: the file would grow past the allowed size\n {2}at {5}.*\n {2}fix {4}/m);
      expect(stderr).toMatch(place);
      expect(stderr).not.toMatch(/\.js:\d+/);
      expect(code).toBe(1);
      const resumed = await touchstone(['train', '--resume', 'run'], { cwd });
      expect(resumed.code).toBe(0);
      expect((await touchstone(['replay', 'run'], { cwd })).code).toBe(0);
    },
  );
});
