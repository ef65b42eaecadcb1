import {
  axisX,
  axisY,
  dot,
  gridY,
  lineY,
  ruleY,
  text,
  windowY,
  type Markish,
  type PlotOptions,
} from '@observablehq/plot';
import { COLOURS } from './colours.ts';
import { baseOptions, type Chart } from './draw.ts';
import type { Point } from '../steps.ts';

/** One curve of a chart: its raw points are dots, the line over them is their moving mean. */
export interface Curve {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly Point[];
}

/** What a curve chart is drawn from. */
export interface CurveChart {
  readonly title: string;
  readonly description: string;
  readonly curves: readonly Curve[];
  readonly percent?: boolean;
  /** Whether zero belongs on the axis. */
  readonly fromZero?: boolean;
  readonly width?: number;
  readonly height?: number;
}

/** More raw points than this in one chart are thinned evenly; the line is still computed from all. */
const MAX_DOTS = 400;

/** Number of steps that the overlaid line averages over: about a twelfth of the curve, odd, 3 to 15. */
export function smoothingWindow(points: number): number {
  return points < 12 ? 1 : Math.min(15, Math.max(3, 2 * Math.floor(points / 24) + 1));
}

/** A chart of values over steps. */
export function curveChart(spec: CurveChart): Chart {
  const { title, description, curves, percent = false, fromZero = false, width = 340, height = 176 } = spec;
  const values = curves.flatMap(({ points }) => points.map(({ value }) => value));
  const domain = scaled(valueDomain(values, fromZero), percent);
  const options: PlotOptions = {
    ...baseOptions(width, height),
    ...(domain.every((end) => end === 0 || isTiny(end)) && { marginLeft: 60 }),
    x: { domain: stepDomain(curves.flatMap(({ points }) => points)) },
    y: { domain, percent },
    marks: [
      ...axes({ ticks: 4, percent }),
      ...zeroLine(domain),
      ...curves.flatMap((curve) => curveMarks(curve)),
    ],
  };
  return { title, description, options };
}

/** Faint horizontal lines, quiet ticks, and the unit of the horizontal axis in line with its ticks. */
export function axes({
  ticks,
  percent = false,
  unit = 'step',
}: {
  ticks: number;
  percent?: boolean;
  unit?: string;
}): Markish[] {
  const tickFormat = percent ? (value: number) => `${trim(value)}%` : (value: number) => trim(value);
  const quiet = { tickSize: 0, label: null, fill: COLOURS.muted };
  return [
    gridY({ stroke: COLOURS.line, strokeOpacity: 1, ticks }),
    axisY({ ...quiet, ticks, tickPadding: 6, tickFormat }),
    axisX({ ...quiet, ticks: 5, tickPadding: 8, tickFormat: wholeOnly }),
    text([unit], { frameAnchor: 'bottom-right', textAnchor: 'start', dx: 20, dy: 15.5, fill: COLOURS.muted }),
  ];
}

function curveMarks({ points, colour }: Curve): Markish[] {
  const every = Math.ceil(points.length / MAX_DOTS);
  const shown = points.filter((_, i) => i % every === 0 || i === points.length - 1);
  const k = smoothingWindow(points.length);
  const channels = { x: 'step', y: 'value', stroke: colour, strokeWidth: 2 };
  return [
    dot(shown, { x: 'step', y: 'value', r: 1.8, fill: colour, fillOpacity: 0.45 }),
    k === 1
      ? lineY(points, { ...channels, strokeWidth: 1.2 })
      : lineY(points, windowY({ k, anchor: 'middle', reduce: 'mean', strict: false }, channels)),
  ];
}

/** A line at zero, when zero is inside the domain. */
export function zeroLine([low, high]: [number, number]): Markish[] {
  return low < 0 && high > 0 ? [ruleY([0], { stroke: COLOURS.muted, strokeWidth: 1 })] : [];
}

/** From the first to the last step; a single step gets room on both sides. */
export function stepDomain(points: readonly { readonly step: number }[]): [number, number] {
  const low = points.reduce((least, { step }) => Math.min(least, step), Infinity);
  const high = points.reduce((most, { step }) => Math.max(most, step), -Infinity);
  return low < high ? [low, high] : [low - 1, high + 1];
}

/** The range of the values with a little room, so that a constant curve is not drawn on the edge. */
export function valueDomain(values: readonly number[], fromZero: boolean): [number, number] {
  const finite = values.filter(Number.isFinite);
  const least = finite.reduce((a, b) => Math.min(a, b), Infinity);
  const most = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  if (finite.length === 0) return [0, 1];
  const low = fromZero ? Math.min(0, least) : least;
  const high = fromZero ? Math.max(0, most) : most;
  const room = high > low ? 0.06 * (high - low) : Math.max(0.05, Math.abs(high) * 0.1);
  return [fromZero && least >= 0 ? 0 : low - room, fromZero && most <= 0 ? 0 : high + room];
}

/** A domain of shares as the percentages that the axis counts in. */
export function scaled([low, high]: [number, number], percent: boolean): [number, number] {
  return percent ? [100 * low, 100 * high] : [low, high];
}

function wholeOnly(value: number): string {
  return Number.isInteger(value) ? String(value) : '';
}

function trim(value: number): string {
  return (
    isTiny(value)
      ? String(Number(value.toPrecision(2)).toExponential())
      : String(Number(value.toPrecision(4)))
  ).replaceAll('-', '−');
}

/** Whether a tick is written with an exponent, which needs a wider margin. */
function isTiny(value: number): boolean {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e5);
}
