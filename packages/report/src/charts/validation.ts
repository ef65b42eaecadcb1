import { areaY, dot, lineY, ruleX, text, type PlotOptions } from '@observablehq/plot';
import { percent } from '../numbers.ts';
import type { EvaluationRecord } from '../run-data.ts';
import { COLOURS } from './colours.ts';
import { baseOptions, type Chart } from './draw.ts';
import { axes, stepDomain, valueDomain } from './marks.ts';

/** pass@1 on validation seeds over the steps of GRPO, with its interval and the chosen checkpoint. */
export function validationChart(
  evaluations: readonly EvaluationRecord[],
  size: { width: number; height: number } = { width: 460, height: 230 },
): Chart {
  const points = evaluations.map(({ step, passAt1 }) => ({ step, ...passAt1 }));
  const chosen = chosenEvaluation(evaluations);
  const best = points.filter(({ step }) => step === chosen?.step);
  const domain = valueDomain(
    points.flatMap(({ low, high }) => [low, high]),
    false,
  );
  const options: PlotOptions = {
    ...baseOptions(size.width, size.height),
    x: { domain: stepDomain(points) },
    y: { domain: [Math.max(0, domain[0]), Math.min(1, domain[1])], percent: true },
    marks: [
      ...axes(true, 5),
      areaY(points, { x: 'step', y1: 'low', y2: 'high', fill: COLOURS.right, fillOpacity: 0.15 }),
      ruleX(best, { x: 'step', stroke: COLOURS.muted, strokeDasharray: '2,3' }),
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

/** The evaluation whose policy is kept: the best score, of equals the earliest. */
export function chosenEvaluation(evaluations: readonly EvaluationRecord[]): EvaluationRecord | undefined {
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
    `${percent(last.passAt1.mean)} at step ${last.step}; the best is ${percent(chosen.passAt1.mean)} at step ${chosen.step}.`
  );
}
