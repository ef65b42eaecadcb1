import type { Estimate } from '@touchstone-rl/core';
import { describe, expect, test } from 'vitest';
import { headlineOf } from './headline.ts';
import type { ComparisonRecord, EvaluationRecord, RunData } from './run-data.ts';

const settings = {
  data: { source: 'arithmetic', train: 512, validation: 64, test: 128 },
  sft: { steps: 300 },
  grpo: { steps: 100 },
} as RunData['settings'];

function run(parts: Partial<RunData> = {}): RunData {
  return {
    shownPath: 'runs/example',
    record: { format: 1, name: 'example', set: [], node: 'v20.20.2' },
    config: undefined,
    settings,
    seedRecords: [],
    seeds: new Map(),
    sft: steps('sft', 300),
    grpo: steps('grpo', 100),
    evaluations: [],
    comparison: undefined,
    heldOut: [],
    curation: [],
    rollouts: { total: 0, first: [], last: [], best: [], worst: [], recent: [], failures: [] },
    timings: [],
    problems: [],
    ...parts,
  };
}

function steps(phase: string, to: number): RunData['sft'] {
  return to === 0 ? [] : [{ phase, step: to, metrics: {} }];
}

function estimate(mean: number, low: number, high: number): Estimate {
  return { mean, low, high, level: 0.95, n: 128 };
}

function evaluation(name: string, passAt1: Estimate, more: Partial<EvaluationRecord> = {}): EvaluationRecord {
  return {
    kind: 'evaluation',
    name,
    split: 'test',
    benchmark: 'arithmetic',
    step: name === 'final' ? 75 : 0,
    samplesPerSeed: 4,
    passAt1,
    passAtK: 0.8,
    majority: 0.6,
    unverifiable: 0,
    clippedShare: 0,
    lengthTokens: { mean: 50 },
    strata: {},
    ...more,
  };
}

function comparison(difference: Estimate): ComparisonRecord {
  return { kind: 'comparison', before: 'sft', after: 'final', split: 'test', difference };
}

/** With plain spaces, as a reader sees it. */
function sentenceOf(parts: Partial<RunData>): string {
  return headlineOf(run(parts)).sentence.replaceAll('\u202F', ' ');
}

const before = evaluation('sft', estimate(0.412, 0.361, 0.464));

describe('a finished run', () => {
  test('rose', () => {
    const evaluations = [before, evaluation('final', estimate(0.639, 0.59, 0.685))];
    const parts = { evaluations, comparison: comparison(estimate(0.227, 0.181, 0.272)) };
    expect(headlineOf(run(parts)).outcome).toBe('rose');
    expect(sentenceOf(parts)).toBe(
      'Held-out pass@1 rose from 41.2 % [36.1, 46.4] after SFT to 63.9 % [59.0, 68.5] after GRPO: +22.7 points (95 % interval 18.1 to 27.2, 128 seeds × 4 samples).',
    );
  });

  test('fell', () => {
    const evaluations = [before, evaluation('final', estimate(0.3, 0.25, 0.35))];
    const parts = { evaluations, comparison: comparison(estimate(-0.112, -0.15, -0.07)) };
    expect(headlineOf(run(parts)).outcome).toBe('fell');
    expect(sentenceOf(parts)).toContain(
      'fell from 41.2 % [36.1, 46.4] after SFT to 30.0 % [25.0, 35.0] after GRPO: −11.2 points (95 % interval −15.0 to −7.0',
    );
  });

  test.each([
    [-0.02, 0.057],
    [0, 0.057],
    [-0.02, 0],
    [0, 0],
  ])('no change that the interval %d to %d could tell from zero', (low, high) => {
    const evaluations = [before, evaluation('final', estimate(0.43, 0.38, 0.48))];
    const parts = { evaluations, comparison: comparison(estimate((low + high) / 2, low, high)) };
    expect(headlineOf(run(parts)).outcome).toBe('unclear');
    expect(sentenceOf(parts)).toContain('no change that the interval could tell from zero');
    expect(sentenceOf(parts)).not.toMatch(/rose|fell/);
  });

  test('without SFT the first score is not called one after SFT', () => {
    const { sft: _, ...others } = settings;
    const evaluations = [before, evaluation('final', estimate(0.639, 0.59, 0.685))];
    const parts = { settings: others, sft: [], evaluations, comparison: comparison(estimate(0.2, 0.1, 0.3)) };
    expect(sentenceOf(parts)).toContain('before GRPO to');
  });

  test('nothing was measured before', () => {
    expect(sentenceOf({ evaluations: [evaluation('final', estimate(0.639, 0.59, 0.685))] })).toBe(
      'Held-out pass@1 is 63.9 % [59.0, 68.5] after GRPO (128 seeds × 4 samples); nothing was measured before it to compare with.',
    );
  });

  test('SFT alone', () => {
    const { grpo: _, ...others } = settings;
    expect(sentenceOf({ settings: others, grpo: [], evaluations: [before] })).toBe(
      'Held-out pass@1 is 41.2 % [36.1, 46.4] after SFT (128 seeds × 4 samples); this run has no GRPO stage.',
    );
  });

  test('no held-out seeds', () => {
    const none = { ...settings, data: { ...settings.data!, test: 0 } };
    expect(sentenceOf({ settings: none })).toMatch(/^This run has no held-out seeds/);
  });
});

describe('a run that is not finished', () => {
  test.each([
    [0, 0, [], 'no held-out seed has been evaluated; training has not begun.'],
    [120, 0, [], 'no held-out seed has been evaluated; SFT is at step 120 of 300.'],
    [300, 0, [before], 'held-out pass@1 is 41.2 % [36.1, 46.4] after SFT, and GRPO has not begun.'],
    [300, 12, [before], 'held-out pass@1 is 41.2 % [36.1, 46.4] after SFT, and GRPO is at step 12 of 100.'],
    [300, 100, [before], 'after SFT, and the evaluation after GRPO has yet to be done.'],
  ])('SFT at step %d, GRPO at step %d', (sft, grpo, evaluations, expected) => {
    const parts = { sft: steps('sft', sft), grpo: steps('grpo', grpo), evaluations };
    expect(headlineOf(run(parts)).outcome).toBe('not finished');
    expect(sentenceOf(parts)).toMatch(/^Not finished: /);
    expect(sentenceOf(parts)).toContain(expected);
  });
});

describe('what a reader should know with it', () => {
  const validation = evaluation('step 0', estimate(0.4, 0.3, 0.5), { split: 'validation' });
  const after = (more: Partial<EvaluationRecord>) => evaluation('final', estimate(0.5, 0.4, 0.6), more);

  test('that the chosen policy is the one before GRPO', () => {
    const { notes } = headlineOf(run({ evaluations: [before, validation, after({ step: 0 })] }));
    expect(notes[0]).toMatch(/^No GRPO step did better/);
  });

  test('that many answers could not be judged, or were cut off', () => {
    const evaluations = [before, after({ unverifiable: 0.2, clippedShare: 0.3 })];
    const { notes } = headlineOf(run({ evaluations }));
    expect(notes).toHaveLength(2);
  });
});
