/**
 * Every failure a user can cause or mend is one `TouchstoneError`: what happened, where, with which value,
 * and what to do about it. Anything else that is thrown is a defect or a plugin's own error.
 *
 * @example
 * const notJson = (place: string, cause: unknown): ErrorDetails => ({
 *   code: 'ROW_UNREADABLE',
 *   message: `the row is not JSON: ${messageOf(cause)}`,
 *   place, // rows.jsonl:7
 *   fix: 'write one JSON object a line',
 *   cause,
 * });
 */
export interface ErrorDetails {
  /** Stable and greppable, e.g. `CONFIG_INVALID`. */
  readonly code: string;
  readonly message: string;
  /** File, line, config path, plugin, hook or seed. */
  readonly place?: string;
  readonly value?: unknown;
  readonly fix?: string;
  readonly cause?: unknown;
}

/**
 * An error of input, not of code: what is wrong, where, the value, and how to mend it. The commands print it
 * without a stack and end with 2.
 *
 * @example
 * throw new TouchstoneError({
 *   code: 'ROW_UNREADABLE',
 *   message: 'the row is not JSON',
 *   place: 'rows.jsonl:7',
 *   value: '{',
 *   fix: 'write one JSON object a line',
 * });
 */
export class TouchstoneError extends Error {
  readonly code: string;
  readonly place?: string;
  readonly value?: unknown;
  readonly fix?: string;

  constructor(details: ErrorDetails) {
    super(formatError(details), details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'TouchstoneError';
    this.code = details.code;
    this.place = details.place;
    this.value = details.value;
    this.fix = details.fix;
  }
}

function formatError({ message, place, value, fix }: ErrorDetails): string {
  const lines = [message];
  if (place !== undefined) lines.push(`  at     ${place}`);
  if (value !== undefined) lines.push(`  value  ${preview(value)}`);
  if (fix !== undefined) lines.push(`  fix    ${fix}`);
  return lines.join('\n');
}

/**
 * A value as one short line for an error message.
 *
 * @example
 * preview('a'.repeat(1000), 10); // '"aaaaaaaaa... (1002 characters)'
 */
export function preview(value: unknown, limit = 120): string {
  let text: string;
  try {
    text = typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value) ?? String(value));
  } catch {
    text = String(value);
  }
  return text.length > limit ? `${text.slice(0, limit)}... (${text.length} characters)` : text;
}

/**
 * The message of anything that was thrown, also of strings and undefined.
 *
 * @example
 * messageOf(new TypeError('x is not a function')); // 'x is not a function'
 * messageOf('boom'); // 'threw "boom"'
 */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message || thrown.name;
  return `threw ${preview(thrown)}`;
}

/**
 * The known name nearest to a misspelt one, when it is near enough to be meant.
 *
 * @example
 * nearestName('arithmatic', ['arithmetic', 'math']); // 'arithmetic'
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** The error for a name that nothing answers to, with the nearest known one. */
export function unknownName(kind: string, name: string, known: string[], place?: string): TouchstoneError {
  const nearest = nearestName(name, known);
  const list = known.length ? `known: ${known.join(', ')}` : 'none is loaded';
  return new TouchstoneError({
    code: `UNKNOWN_${kind.toUpperCase().replace(/[ -]/g, '_')}`,
    message: `no ${kind} is named "${name}" (${list})`,
    place,
    value: name,
    fix: nearest ? `did you mean "${nearest}"?` : `add the plugin that provides it to \`plugins\``,
  });
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, substitution));
    }
    row = next;
  }
  return row[b.length]!;
}
