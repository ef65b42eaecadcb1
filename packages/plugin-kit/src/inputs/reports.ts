import type {
  CheckpointReport,
  EvaluationReport,
  ScoredGroup,
  ShutdownReport,
  StepReport,
} from '@touchstone-rl/core';
import { rolloutOf, seedOf } from './rollouts.ts';
import { HOSTILE, ORDINARY } from './texts.ts';

/** A report with the hook it goes to. */
export type NamedReport = { readonly name: string } & (
  | { readonly hook: 'onStep'; readonly report: StepReport }
  | { readonly hook: 'onEvaluate'; readonly report: EvaluationReport }
  | { readonly hook: 'onCheckpoint'; readonly report: CheckpointReport }
  | { readonly hook: 'onShutdown'; readonly report: ShutdownReport }
);

const seed = seedOf({});

const groups: readonly ScoredGroup[] = [
  {
    seed,
    rollouts: [...ORDINARY, ...HOSTILE.slice(0, 9)].map(({ text }, i) => ({
      rollout: rolloutOf({ text }, seed, i),
      reward:
        i % 3 === 2
          ? { state: 'failed', terms: [], reason: 'kit: an example of a failure' }
          : { state: 'scored', value: i / 10, terms: [] },
    })),
  },
];

const step = (number: number, metrics: StepReport['metrics']): StepReport => ({
  phase: 'grpo',
  step: number,
  steps: 3,
  metrics,
  groups,
});

const none = { mean: Number.NaN, low: Number.NaN, high: Number.NaN, level: 0.95, n: 0 };

const evaluation: EvaluationReport = {
  name: 'step-000002',
  split: 'validation',
  benchmark: 'kit',
  step: 2,
  samplesPerSeed: 2,
  passAt1: { mean: 0.5, low: 0.1, high: 0.9, level: 0.95, n: 4 },
  passAtK: 0.75,
  majority: 0.5,
  unverifiable: 0,
  clippedShare: 0,
  lengthTokens: { mean: 31.5, correct: 20, incorrect: 43 },
  strata: { easy: { passAt1: 1, seeds: 2 }, 'hard "cases"': { passAt1: 0, seeds: 2 } },
  rollouts: [],
  seeds: [seed],
};

/** What a run reports, in order: ordinary numbers, numbers that are none, and an end. */
export const REPORTS: readonly NamedReport[] = [
  {
    name: 'an ordinary step',
    hook: 'onStep',
    report: step(1, { loss: 0.25, reward: 0.5, 'term/math': 0.5 }),
  },
  {
    name: 'a step whose loss is not a number',
    hook: 'onStep',
    report: step(2, { loss: Number.NaN, kl: Infinity }),
  },
  {
    name: 'a step without metrics',
    hook: 'onStep',
    report: { phase: 'sft', step: 3, steps: 3, metrics: {} },
  },
  { name: 'an evaluation', hook: 'onEvaluate', report: evaluation },
  {
    name: 'an evaluation of no seeds',
    hook: 'onEvaluate',
    report: { ...evaluation, passAt1: none, lengthTokens: { mean: Number.NaN }, strata: {}, seeds: [] },
  },
  {
    name: 'a checkpoint',
    hook: 'onCheckpoint',
    report: { phase: 'grpo', step: 3, folder: 'checkpoints/3', best: true },
  },
  { name: 'the end of a run', hook: 'onShutdown', report: { reason: 'finished' } },
  { name: 'the end of a failed run', hook: 'onShutdown', report: { reason: 'error', message: 'boom' } },
];
