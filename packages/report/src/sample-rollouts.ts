import type { RolloutRecord, WeightedTerm } from '@touchstone-rl/core';
import type { FailureCount, ReadableRollout, RolloutSample } from './run-data.ts';
import { oneLine } from './visible-text.ts';

/** Rollouts shown of the first and of the last step, and as best and as worst. */
const SHOWN = 6;
/** Steps whose rollouts are plotted. */
const RECENT_STEPS = 5;
/** Different failures that are counted one by one. */
const MAX_FAILURES = 200;

/**
 * Takes a run's rollouts one at a time, in order, and keeps a fixed choice of them, so that a journal of any
 * size needs little memory and the same journal always gives the same choice.
 */
export class RolloutSampler {
  #total = 0;
  #firstStep: number | undefined;
  readonly #first: ReadableRollout[] = [];
  #recent: ReadableRollout[] = [];
  #best: ReadableRollout[] = [];
  #worst: ReadableRollout[] = [];
  readonly #failures = new Map<string, FailureCount>();

  /** Takes the next rollout of the journal. */
  add(record: RolloutRecord): void {
    const rollout = withoutTokens(record);
    this.#total += 1;
    this.#firstStep ??= rollout.step;
    if (rollout.step === this.#firstStep) this.#first.push(rollout);
    this.#recent.push(rollout);
    if (this.#recent[0]!.step <= rollout.step - RECENT_STEPS) {
      this.#recent = this.#recent.filter(({ step }) => step > rollout.step - RECENT_STEPS);
    }
    if (rollout.reward.state === 'scored') {
      this.#best = keepTop(this.#best, rollout, (a, b) => valueOf(b) - valueOf(a));
      this.#worst = keepTop(this.#worst, rollout, (a, b) => valueOf(a) - valueOf(b));
    }
    for (const line of rollout.reward.terms) this.#countFailure(line, rollout);
    if (rollout.excluded !== undefined) {
      this.#count({ plugin: 'excluded', what: 'rollout', reason: rollout.excluded, example: rollout.id });
    }
  }

  /** The choice, once every rollout has been taken. */
  result(): RolloutSample {
    const lastStep = this.#recent.at(-1)?.step;
    const last = lastStep === this.#firstStep ? [] : this.#recent.filter(({ step }) => step === lastStep);
    return {
      total: this.#total,
      first: spread(this.#first, SHOWN),
      last: spread(last, SHOWN),
      best: this.#best,
      worst: this.#worst,
      recent: this.#recent,
      failures: [...this.#failures.values()].sort((a, b) => b.count - a.count),
    };
  }

  #countFailure({ term }: WeightedTerm, { id }: ReadableRollout): void {
    if (term.state !== 'failed') return;
    this.#count({ plugin: term.plugin, what: `reward term ${term.name}`, reason: term.reason, example: id });
  }

  #count(failure: Omit<FailureCount, 'count'>): void {
    const plugin = oneLine(failure.plugin, 80);
    const what = oneLine(failure.what, 100);
    const reason = oneLine(failure.reason, 200);
    const known = this.#failures.get(JSON.stringify([plugin, what, reason]));
    const isNew = !known && this.#failures.size >= MAX_FAILURES;
    const counted = { ...failure, plugin, what, reason: isNew ? 'other reasons' : reason };
    const key = JSON.stringify([plugin, what, counted.reason]);
    const before = this.#failures.get(key);
    this.#failures.set(key, before ? { ...before, count: before.count + 1 } : { ...counted, count: 1 });
  }
}

function withoutTokens(record: RolloutRecord): ReadableRollout {
  const { tokens: _tokens, logProbabilities: _logProbabilities, annotations: _annotations, ...rest } = record;
  return rest;
}

/** Keeps the `SHOWN` first by an order; of equals the latest, and of one seed only one. */
function keepTop(
  kept: readonly ReadableRollout[],
  next: ReadableRollout,
  order: (a: ReadableRollout, b: ReadableRollout) => number,
): ReadableRollout[] {
  const sorted = [next, ...kept].sort(order);
  const seen = new Set<string>();
  return sorted.filter(({ seedId }) => !seen.has(seedId) && seen.add(seedId)).slice(0, SHOWN);
}

function valueOf({ reward }: ReadableRollout): number {
  return reward.value ?? 0;
}

/** `count` items at even distances, the first among them. */
export function spread<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)]!);
}
