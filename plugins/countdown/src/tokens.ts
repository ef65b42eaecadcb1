import { ParseError } from './parse-error.ts';

type Sign = '+' | '-' | '*' | '/' | '(' | ')' | '{' | '}' | '=' | 'frac';

/** A piece of an expression; LaTeX and typographic signs are already those of plain text. */
export type Token = { readonly number: number } | { readonly sign: Sign };

const SIGNS: ReadonlyMap<string, Sign> = new Map<string, Sign>([
  ...(['+', '-', '*', '/', '(', ')', '{', '}', '='] as const).map((sign) => [sign, sign] as const),
  ['×', '*'],
  ['·', '*'],
  ['⋅', '*'],
  ['∗', '*'],
  ['÷', '/'],
  ['∕', '/'],
  ['−', '-'],
  ['–', '-'],
  ['\\times', '*'],
  ['\\cdot', '*'],
  ['\\div', '/'],
  ['\\frac', 'frac'],
  ['\\dfrac', 'frac'],
]);

/** LaTeX that only sets its neighbours. */
const LAYOUT = new Set(['\\left', '\\right', '\\,', '\\;', '\\!', '\\ ', '$']);

/** Given numbers and targets are far smaller than what this many digits can write. */
const MAX_DIGITS = 12;
const MAX_TOKENS = 400;

/** Cuts an expression into tokens. Throws a ParseError that names the first sign that has no meaning here. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (const [piece] of text.matchAll(/\d+|\\[A-Za-z]+|\\.|\S/gu)) {
    if (LAYOUT.has(piece)) continue;
    tokens.push(/^\d/.test(piece) ? numberToken(piece) : signToken(piece));
    if (tokens.length > MAX_TOKENS) throw new ParseError(`the expression has more than ${MAX_TOKENS} parts`);
  }
  return tokens;
}

function numberToken(digits: string): Token {
  if (digits.length <= MAX_DIGITS) return { number: Number(digits) };
  throw new ParseError(`the number ${digits.slice(0, MAX_DIGITS)}... has ${digits.length} digits`);
}

function signToken(piece: string): Token {
  const sign = SIGNS.get(piece);
  if (sign) return { sign };
  const shown = JSON.stringify(piece.slice(0, 20));
  throw new ParseError(`${shown} has no place in an expression of numbers, + - * / and parentheses`);
}
