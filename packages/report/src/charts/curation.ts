import { axisX, axisY, barY, gridY, text, type PlotOptions } from '@observablehq/plot';
import type { CurationRecord } from '@touchstone-rl/core';
import { count } from '../numbers.ts';
import { COLOURS } from './colours.ts';
import { baseOptions, type Chart } from './draw.ts';

/** Seeds that were solved so many times out of the samples. */
export interface CurationBar {
  readonly solved: string;
  readonly seeds: number;
  readonly kept: boolean;
}

/** One bar for each number of solved samples, also for those that no seed has. */
export function curationBars(records: readonly CurationRecord[]): CurationBar[] {
  const samples = records.reduce((most, record) => Math.max(most, record.samples), 0);
  return Array.from({ length: samples + 1 }, (_, correct) => {
    const own = records.filter((record) => record.correct === correct);
    return { solved: `${correct}/${samples}`, seeds: own.length, kept: own.some(({ kept }) => kept) };
  });
}

/** How often the SFT policy solved the training seeds, and which of them GRPO trains on. */
export function curationChart(records: readonly CurationRecord[]): Chart {
  const bars = curationBars(records);
  const options: PlotOptions = {
    ...baseOptions(380, 190),
    x: { type: 'band', domain: bars.map(({ solved }) => solved), padding: 0.15 },
    marks: [
      gridY({ stroke: COLOURS.line, strokeOpacity: 1, ticks: 4 }),
      axisY({ ticks: 4, tickSize: 0, tickPadding: 6, label: null, fill: COLOURS.muted }),
      axisX({ tickSize: 0, tickPadding: 8, label: null, fill: COLOURS.muted }),
      text(['solved'], {
        frameAnchor: 'bottom-right',
        textAnchor: 'start',
        dx: 6,
        dy: 15.5,
        fill: COLOURS.muted,
      }),
      barY(bars, {
        x: 'solved',
        y: 'seeds',
        fill: ({ kept }: CurationBar) => (kept ? COLOURS.right : COLOURS.surface),
        stroke: ({ kept }: CurationBar) => (kept ? COLOURS.right : COLOURS.muted),
        title: ({ solved, seeds, kept }: CurationBar) =>
          `${solved} solved: ${count(seeds, 'seed')}, ${kept ? 'kept' : 'set aside'}`,
      }),
    ],
  };
  const kept = records.filter((record) => record.kept).length;
  const description = `Of ${count(records.length, 'training seed')}, ${kept} are kept: ${bars
    .map(({ solved, seeds }) => `${solved} solved, ${seeds}`)
    .join('; ')}.`;
  return { title: 'How often the policy solved each training seed', description, options };
}
