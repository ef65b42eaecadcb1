import { SyntaxFault } from '../limits.ts';

/** What a token is; `sign` covers operators, brackets and separators. */
export type TokenKind = 'number' | 'letter' | 'command' | 'sign' | 'text' | 'end';

/** One lexical unit of an answer. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Whether white space stands before it. */
  readonly spaced: boolean;
}

/** How ambiguous spellings are read. */
export interface LexerOptions {
  /** Read `1,234` as one number (outside brackets). */
  readonly thousands: boolean;
  /** Read `1,5` as one and a half. */
  readonly decimalComma: boolean;
  /** Read long runs of letters as words rather than products. */
  readonly words: boolean;
}

/** What ends every sequence of tokens. */
export const END: Token = { kind: 'end', text: '', spaced: false };

/** Raises a syntax fault. */
export function fault(message: string): never {
  throw new SyntaxFault(message);
}
