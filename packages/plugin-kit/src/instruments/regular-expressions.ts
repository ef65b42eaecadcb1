import { analyse } from 'scslre';

/**
 * Says how the time of a regular expression grows with the text, when it grows faster than the text: V8 goes back
 * and tries again, which no counter sees. The analysis is scslre's (Super-Linear Causing Regular Expressions).
 */
export function superLinear({ source, flags }: RegExp): 'exponential' | 'quadratic' | undefined {
  let reports;
  try {
    ({ reports } = analyse({ source, flags }, { maxReports: 20 }));
  } catch {
    // Syntax that the analysis does not know; nothing can be said of it.
    return undefined;
  }
  // `Move` is a search that starts again at every place; a sticky expression starts at one.
  const real = reports.filter(({ type }) => type !== 'Move' || !flags.includes('y'));
  if (real.some(({ exponential }) => exponential)) return 'exponential';
  return real.length > 0 ? 'quadratic' : undefined;
}
