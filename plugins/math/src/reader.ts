import { LIMITS, LimitError, SyntaxFault } from './limits.ts';
import { joinedQuantities, prepare } from './compare/prepare.ts';
import type { MathPolicy } from './policy.ts';
import type { LexerOptions } from './syntax/token.ts';
import { parseMath } from './syntax/read.ts';
import { choiceContent } from './extract/choice.ts';
import { alternatives, asComponents, markUnitVectors } from './syntax/alternatives.ts';
import { bareClock, calendarText } from './syntax/calendar.ts';
import { numberOfWords } from './syntax/number-words.ts';
import { basedNumber } from './syntax/numbers.ts';
import { renameParameters, takeDeclarations } from './syntax/parameters.ts';
import { basedSpelling, rewriteSpelling } from './syntax/spelling.ts';
import { asAssignment, asEqualChain } from './compare/names.ts';
import type { Node } from './tree/node.ts';
import { number, some } from './tree/node.ts';
import { rational } from './tree/rational.ts';

/** An answer as it was read: one tree, and further ones where its spelling is ambiguous. */
export interface Reading {
  /** The answer without delimiters and boxes. */
  readonly text: string;
  /** The likeliest reading first; empty when the text cannot be read as mathematics. */
  readonly nodes: readonly Node[];
  /** Why there is no reading. */
  readonly problem?: string;
  /** Whether a bound was exceeded. */
  readonly tooLarge?: boolean;
}

/** Reads a bare answer. */
export function readAnswer(raw: string, policy: MathPolicy): Reading {
  const bounded = raw.length > 2 * LIMITS.answerChars ? raw.trim() : raw;
  if (bounded.length > 2 * LIMITS.answerChars)
    return {
      text: `${bounded.slice(0, 200)}...`,
      nodes: [],
      problem: 'the answer is too long',
      tooLarge: true,
    };
  const text = cleanAnswer(bounded);
  if (text === '') return { text, nodes: [], problem: 'the answer is empty' };
  const special = specialReading(text);
  if (special) return { text, nodes: special };
  try {
    return { text, nodes: readings(text, policy) };
  } catch (error) {
    if (error instanceof LimitError) return { text, nodes: [], problem: error.message, tooLarge: true };
    if (error instanceof SyntaxFault || error instanceof RangeError) return readAsWords(text, error.message);
    throw error;
  }
}

// Times, dates, numbers in words and numbers in a base with letters have spellings of their own.
function specialReading(text: string): Node[] | undefined {
  const calendar = calendarText(text);
  if (calendar) return [{ kind: 'text', value: calendar }];
  const clock = /:0\d\s*$/.test(text) ? bareClock(text) : undefined;
  if (clock) return [{ kind: 'text', value: clock }];
  const based = basedSpelling(text);
  if (based) {
    try {
      return [basedNumber(based.digits, based.base)];
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
    }
  }
  const division = DIVISION.exec(text);
  if (division) return [{ kind: 'text', value: `${division[1]} remainder ${division[2]}` }];
  const words =
    /^(?:\\(?:text|mathrm|textbf)\s*\{)?\s*([A-Za-z][A-Za-z -]{1,60}|\d{1,9}(?:st|nd|rd|th))\s*\}?$/.exec(
      text,
    )?.[1];
  const value = words === undefined ? undefined : numberOfWords(words);
  return value === undefined
    ? undefined
    : [{ kind: 'text', value: words ?? '' }, number(rational(value[0], value[1]))];
}

// 7 R 3, 7 remainder 3
const DIVISION =
  /^(\d{1,9})\s*(?:\\(?:text|mathrm)\{\s*)?(?:R|r|[Rr]em(?:ainder|\.)?|with (?:a )?remainder(?: of)?)\s*(?:\}\s*)?(\d{1,9})$/;

function readAsWords(text: string, problem: string): Reading {
  return /[\p{L}]{3,}/u.test(text.replace(/\\[A-Za-z]+/g, ''))
    ? { text, nodes: [{ kind: 'text', value: text }], problem }
    : { text, nodes: [], problem };
}

function readings(text: string, policy: MathPolicy): Node[] {
  const usual: LexerOptions = { thousands: true, decimalComma: false, words: true };
  const declared = takeDeclarations(rewriteSpelling(text));
  const source = declared.text;
  const finish = (node: Node): Node => renameParameters(prepare(node), declared.letters);
  const first = parseMath(source, usual);
  const nodes = [finish(first.node)];
  const add = (spelling: string, options: LexerOptions, tight = false): void => {
    try {
      nodes.push(finish(parseMath(spelling, options, tight).node));
    } catch (error) {
      if (!(error instanceof SyntaxFault || error instanceof RangeError)) throw error;
    }
  };
  if (/\d,[1-9]\d{2}(?!\d)/.test(source)) add(source, { ...usual, thousands: false });
  if (policy.decimalComma === 'either' && /\d,\d/.test(source)) add(source, { ...usual, decimalComma: true });
  if (first.slashProduct) add(source, usual, true);
  if (nodes[0]?.kind === 'text' && /^[A-Za-z]{4}$/.test(source)) add(source, { ...usual, words: false });
  // "at" and "by" are words in a sentence and products in a formula.
  else if (
    /[+*/^=]/.test(source) &&
    nodes[0] &&
    some(nodes[0], (node) => node.kind === 'text' && node.value.length < 5)
  )
    add(source, { ...usual, words: false });
  if (/\d\s*[xX]\s*10\s*\^/.test(source))
    add(source.replace(/(\d)\s*[xX]\s*10\s*\^/g, '$1\\times 10^'), usual);
  if (/[^\s+(]\s*\+-/.test(source)) add(source.replace(/\+-/g, '\\pm '), usual);
  return [...nodes, ...furtherReadings(source, nodes[0], usual)];
}

// Readings of another meaning come last: an answer matches when any of them does.
function furtherReadings(source: string, node: Node | undefined, usual: LexerOptions): Node[] {
  const found = node ? alternatives(node, source) : [];
  const stated = STATED.exec(source)?.[1];
  if (stated !== undefined) {
    const value = tryParse(stated, usual);
    if (value) found.push(value);
  }
  const joined = node && joinedQuantities(node);
  if (joined) found.push(joined);
  const chain = node && asEqualChain(node);
  if (chain) found.push(chain);
  const marked = markUnitVectors(source);
  if (marked) {
    const vector = prepare(parseMath(marked, usual).node);
    found.push(...asComponents(asAssignment(vector)?.value ?? vector));
  }
  if (SENTENCE.test(source)) found.push({ kind: 'text', value: source });
  const content = choiceContent(source);
  const choice = content === undefined ? undefined : tryParse(content, usual);
  if (choice) found.push(choice);
  const clock = bareClock(source);
  if (clock) found.push({ kind: 'text', value: clock });
  return found;
}

// Nothing but words: three or more of them.
const SENTENCE = /^[A-Za-z]+(?:,? [A-Za-z'-]+){2,24}$/;

function tryParse(text: string, options: LexerOptions): Node | undefined {
  try {
    return prepare(parseMath(text, options).node);
  } catch (error) {
    if (error instanceof SyntaxFault || error instanceof RangeError) return undefined;
    throw error;
  }
}

// "The largest k is 2"
const STATED = /^(?:\\text\{\s*)?the\b[^=<>]{1,80}\bis\s*(?:\}\s*)?(?=[\d\\(+-])([^]+)$/i;

const BOLD = /(^|[\s=:(])\*\*(?=[^\s*])([^*]{1,400})\*\*(?=$|[\s.,;:!?)])/g;

const DOUBLED =
  /\\\\(?=(?:frac|dfrac|tfrac|left|right|sqrt|boxed|text|cdot|times|pi|le|ge|leq|geq|in|cup|cap|infty|sin|cos|tan|log|ln|pm|neq|alpha|beta|theta|overline|mathrm|mathbb|begin|end|circ|binom|quad|ldots|dots)\b)/g;

/** Removes what surrounds an answer: delimiters, boxes, bold signs, closing punctuation, doubled backslashes. */
export function cleanAnswer(raw: string): string {
  let text = raw.trim();
  if (text.includes('{:}')) text = text.replace(/(\d)\{:\}(?=\d)/g, '$1:');
  if (text.includes('**')) text = text.replace(BOLD, '$1$2');
  if (text.includes('\\\\') && !text.includes('\\begin')) text = text.replace(DOUBLED, '\\');
  for (let round = 0; round < 4; round++) {
    const before = text;
    text = unwrap(text).trim();
    if (text === before) break;
  }
  return inlineMath(text);
}

function unwrap(text: string): string {
  const trimmed = text
    .replace(/^\\(?:display|text|script)style(?![A-Za-z])\s*/, '')
    .replace(/^\*\*(.*)\*\*$/s, '$1')
    .replace(/(?<!\.)[.,;:。，]\s*$/, '')
    .replace(/(?:\\(?:blacksquare|square|Box|qed|qedsymbol)|[∎■□])\s*$/, '')
    .trim();
  for (const [open, close] of [
    ['$$', '$$'],
    ['$', '$'],
    ['\\(', '\\)'],
    ['\\[', '\\]'],
  ] as const) {
    const inside = trimmed.slice(open.length, trimmed.length - close.length);
    if (
      trimmed.length > open.length + close.length &&
      trimmed.startsWith(open) &&
      trimmed.endsWith(close) &&
      !inside.includes(open.trim()) &&
      !endsEscaped(inside, close)
    )
      return inside;
  }
  const box = /^\\boxed\s*\{/.exec(trimmed);
  if (box && trimmed.endsWith('}') && closes(trimmed, box[0].length - 1))
    return trimmed.slice(box[0].length, -1);
  return trimmed;
}

function endsEscaped(inside: string, close: string): boolean {
  return close.startsWith('$') && inside.endsWith('\\');
}

function closes(text: string, open: number): boolean {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '{') depth += 1;
    else if (character === '}' && --depth === 0) return at === text.length - 1;
  }
  return false;
}

// Delimiters inside an answer ("$1$, $2$" or "12 $ and $13") are only layout.
function inlineMath(text: string): string {
  let result = text.replace(/\\[()[\]]/g, (mark) =>
    mark === '\\(' || mark === '\\[' || mark === '\\)' || mark === '\\]' ? ' ' : mark,
  );
  const dollars = result.match(/(?<!\\)\$/g)?.length ?? 0;
  if (dollars > 1 || (dollars === 1 && !/\$\s?\d|\d\s?\$$/.test(result)))
    result = result.replace(/(?<!\\)\$+/g, ' ');
  if (result.includes('\n') && !result.includes('\\begin'))
    result = result
      .trim()
      .split(/\n+/)
      .map((line) => line.trim())
      .filter(Boolean)
      .join(', ');
  return result.trim();
}
