import { messageOf } from '@touchstone-rl/core';

/** Writes a run's HTML report and returns its path. */
export async function writeRunReport(run: string): Promise<string> {
  const { writeReport } = await import('@touchstone-rl/report');
  return writeReport(run);
}

/** The same where the report is an extra: its path, or why there is none. */
export async function tryRunReport(run: string): Promise<{ path: string } | { problem: string }> {
  try {
    return { path: await writeRunReport(run) };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}
