import { axisX, axisY, dot, gridX, ruleY, type PlotOptions } from '@observablehq/plot';
import { passAt1 } from '@touchstone-rl/core';
import { count, percent, points } from '../numbers.ts';
import { AFTER, BEFORE, heldOutEvaluation, type EvaluationRecord, type RunData } from '../run-data.ts';
import { COLOURS } from './colours.ts';
import { baseOptions, type Chart } from './draw.ts';

const PHASES = ['before', 'after'] as const;

/** pass@1 of one stratum, with its interval where it can be recomputed from the rollouts. */
export interface StratumScore {
  readonly stratum: string;
  readonly phase: 'before' | 'after';
  readonly mean: number;
  readonly seeds: number;
  readonly low?: number;
  readonly high?: number;
}

/** The strata before and after; only those that the record names. */
export function stratumScores(run: RunData): StratumScore[] {
  return [BEFORE, AFTER].flatMap((name) => {
    const evaluation = heldOutEvaluation(run, name);
    if (!evaluation) return [];
    const phase = name === BEFORE ? 'before' : 'after';
    return Object.entries(evaluation.strata).map(
      ([stratum, { passAt1: mean, seeds }]) =>
        ({
          stratum,
          phase,
          mean,
          seeds,
          ...intervalOf(run, evaluation, stratum, mean),
        }) as const,
    );
  });
}

/** The interval of a stratum, unless the rollouts do not give the recorded mean again. */
function intervalOf(
  run: RunData,
  { name, samplesPerSeed, passAt1: { level } }: EvaluationRecord,
  stratum: string,
  mean: number,
): { low?: number; high?: number } {
  const solved = new Map<string, number[]>();
  for (const { evaluation, seedId, verdict } of run.heldOut) {
    if (evaluation !== name || String(run.seeds.get(seedId)?.meta?.difficulty ?? 'all') !== stratum) continue;
    solved.set(seedId, [...(solved.get(seedId) ?? []), verdict === 'correct' ? 1 : 0]);
  }
  if (solved.size === 0) return {};
  const rates = [...solved.values()].map((own) => own.reduce((sum, one) => sum + one, 0) / own.length);
  const estimate = passAt1(rates, samplesPerSeed, level);
  return Math.abs(estimate.mean - mean) < 1e-6 ? { low: estimate.low, high: estimate.high } : {};
}

/** pass@1 by stratum: an open dot before, a filled dot after, whiskers for the intervals. */
export function difficultyChart(
  scores: readonly StratumScore[],
  size: { width: number; height?: number } = { width: 380 },
): Chart {
  const strata = [...new Set(scores.map(({ stratum }) => stratum))];
  const whiskers = scores.filter(({ low }) => low !== undefined);
  const height = size.height ?? 40 + strata.length * Math.min(48, Math.max(32, 160 / strata.length));
  const options: PlotOptions = {
    ...baseOptions(size.width, height),
    marginRight: 20,
    marginLeft: 30 + 6.5 * Math.min(16, Math.max(...strata.map((name) => name.length))),
    x: { domain: [0, 100], percent: true },
    y: { domain: strata, type: 'band', padding: 0 },
    marks: [
      gridX({ stroke: COLOURS.line, strokeOpacity: 1, ticks: 5 }),
      axisX({
        ticks: 5,
        tickSize: 0,
        tickPadding: 8,
        label: null,
        fill: COLOURS.muted,
        tickFormat: (value: number) => `${value}%`,
      }),
      axisY({ tickSize: 0, tickPadding: 10, label: null, fill: COLOURS.ink }),
      ...PHASES.map((phase) =>
        ruleY(whiskers, {
          filter: (one: StratumScore) => one.phase === phase,
          y: 'stratum',
          x1: 'low',
          x2: 'high',
          stroke: colourOf,
          strokeOpacity: 0.4,
          strokeWidth: 2,
          dy: offsetOf(phase),
        }),
      ),
      ...PHASES.map((phase) =>
        dot(scores, {
          filter: (one: StratumScore) => one.phase === phase,
          x: 'mean',
          y: 'stratum',
          r: 5,
          dy: offsetOf(phase),
          stroke: colourOf,
          strokeWidth: 2,
          fill: phase === 'before' ? COLOURS.surface : COLOURS.right,
          title: titleOf,
        }),
      ),
    ],
  };
  return { title: 'pass@1 by difficulty', description: describe(scores, strata), options };
}

function offsetOf(phase: 'before' | 'after'): number {
  return phase === 'before' ? -7 : 7;
}

function colourOf({ phase }: StratumScore): string {
  return phase === 'before' ? COLOURS.muted : COLOURS.right;
}

function titleOf({ stratum, phase, mean, seeds }: StratumScore): string {
  return `difficulty ${stratum}, ${phase}: ${percent(mean)} of ${count(seeds, 'seed')}`;
}

function describe(scores: readonly StratumScore[], strata: readonly string[]): string {
  const parts = strata.map((stratum) => {
    const [before, after] = ['before', 'after'].map((phase) =>
      scores.find((one) => one.stratum === stratum && one.phase === phase),
    );
    if (before && after) {
      return `${stratum}: ${percent(before.mean)} to ${percent(after.mean)} (${points(after.mean - before.mean)} points)`;
    }
    return `${stratum}: ${percent((before ?? after)!.mean)}`;
  });
  return `pass@1 by difficulty. ${parts.join('; ')}.`;
}
