export interface Schedule {
  readonly learningRate: number;
  readonly warmupSteps: number;
  readonly schedule: 'constant' | 'cosine';
}

/**
 * Learning rate of a step (counted from 1): a linear warm-up over `warmupSteps`, then constant, or a cosine
 * from the peak down to a tenth of it at the last step.
 *
 * @example
 * learningRateAt(5, 100, { learningRate: 1e-4, warmupSteps: 10, schedule: 'cosine' }); // 5e-5
 */
export function learningRateAt(step: number, steps: number, options: Schedule): number {
  const { learningRate, warmupSteps, schedule } = options;
  if (step <= warmupSteps) return (learningRate * step) / warmupSteps;
  if (schedule === 'constant') return learningRate;
  const progress = (step - warmupSteps) / Math.max(1, steps - warmupSteps);
  return learningRate * (0.1 + 0.45 * (1 + Math.cos(Math.PI * progress)));
}
