import { plot, type PlotOptions } from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { html, trusted, type Html } from '../html.ts';

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** What a chart is called, what it shows in a sentence, and how it is drawn. */
export interface Chart {
  readonly title: string;
  readonly description: string;
  readonly options: PlotOptions;
}

/** Axis and size settings that all charts share: few ticks, faint lines, no frame. */
export function baseOptions(width: number, height: number): PlotOptions {
  return {
    width,
    height,
    marginLeft: 44,
    marginRight: 46,
    marginTop: 12,
    marginBottom: 24,
    style: { fontSize: '12px' },
  };
}

/** The chart as an SVG element whose title and description are read out. */
export function drawSvg({ title, description, options }: Chart): string {
  const drawn = plot({ ...options, document, className: 'chart' }) as unknown as { outerHTML: string };
  const labels = html`<title>${title}</title><desc>${description}</desc>`;
  return drawn.outerHTML
    .replace(/<style>[^]*?<\/style>/, labels.markup)
    .replace('<svg ', '<svg role="img" ')
    .replaceAll(/ aria-label="[^"]*"/g, '')
    .replaceAll(/="[^"]*"/g, (attribute) => attribute.replaceAll(/(\d+\.\d{2})\d+/g, '$1'))
    .replaceAll(' aria-hidden="true"', '');
}

/** The chart as a figure with its title above it, an optional note, and the parts that explain it below. */
export function figure(chart: Chart, note?: Html | string, more?: Html): Html {
  return html`<figure>
    <figcaption>
      <strong>${chart.title}</strong>${note === undefined ? undefined : html`<span>${note}</span>`}
    </figcaption>
    ${trusted(drawSvg(chart))}${more}
  </figure>`;
}
