import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { DARK_COLOURS, LIGHT_COLOURS } from './colours.ts';
import { curationBars } from './curation.ts';
import { drawSvg } from './draw.ts';
import { curveChart, smoothingWindow, stepDomain, valueDomain } from './marks.ts';

describe('the palette', () => {
  test.each([
    ['light', LIGHT_COLOURS],
    ['dark', DARK_COLOURS],
  ])('text and marks stand out from the surface and the page in %s', (_, declarations) => {
    const colours = new Map(
      [...declarations.matchAll(/--([a-z]+): (#[0-9a-f]{6})/g)].map((m) => [m[1]!, m[2]!]),
    );
    for (const ground of ['surface', 'page']) {
      for (const colour of ['ink', 'muted', 'right', 'wrong', 'unclear']) {
        expect(contrast(colours.get(colour)!, colours.get(ground)!)).toBeGreaterThan(4.5);
      }
    }
  });
});

/** Contrast ratio of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

describe('curves', () => {
  const points = Array.from({ length: 40 }, (_, i) => ({ step: i + 1, value: i / 40 }));

  test('every step is a dot, and one line runs over them', () => {
    const chart = curveChart({
      title: 'A',
      description: 'B',
      curves: [{ name: 'a', colour: 'red', points }],
    });
    const { document } = parseHTML(drawSvg(chart));
    expect(document.querySelectorAll('circle')).toHaveLength(40);
    expect(document.querySelectorAll('path')).toHaveLength(1);
    expect(document.querySelector('svg > title')!.textContent).toBe('A');
    expect(document.querySelector('svg > desc')!.textContent).toBe('B');
  });

  test.each([[0], [7], [-3e-7], [1e9]])('a single value %d is drawn inside the chart', (value) => {
    const curves = [{ name: 'a', colour: 'red', points: [{ step: 1, value }] }];
    const svg = drawSvg(curveChart({ title: 'A', description: 'B', curves, fromZero: true }));
    const [, y] = /cy="([\d.]+)"/.exec(svg)!;
    expect(Number(y)).toBeGreaterThan(0);
    expect(Number(y)).toBeLessThan(176);
    expect(svg).not.toContain('NaN');
  });

  test('titles are escaped', () => {
    const curves = [{ name: 'a', colour: 'red', points }];
    const svg = drawSvg(curveChart({ title: '</title><script>', description: '"', curves }));
    expect(svg).not.toContain('<script>');
  });

  test('the moving mean is odd, none for short curves, and never wide', () => {
    expect([0, 1, 11, 12, 100, 5000].map(smoothingWindow)).toEqual([1, 1, 1, 3, 9, 15]);
  });

  test('domains hold every value, with room where all are equal', () => {
    expect(stepDomain([{ step: 5 }])).toEqual([4, 6]);
    expect(valueDomain([], false)).toEqual([0, 1]);
    expect(valueDomain([NaN, 2, 4], true)).toEqual([0, 4.24]);
    const [low, high] = valueDomain([3], false);
    expect(low).toBeLessThan(3);
    expect(high).toBeGreaterThan(3);
  });
});

test('curation has a bar for every count, also for those that no seed has', () => {
  const record = (correct: number, kept: boolean) => ({ seedId: 'a', samples: 3, correct, kept });
  expect(curationBars([record(0, false), record(1, true), record(1, true)])).toEqual([
    { solved: '0/3', seeds: 1, kept: false },
    { solved: '1/3', seeds: 2, kept: true },
    { solved: '2/3', seeds: 0, kept: false },
    { solved: '3/3', seeds: 0, kept: false },
  ]);
});
