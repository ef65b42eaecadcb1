import type { StepRecord } from '@touchstone-rl/core';

/** A value measured at a step. */
export interface Point {
  readonly step: number;
  readonly value: number;
}

/** The values of a metric where it was measured. */
export function pointsOf(steps: readonly StepRecord[], name: string): Point[] {
  return steps.flatMap(({ step, metrics }) => {
    const value = metrics[name];
    return typeof value === 'number' && Number.isFinite(value) ? [{ step, value }] : [];
  });
}
