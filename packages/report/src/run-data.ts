import type {
  ConfigRecord,
  CurationRecord,
  Estimate,
  EvaluatedRollout,
  EvaluationReport,
  RolloutRecord,
  RunRecord,
  Seed,
  SeedRecord,
  Settings,
  StepRecord,
} from '@touchstone-rl/core';

/** A line of `evaluations.jsonl` that sums up one evaluation. */
export interface EvaluationRecord extends Omit<EvaluationReport, 'rollouts' | 'seeds'> {
  readonly kind: 'evaluation';
}

/** A line of `evaluations.jsonl` that compares two evaluations seed by seed. */
export interface ComparisonRecord {
  readonly kind: 'comparison';
  readonly before: string;
  readonly after: string;
  readonly split: string;
  readonly difference: Estimate;
}

/** A line of `evaluation-rollouts.jsonl`. */
export interface EvaluatedRolloutRecord extends EvaluatedRollout {
  readonly evaluation: string;
  readonly split: string;
}

/** A line of `timings.jsonl`. */
export interface TimingRecord {
  readonly phase: string;
  readonly step: number;
  readonly milliseconds: number;
}

/** A training rollout without its tokens: what a report can show. */
export type ReadableRollout = Omit<RolloutRecord, 'tokens' | 'logProbabilities' | 'annotations'>;

/** How often something went wrong, and one example of where. */
export interface FailureCount {
  readonly plugin: string;
  readonly what: string;
  readonly reason: string;
  readonly count: number;
  readonly example: string;
}

/** Training rollouts: a few to read, the latest to plot, and counts over all of them. */
export interface RolloutSample {
  readonly total: number;
  readonly first: readonly ReadableRollout[];
  readonly last: readonly ReadableRollout[];
  readonly best: readonly ReadableRollout[];
  readonly worst: readonly ReadableRollout[];
  /** Rollouts of the latest steps, for the picture of the reward. */
  readonly recent: readonly ReadableRollout[];
  readonly failures: readonly FailureCount[];
}

/** Everything a report shows of a run. Parts that are not there yet are empty or absent. */
export interface RunData {
  /** The folder with its parent, as a command may name it: `runs/quickstart`. */
  readonly shownPath: string;
  readonly record: RunRecord;
  readonly config: ConfigRecord | undefined;
  readonly settings: Partial<Settings>;
  readonly seedRecords: readonly SeedRecord[];
  /** Admitted seeds by id. */
  readonly seeds: ReadonlyMap<string, Seed>;
  readonly sft: readonly StepRecord[];
  readonly grpo: readonly StepRecord[];
  readonly evaluations: readonly EvaluationRecord[];
  readonly comparison: ComparisonRecord | undefined;
  /** Rollouts of the held-out evaluations before and after. */
  readonly heldOut: readonly EvaluatedRolloutRecord[];
  readonly curation: readonly CurationRecord[];
  readonly rollouts: RolloutSample;
  readonly timings: readonly TimingRecord[];
  /** Parts that could not be read, in words. */
  readonly problems: readonly string[];
}

/** Names of the evaluations on held-out seeds before and after GRPO. */
export const BEFORE = 'sft';
export const AFTER = 'final';

/** The held-out evaluation of that name; the last one when a resumed run wrote several. */
export function heldOutEvaluation(run: RunData, name: string): EvaluationRecord | undefined {
  return run.evaluations.findLast((one) => one.split === 'test' && one.name === name);
}

/** Evaluations on validation seeds in order of their step. */
export function validationEvaluations(run: RunData): EvaluationRecord[] {
  return run.evaluations.filter((one) => one.split === 'validation').sort((a, b) => a.step - b.step);
}
