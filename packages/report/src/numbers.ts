import type { Estimate } from '@touchstone-rl/core';

const MINUS = '−';
const NARROW_SPACE = '\u202F';

/** A number with so many decimals, a true minus sign, and thousands set apart: `−12,345.7`. */
export function fixed(value: number, decimals = 0): string {
  if (!Number.isFinite(value)) return 'not a number';
  const text = Math.abs(value).toFixed(decimals);
  const [whole, fraction] = text.split('.');
  const grouped = whole!.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const sign = value < 0 && Number(text) !== 0 ? MINUS : '';
  return sign + (fraction === undefined ? grouped : `${grouped}.${fraction}`);
}

/** A number to about three significant digits, for tables of mixed scales. */
export function compact(value: number): string {
  if (!Number.isFinite(value)) return 'not a number';
  if (value === 0 || Number.isInteger(value)) return fixed(value);
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e6) return value.toExponential(2).replaceAll('-', MINUS);
  return fixed(value, Math.max(0, 2 - Math.floor(Math.log10(size))));
}

/** A share as a percentage with one decimal: `41.2 %`. */
export function percent(share: number, decimals = 1): string {
  return `${fixed(100 * share, decimals)}${NARROW_SPACE}%`;
}

/** A difference of shares in percentage points, signed: `+22.7`. */
export function points(difference: number): string {
  const text = fixed(100 * difference, 1);
  return difference > 0 && text !== '0.0' ? `+${text}` : text;
}

/** A share with its interval: `41.2 % [36.1, 46.4]`. */
export function percentWithInterval({ mean, low, high }: Estimate): string {
  return `${percent(mean)} [${fixed(100 * low, 1)}, ${fixed(100 * high, 1)}]`;
}

/** A count with its noun: `1 seed`, `128 seeds`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${fixed(number)} ${number === 1 ? noun : plural}`;
}

/** A duration a person can grasp: `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${fixed(seconds, 1)} s`;
  if (seconds < 60) return `${fixed(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${fixed(seconds - 60 * minutes)} s`;
  return `${fixed(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}
