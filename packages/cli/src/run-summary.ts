import type { Estimate, EvaluationReport, Kernel, RunFolder } from '@touchstone-rl/core';
import { interval, levelText, percent, pointsInterval, table } from './text.ts';

type EvaluationLine = { readonly kind: 'evaluation' } & Omit<EvaluationReport, 'rollouts' | 'seeds'>;

interface ComparisonLine {
  readonly kind: 'comparison';
  readonly before: string;
  readonly after: string;
  readonly split: string;
  readonly difference: Estimate;
}

/** What a run has shown on held-out seeds. */
export interface RunSummary {
  readonly evaluations: readonly EvaluationLine[];
  readonly comparisons: readonly ComparisonLine[];
}

/** Reads the held-out evaluations of a run and how they compare. */
export async function summariseRun(run: RunFolder): Promise<RunSummary> {
  const lines = await run.read<EvaluationLine | ComparisonLine>('evaluations');
  return {
    evaluations: lines.filter((line) => line.kind === 'evaluation').filter(({ split }) => split === 'test'),
    comparisons: lines.filter((line) => line.kind === 'comparison'),
  };
}

/** The evaluations as an aligned table, before and after, with the paired difference below. */
export function summaryLines({ evaluations, comparisons }: RunSummary): string[] {
  if (evaluations.length === 0) return [];
  const head = [
    'held-out seeds',
    `pass@1 [${levelText(evaluations[0]!.passAt1.level)}]`,
    'pass@k',
    'majority',
    'length',
    'clipped',
  ];
  const rows = evaluations.map((line) => [
    line.name,
    interval(line.passAt1),
    percent(line.passAtK),
    percent(line.majority),
    line.lengthTokens.mean.toFixed(0),
    percent(line.clippedShare),
  ]);
  const differences = comparisons.map(
    ({ before, after, difference }) =>
      `${before} -> ${after}: ${pointsInterval(difference)}, paired over ${difference.n} seeds`,
  );
  return [...table([head, ...rows]), ...differences];
}

/** Lines that say which plugins failed, how often, and how first. */
export function failureLines(kernel: Kernel): string[] {
  const { failureCount, failures, costs } = kernel.ledger;
  if (failureCount === 0) return [];
  const names = [...new Set(failures.map(({ plugin }) => plugin))];
  return names.map((plugin) => {
    const total = [...(costs.get(plugin)?.values() ?? [])].reduce((sum, { failures }) => sum + failures, 0);
    const first = failures.find((failure) => failure.plugin === plugin)!;
    return `plugin "${plugin}" failed ${Math.max(total, 1)} times, first in ${first.hook} on seed ${first.seedId}: ${first.message}`;
  });
}
