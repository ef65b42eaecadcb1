/** A `\boxed{...}` in a text. */
export interface Box {
  readonly content: string;
  readonly start: number;
  readonly end: number;
}

const MARKS = ['\\boxed', '\\fbox', 'boxed{'] as const;

/** Boxes are looked for from the end, at most this many. */
const MAX_BOXES = 48;

/** The last balanced boxes of a text, in order of appearance. One backward search, one forward scan for each. */
export function findBoxes(text: string): Box[] {
  const boxes: Box[] = [];
  let before = text.length;
  for (let tries = 0; boxes.length < MAX_BOXES && before > 0 && tries < 2 * MAX_BOXES; tries++) {
    const start = lastMark(text, before);
    if (start < 0) break;
    const box = readBox(text, start);
    if (box && !(boxes.at(-1) && box.end > (boxes.at(-1)?.start ?? 0))) boxes.push(box);
    else if (box) boxes[boxes.length - 1] = box;
    before = start;
  }
  return boxes.reverse();
}

function lastMark(text: string, before: number): number {
  return Math.max(...MARKS.map((mark) => text.lastIndexOf(mark, before - 1)));
}

function readBox(text: string, start: number): Box | undefined {
  let at = start + (text.startsWith('boxed{', start) ? 5 : text.startsWith('\\fbox', start) ? 5 : 6);
  while (text[at] === ' ') at += 1;
  if (text[at] !== '{') return readBare(text, start, at);
  const end = closingBrace(text, at);
  return end === undefined ? undefined : { content: text.slice(at + 1, end), start, end: end + 1 };
}

// "\boxed 7" takes the next token.
function readBare(text: string, start: number, at: number): Box | undefined {
  const match = /[-+]?[0-9]+(?:\.[0-9]+)?|[A-Za-z]\b|\\[A-Za-z]+/y;
  match.lastIndex = at;
  const found = match.exec(text);
  return found ? { content: found[0], start, end: at + found[0].length } : undefined;
}

/** The place of the brace that closes the one at `open`; bounded, and escaped braces do not count. */
export function closingBrace(text: string, open: number, reach = 8192): number | undefined {
  let depth = 0;
  const last = Math.min(text.length, open + reach);
  for (let at = open; at < last; at++) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '{') depth += 1;
    else if (character === '}' && --depth === 0) return at;
  }
  return undefined;
}

/** The final answer in boxes: the last box, joined with those before it that only ",", "and" or "or" separates. */
export function lastBoxedAnswer(
  text: string,
): { readonly answer: string; readonly end: number; readonly boxes: number } | undefined {
  const boxes = findBoxes(text);
  const last = boxes.at(-1);
  if (!last) return undefined;
  const parts = [last.content];
  let first = last;
  for (let index = boxes.length - 2; index >= 0; index--) {
    const box = boxes[index] as Box;
    const between = text.slice(box.end, first.start);
    if (!joins(between)) break;
    parts.unshift(box.content);
    first = box;
  }
  const content = parts.length === 1 ? last.content : unique(parts).join(', ');
  return { answer: content, end: last.end, boxes: parts.length };
}

// The same box twice is one answer.
function unique(parts: readonly string[]): string[] {
  return parts.filter((part, index) => parts.indexOf(part) === index);
}

function joins(between: string): boolean {
  if (between.length > 40 || /\n\s*\n/.test(between)) return false;
  const bare = between
    .replace(/\\(?:text|mbox|textrm)\s*\{([^{}]*)\}/g, '$1')
    .replace(/\b(?:for|in)?\s*(?:part|question|case|problem)\s*\(?[a-z0-9]\)?/gi, ' ')
    .replace(/[A-Za-z](?:_\{?\w{1,3}\}?)?\s*(?:\([a-z]\))?\s*=\s*$/, '')
    .replace(/\\[,;:!\][() ]|\\q?quad|[$\s]/g, '');
  return JOIN_WORDS.has(bare);
}

const JOIN_WORDS = new Set([
  ',',
  ';',
  'and',
  'or',
  ',and',
  ',or',
  '和',
  '或',
  'et',
  'und',
  'y',
  '、',
  '，',
  '&',
  '\\land',
  '\\lor',
]);
