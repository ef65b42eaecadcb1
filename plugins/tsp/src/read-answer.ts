/**
 * The stops of an answer, or why they cannot be read.
 *
 * @example
 * const stops: Stops = { stops: [0, 2, 1, 0] };
 */
export type Stops = { readonly stops: readonly number[] } | { readonly problem: string };

/** Stops that are looked at; a longer list is wrong for every problem. */
const MAX_STOPS = 2000;

/**
 * Reads `0->2->1->0`, also with commas or white space between, and as `{'Path': '...', 'TotalDistance': 9}`.
 * The stated total distance is not looked at: the tour decides.
 *
 * @example
 * readStops("{'Path': '0->2->1->0', 'TotalDistance': 9}"); // { stops: [0, 2, 1, 0] }
 * readStops('home'); // { problem: 'stop 1 is "home", not the number of a city' }
 */
export function readStops(text: string): Stops {
  const path = pathOf(text.trim());
  if (path === undefined) return { problem: 'the answer has no single Path' };
  const tokens = path
    .replaceAll('->', ' ')
    .replaceAll('→', ' ')
    .split(/[\s,]+/, MAX_STOPS)
    .filter(Boolean);
  if (tokens.length === 0) return { problem: 'the path is empty' };
  const odd = tokens.findIndex((token) => !/^\d{1,6}$/.test(token));
  if (odd === -1) return { stops: tokens.map(Number) };
  const shown = tokens[odd]!.length > 20 ? `${tokens[odd]!.slice(0, 20)}...` : tokens[odd]!;
  return { problem: `stop ${odd + 1} is "${shown}", not the number of a city` };
}

/** The value of the key Path, or the text itself where it is not an object. */
function pathOf(text: string): string | undefined {
  if (!text.startsWith('{')) return unquoted(text);
  const lower = text.toLowerCase();
  const key = lower.indexOf('path');
  const colon = text.indexOf(':', key);
  if (key === -1 || colon === -1 || lower.includes('path', colon)) return undefined;
  const value = text.slice(colon + 1).trim();
  const end = ({ "'": "'", '"': '"', '[': ']' } as Record<string, string>)[value[0] ?? ''];
  if (end === undefined) return value.slice(0, value.search(/[,}]/));
  const close = value.indexOf(end, 1);
  return close === -1 ? undefined : value.slice(1, close);
}

function unquoted(text: string): string {
  const isWrapped = ["''", '""', '[]', '()'].includes((text[0] ?? '') + (text.at(-1) ?? ''));
  return isWrapped && text.length > 1 ? text.slice(1, -1) : text;
}
