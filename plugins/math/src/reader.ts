import { LIMITS, LimitError, SyntaxFault } from './limits.ts';
import { prepare } from './compare/prepare.ts';
import type { MathPolicy } from './policy.ts';
import type { LexerOptions } from './syntax/lexer.ts';
import { parseMath } from './syntax/read.ts';
import type { Node } from './tree/node.ts';
import { constant, mapChildren } from './tree/node.ts';

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
  const clock = clockTime(text);
  if (clock) return { text, nodes: [{ kind: 'text', value: clock }] };
  try {
    return { text, nodes: readings(text, policy) };
  } catch (error) {
    if (error instanceof LimitError) return { text, nodes: [], problem: error.message, tooLarge: true };
    if (error instanceof SyntaxFault || error instanceof RangeError) return readAsWords(text, error.message);
    throw error;
  }
}

// 10:30 AM, 10:30 p.m.
function clockTime(text: string): string | undefined {
  const bare = text.replace(/\\(?:text|mathrm)\b|[{}~]|\\[ ,;]/g, ' ').trim();
  const match = /^(\d{1,2}(?::\d{2})?)\s*([ap])\.?\s?m\.?$/i.exec(bare);
  return match ? `${match[1]} ${match[2]?.toLowerCase()}m` : undefined;
}

function readAsWords(text: string, problem: string): Reading {
  return /[\p{L}]{3,}/u.test(text.replace(/\\[A-Za-z]+/g, ''))
    ? { text, nodes: [{ kind: 'text', value: text }], problem }
    : { text, nodes: [], problem };
}

function readings(text: string, policy: MathPolicy): Node[] {
  const usual: LexerOptions = { thousands: true, decimalComma: false, words: true };
  const first = parseMath(text, usual);
  const nodes = [prepare(first.node)];
  const add = (options: LexerOptions, tight = false): void => {
    try {
      nodes.push(prepare(parseMath(text, options, tight).node));
    } catch (error) {
      if (!(error instanceof SyntaxFault || error instanceof RangeError)) throw error;
    }
  };
  if (/\d,\d{3}(?!\d)/.test(text)) add({ ...usual, thousands: false });
  if (policy.decimalComma === 'either' && /\d,\d/.test(text)) add({ ...usual, decimalComma: true });
  if (first.slashProduct) add(usual, true);
  if (nodes[0]?.kind === 'text' && /^[A-Za-z]{4}$/.test(text)) add({ ...usual, words: false });
  if (/(?<![A-Za-z\\])I(?![a-zA-Z]{2})/.test(text) && nodes[0]) nodes.push(imaginaryCapital(nodes[0]));
  return nodes;
}

// Some systems print the imaginary unit as I.
function imaginaryCapital(node: Node): Node {
  if (node.kind === 'symbol') return node.name === 'I' ? constant('i') : node;
  return mapChildren(node, imaginaryCapital);
}

const DOUBLED =
  /\\\\(?=(?:frac|dfrac|tfrac|left|right|sqrt|boxed|text|cdot|times|pi|le|ge|leq|geq|in|cup|cap|infty|sin|cos|tan|log|ln|pm|neq|alpha|beta|theta|overline|mathrm|mathbb|begin|end|circ|binom|quad|ldots|dots)\b)/g;

/** Removes what surrounds an answer: delimiters, boxes, bold signs, closing punctuation, doubled backslashes. */
export function cleanAnswer(raw: string): string {
  let text = raw.trim();
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
    .replace(/^\*\*(.*)\*\*$/s, '$1')
    .replace(/(?<!\.)[.,;:。，]\s*$/, '')
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
