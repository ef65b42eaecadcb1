import type { Reward, ScoredRollout, StepReport } from '../domain/index.ts';

/**
 * A line of `metrics.jsonl`.
 *
 * @example
 * const steps = await RunFolder.open('runs/quickstart').read<StepRecord>('metrics');
 * const rewards = steps.flatMap(({ phase, metrics }) => (phase === 'grpo' ? metrics['reward'] : []));
 */
export interface StepRecord {
  readonly phase: string;
  readonly step: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/**
 * A line of `rollouts.jsonl`: everything that its reward was computed from, and the reward.
 *
 * @example
 * const rollouts = await RunFolder.open('runs/quickstart').read<RolloutRecord>('rollouts');
 * const failures = rollouts.filter(({ reward }) => reward.state === 'failed');
 * for (const { step, id, reward } of failures) console.log(step, id, reward.reason);
 */
export interface RolloutRecord extends Omit<ScoredRollout['rollout'], 'thought' | 'answer'> {
  readonly step: number;
  readonly reward: Reward;
}

/** What a run keeps of a step in metrics.jsonl. */
export function stepRecord({ phase, step, metrics }: StepReport): StepRecord {
  return { phase, step, metrics };
}

/** What a run keeps of a step's rollouts in rollouts.jsonl: text, verdict, reward and the breakdown of its terms. */
export function rolloutRecords({ step, groups = [] }: StepReport): RolloutRecord[] {
  return groups.flatMap(({ rollouts }) =>
    rollouts.map(({ rollout: { thought: _thought, answer: _answer, ...rest }, reward }) => ({
      step,
      ...rest,
      reward,
    })),
  );
}
