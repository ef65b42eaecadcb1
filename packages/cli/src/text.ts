import type { Estimate } from '@touchstone-rl/core';

/** `62.5 %` */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** `95 %`, of a confidence level */
export function levelText(level: number): string {
  return `${Number((level * 100).toFixed(3))} %`;
}

/** `62.5 % [58.1, 66.7]` */
export function interval({ mean, low, high }: Estimate): string {
  return `${percent(mean)} [${(low * 100).toFixed(1)}, ${(high * 100).toFixed(1)}]`;
}

/** `+12.5 points [8.1, 16.7]`, for a difference of two shares. */
export function pointsInterval({ mean, low, high }: Estimate): string {
  const sign = mean > 0 ? '+' : '';
  return `${sign}${(mean * 100).toFixed(1)} points [${(low * 100).toFixed(1)}, ${(high * 100).toFixed(1)}]`;
}

/** `45 s`, `3m 20s`, `2h 05m` */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m ${twoDigits(seconds % 60)}s`;
  return `${Math.floor(minutes / 60)}h ${twoDigits(minutes % 60)}m`;
}

/** `950`, `12.3k`, `4.5M` */
export function compact(value: number): string {
  if (value < 1000) return value.toFixed(0);
  return value < 1e6 ? `${(value / 1000).toFixed(1)}k` : `${(value / 1e6).toFixed(1)}M`;
}

/** `1 row`, `2 rows` */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** Rows as lines with aligned columns; the first row is the head. A column of numbers stands to the right. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const columns = rows[0]?.map((_, c) => rows.map((row) => row[c] ?? '')) ?? [];
  const padded = columns.map((cells) => {
    const width = Math.max(...cells.map((cell) => cell.length));
    const toRight = cells.slice(1).every((cell) => cell === '' || isNumber(cell));
    return cells.map((cell) => (toRight ? cell.padStart(width) : cell.padEnd(width)));
  });
  return rows.map((_, r) =>
    padded
      .map((cells) => cells[r])
      .join('  ')
      .trimEnd(),
  );
}

function isNumber(cell: string): boolean {
  return /^[+-]?\d[\d.]*( %| ms)?$/.test(cell);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
