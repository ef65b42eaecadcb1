import { join } from 'node:path';
import { writeFileAtomically } from '@touchstone-rl/core';
import { renderPage } from './page.ts';
import { readRun } from './read-run.ts';
import { renderSummaryImage } from './summary-image.ts';

/**
 * Writes `report.html` into a run folder, finished or not, and returns its path. The page is one file that
 * loads nothing; the same run gives the same bytes.
 *
 * @example
 * const file = await writeReport('runs/quickstart');
 */
export async function writeReport(runPath: string): Promise<string> {
  const file = join(runPath, 'report.html');
  writeFileAtomically(file, renderPage(await readRun(runPath)));
  return file;
}

/**
 * Writes one wide SVG picture of a run, for a README: before and after by difficulty, validation by step, and
 * lengths of right and wrong answers. It follows the reader's light or dark colour scheme.
 *
 * @example
 * await writeSummaryImage('runs/quickstart', 'docs/quickstart.svg');
 */
export async function writeSummaryImage(runPath: string, file: string): Promise<string> {
  writeFileAtomically(file, renderSummaryImage(await readRun(runPath)));
  return file;
}
