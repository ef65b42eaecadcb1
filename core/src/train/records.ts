import type { Reward, ScoredRollout, StepReport } from '../domain/index.ts';

/** A line of `metrics.jsonl`. */
export interface StepRecord {
  readonly phase: string;
  readonly step: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** A line of `rollouts.jsonl`: everything that its reward was computed from, and the reward. */
export interface RolloutRecord extends Omit<ScoredRollout['rollout'], 'thought' | 'answer'> {
  readonly step: number;
  readonly reward: Reward;
}

export function stepRecord({ phase, step, metrics }: StepReport): StepRecord {
  return { phase, step, metrics };
}

export function rolloutRecords({ step, groups = [] }: StepReport): RolloutRecord[] {
  return groups.flatMap(({ rollouts }) =>
    rollouts.map(({ rollout: { thought: _thought, answer: _answer, ...rest }, reward }) => ({
      step,
      ...rest,
      reward,
    })),
  );
}
