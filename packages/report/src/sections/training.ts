import type { StepRecord } from '@touchstone-rl/core';
import { COLOURS } from '../charts/colours.ts';
import { figure } from '../charts/draw.ts';
import { curveChart, smoothingWindow, type Curve } from '../charts/marks.ts';
import { html, type Html } from '../html.ts';
import { compact } from '../numbers.ts';
import type { RunData } from '../run-data.ts';
import { spread } from '../sample-rollouts.ts';
import { pointsOf } from '../steps.ts';
import { folded, missing, section, table } from '../table.ts';

/** A small chart of one or two metrics. */
interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly metrics: readonly { readonly name: string; readonly label: string; readonly colour?: string }[];
  readonly percent?: boolean;
  readonly fromZero?: boolean;
}

const share = { percent: true, fromZero: true, unit: 'share of rollouts' };

/** Rows of the table of numbers; more steps than this are thinned evenly. */
const TABLE_ROWS = 120;

/** How training went, step by step. */
export function trainingSection(run: RunData): Html {
  return section('training', 'Training', [
    phasePart(run, 'grpo', grpoPanels(run)),
    phasePart(run, 'sft', SFT_PANELS),
  ]);
}

function grpoPanels({ grpo, settings }: RunData): Panel[] {
  const reference = settings.grpo?.klReference === 'initial' ? 'policy before GRPO' : 'sampling policy';
  const terms = [...new Set(grpo.flatMap(({ metrics }) => Object.keys(metrics)))]
    .filter((name) => name.startsWith('term/'))
    .sort();
  return [
    { title: 'Reward', unit: 'mean of the weighted sum', metrics: [{ name: 'reward', label: 'reward' }] },
    {
      title: 'Accuracy',
      ...share,
      metrics: [{ name: 'accuracy', label: 'accuracy', colour: COLOURS.right }],
    },
    {
      title: 'Length of answers',
      unit: 'mean tokens',
      metrics: [
        { name: 'lengthTokensCorrect', label: 'right', colour: COLOURS.right },
        { name: 'lengthTokensIncorrect', label: 'wrong', colour: COLOURS.wrong },
      ],
    },
    ...terms.map((name) => ({
      title: `Term ${name.slice('term/'.length)}`,
      unit: 'mean score where scored, before its weight',
      metrics: [{ name, label: name }],
    })),
    { title: 'Cut off at the length limit', ...share, metrics: [{ name: 'clippedShare', label: 'clipped' }] },
    {
      title: 'Groups without variance',
      ...share,
      unit: 'share of groups, nothing to learn',
      metrics: [{ name: 'zeroVarianceShare', label: 'zero variance' }],
    },
    {
      title: 'Entropy',
      unit: 'nats per token',
      fromZero: true,
      metrics: [{ name: 'entropy', label: 'entropy' }],
    },
    {
      title: 'KL divergence',
      unit: `nats per token, from the ${reference}`,
      fromZero: true,
      metrics: [{ name: 'kl', label: 'KL' }],
    },
    { title: 'Loss', unit: 'GRPO objective', metrics: [{ name: 'loss', label: 'loss' }] },
    {
      title: 'Gradient norm',
      unit: 'L2, before clipping',
      fromZero: true,
      metrics: [{ name: 'gradientNorm', label: 'gradient norm' }],
    },
  ];
}

const SFT_PANELS: readonly Panel[] = [
  {
    title: 'SFT loss',
    unit: 'nats per response token',
    fromZero: true,
    metrics: [{ name: 'loss', label: 'loss' }],
  },
  {
    title: 'SFT gradient norm',
    unit: 'L2, before clipping',
    fromZero: true,
    metrics: [{ name: 'gradientNorm', label: 'gradient norm' }],
  },
];

function phasePart(run: RunData, phase: 'sft' | 'grpo', panels: readonly Panel[]): Html {
  const steps = run[phase];
  const name = phase === 'sft' ? 'Supervised fine-tuning' : 'GRPO';
  if (steps.length === 0) {
    const configured = run.settings[phase] !== undefined || run.config === undefined;
    return html`<h3>${name}</h3>
      ${missing(configured ? 'No step has been made yet.' : 'This run has no such stage.')}`;
  }
  const window = smoothingWindow(steps.length);
  const legend = window > 1 ? `Dots are steps; lines are means over ${window} steps.` : 'Dots are steps.';
  return html`<h3>${name}</h3>
    <p class="note">${legend}</p>
    <div class="grid">${panels.map((panel) => panelFigure(panel, steps))}</div>
    ${folded(`${name}: numbers by step`, metricsTable(name, steps))}`;
}

function panelFigure(
  { title, unit, metrics, percent, fromZero }: Panel,
  steps: readonly StepRecord[],
): Html | undefined {
  const curves = metrics
    .map(({ name, label, colour = COLOURS.ink }): Curve => ({
      name: label,
      colour,
      points: pointsOf(steps, name),
    }))
    .filter(({ points }) => points.length > 0);
  if (curves.length === 0) return undefined;
  const description = `${title}, ${unit}. ${curves.map(describeCurve).join(' ')}`;
  const key =
    curves.length > 1 &&
    html`<span class="key">${curves.map(({ name }) => html`<i class="${name}"></i>${name} `)}</span>`;
  return figure(curveChart({ title, description, curves, percent, fromZero }), html`${unit} ${key}`);
}

function describeCurve({ name, points }: Curve): string {
  const [first, last] = [points[0]!, points.at(-1)!];
  return `${name}: ${compact(first.value)} at step ${first.step}, ${compact(last.value)} at step ${last.step}.`;
}

function metricsTable(name: string, steps: readonly StepRecord[]): Html {
  const shown = [...new Set([...spread(steps, TABLE_ROWS), steps.at(-1)!])];
  const columns = [...new Set(steps.flatMap(({ metrics }) => Object.keys(metrics)))];
  const rows = shown.map(({ step, metrics }) => [
    step,
    ...columns.map((column) => (metrics[column] === undefined ? '–' : compact(metrics[column]))),
  ]);
  const thinned = shown.length < steps.length ? `, ${shown.length} of ${steps.length} steps` : '';
  return table(`${name} by step${thinned}`, ['step', ...columns], rows);
}
