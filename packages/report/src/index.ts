import { join } from 'node:path';
import { writeFileAtomically } from '@touchstone-rl/core';
import { renderPage } from './page.ts';
import { readRun } from './read-run.ts';

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
