import type { SeedRecord, StepReport } from '@touchstone-rl/core';
import { describe, expect, it } from 'vitest';
import { StatusLine } from './status-line.ts';
import { TrainReporter } from './train-reporter.ts';

/** A reporter at a terminal, and everything it has shown. */
function reporterAtTerminal(): { reporter: TrainReporter; shown: () => string[] } {
  let text = '';
  let now = 0;
  const stream = { isTTY: true, columns: 200, write: (part: string) => (text += part) };
  const reporter = new TrainReporter(new StatusLine(stream, () => (now += 1000)));
  return { reporter, shown: () => text.split(/\r\u001B\[2K|\n/).filter(Boolean) };
}

const step = (phase: 'sft' | 'grpo', at: number, metrics: Record<string, number>): StepReport => ({
  phase,
  step: at,
  steps: 2,
  metrics,
});

describe('the live progress of a run', () => {
  it('shows each step, sampling within a step, and keeps a line per stage', () => {
    const { reporter, shown } = reporterAtTerminal();
    reporter.onStep(step('sft', 1, { loss: 2, tokens: 100 }));
    reporter.onStep(step('sft', 2, { loss: 1, tokens: 100 }));
    reporter.onProgress({ stage: 'curate', done: 3, total: 4, note: 'kept 3 of 4' });
    reporter.onStep(step('grpo', 1, { accuracy: 0.5, reward: 0.25, lengthTokens: 40 }));
    reporter.onProgress({ stage: 'sampling grpo/2', done: 16, total: 64 });
    reporter.onProgress({ stage: 'sampling evaluate-validation', done: 16, total: 64 });
    const lines = shown().map((line) => line.replace(/ · [\d.]+[kM]? tokens\/s · ETA .*/, ' · …'));
    expect(lines[0]).toBe('SFT        1/2 · loss 2.0000 · …');
    expect(lines[1]).toMatch(/^SFT {8}2 steps done in \d+ s · loss 1\.0000$/);
    expect(lines).toContain('Curate     kept 3 of 4');
    expect(lines.at(-2)).toMatch(
      /^GRPO {7}1\/2 · accuracy 50\.0 % · reward 0\.250 · length 40 .*· sampling 16\/64$/,
    );
    expect(lines.at(-1)).toBe('Validation sampling 16/64');
  });

  it('says which seeds there are, and why others are not', () => {
    const { reporter, shown } = reporterAtTerminal();
    const seed = { id: 's', prompt: [], domain: 'd', verifier: 'v' };
    const dropped = (reason: string): SeedRecord => ({
      split: 'train',
      dropped: { id: 's', plugin: 'dedupe', reason },
    });
    reporter.start('runs/a', [{ split: 'train', seed }, dropped('twice'), dropped('twice')], false);
    expect(shown()).toEqual([
      'Run        runs/a',
      'Seeds      train 1 · validation 0 · test 0 · set aside 2',
      '             2 × dedupe: twice',
    ]);
  });
});
