import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeReport } from './index.ts';
import { exampleRun, writeExampleRun, type ExampleRun } from './testing/example-run.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'touchstone-report-')), 'run');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

async function reportOf(run: Partial<ExampleRun>): Promise<string> {
  writeExampleRun(folder, run);
  return readFileSync(await writeReport(folder), 'utf8');
}

describe('a finished run', () => {
  test('every section, figure and table has something to show', async () => {
    const page = await reportOf(exampleRun());
    const { document } = parseHTML(page);
    const titles = [...document.querySelectorAll('h2')].map(({ textContent }) => textContent);
    expect(titles).toEqual([
      'Evaluation',
      'Training',
      'The reward',
      'Rollouts',
      'Curation and data',
      'Run facts',
    ]);
    expect(document.querySelectorAll('figure').length).toBeGreaterThan(15);
    for (const svg of document.querySelectorAll('svg')) {
      expect(svg.getAttribute('role')).toBe('img');
      expect(svg.querySelector('title')!.textContent).not.toBe('');
      expect(svg.querySelector('desc')!.textContent).not.toBe('');
    }
    expect(page).not.toMatch(/NaN|undefined|\[object/);
  });

  test('the page is one file that loads nothing, opens fast, and comes out the same again', async () => {
    const page = await reportOf(exampleRun());
    expect(page).not.toMatch(/(src|href)="(?!#)|url\(|@import|https?:/);
    expect(page.length).toBeLessThan(1_000_000);
    expect(readFileSync(await writeReport(folder), 'utf8')).toBe(page);
  });
});
