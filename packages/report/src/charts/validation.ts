import { areaY, dot, lineY, ruleX, text, type PlotOptions } from '@observablehq/plot';
import { percent } from '../numbers.ts';
import type { EvaluationRecord } from '../run-data.ts';
import { COLOURS } from './colours.ts';
import { baseOptions, type Chart } from './draw.ts';
import { axes, scaled, stepDomain, valueDomain } from './marks.ts';

/** pass@1 on validation seeds over the steps of GRPO, with its interval and the chosen checkpoint. */
export function validationChart(
  evaluations: readonly EvaluationRecord[],
  chosen: EvaluationRecord | undefined,
  size: { width: number; height: number } = { width: 380, height: 205 },
): Chart {
  const points = evaluations.map(({ step, passAt1 }) => ({ step, ...passAt1 }));
  const domain = valueDomain(
    points.flatMap(({ mean, low, high }) => [low, high, mean + 0.06]),
    false,
  );
  const floor = Math.max(0, domain[0]);
  const best = points.filter(({ step }) => step === chosen?.step).map((point) => ({ ...point, floor }));
  const options: PlotOptions = {
    ...baseOptions(size.width, size.height),
    x: { domain: stepDomain(points) },
    y: { domain: scaled([floor, Math.min(1, domain[1])], true), percent: true },
    marks: [
      ...axes({ ticks: 5, percent: true }),
      areaY(points, { x: 'step', y1: 'low', y2: 'high', fill: COLOURS.right, fillOpacity: 0.15 }),
      ruleX(best, { x: 'step', y1: 'floor', y2: 'mean', stroke: COLOURS.muted, strokeDasharray: '2,3' }),
      lineY(points, { x: 'step', y: 'mean', stroke: COLOURS.right, strokeWidth: 2 }),
      dot(points, { x: 'step', y: 'mean', r: 3, fill: COLOURS.right }),
      dot(best, {
        x: 'step',
        y: 'mean',
        r: 6,
        fill: COLOURS.surface,
        stroke: COLOURS.right,
        strokeWidth: 2.5,
      }),
      text(best, {
        x: 'step',
        y: 'mean',
        text: ({ step }: { step: number }) => `chosen: step ${step}`,
        dy: -14,
        fill: COLOURS.ink,
        stroke: COLOURS.surface,
        strokeWidth: 4,
        fontWeight: 600,
        textAnchor: anchorOf(best[0]?.step, stepDomain(points)),
      }),
    ],
  };
  return { title: 'pass@1 on validation seeds', description: describe(evaluations, chosen), options };
}

/** The evaluation whose policy is kept: that of the given step, or the best so far, of equals the earliest. */
export function chosenEvaluation(
  evaluations: readonly EvaluationRecord[],
  keptStep?: number,
): EvaluationRecord | undefined {
  const kept = evaluations.find(({ step }) => step === keptStep);
  if (kept) return kept;
  return evaluations.reduce<EvaluationRecord | undefined>(
    (best, one) => (!best || one.passAt1.mean > best.passAt1.mean ? one : best),
    undefined,
  );
}

function anchorOf(step: number | undefined, [low, high]: [number, number]): 'start' | 'middle' | 'end' {
  const place = ((step ?? low) - low) / (high - low);
  if (place < 0.2) return 'start';
  return place > 0.8 ? 'end' : 'middle';
}

function describe(evaluations: readonly EvaluationRecord[], chosen: EvaluationRecord | undefined): string {
  const first = evaluations[0];
  const last = evaluations.at(-1);
  if (!first || !last || !chosen) return 'No evaluation on validation seeds yet.';
  return (
    `pass@1 on validation seeds goes from ${percent(first.passAt1.mean)} at step ${first.step} to ` +
    `${percent(last.passAt1.mean)} at step ${last.step}; the chosen one is step ${chosen.step} with ${percent(chosen.passAt1.mean)}.`
  );
}
