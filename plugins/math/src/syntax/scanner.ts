import { LIMITS, LimitError } from '../limits.ts';
import type { LexerOptions, Token, TokenKind } from './token.ts';

type Tokenizer = (source: string, options: LexerOptions) => Token[];

/** The text that is being split into tokens, the place in it, and the tokens so far. */
export class Scanner {
  readonly source: string;
  readonly options: LexerOptions;
  readonly tokens: Token[] = [];
  at = 0;
  spaced = false;
  commands = 0;
  brackets: string[] = [];

  private readonly tokenize: Tokenizer;

  constructor(source: string, options: LexerOptions, tokenize: Tokenizer) {
    this.source = source.length > LIMITS.answerChars ? fail('the answer is too long') : source;
    this.options = options;
    this.tokenize = tokenize;
  }

  /** Puts the tokens of a text in the place of the text. */
  inline(text: string): void {
    for (const token of this.tokenize(text, this.options))
      if (token.kind !== 'end') this.push(token.kind, token.text);
  }

  /** Adds a token. */
  push(kind: TokenKind, text: string): void {
    if (this.tokens.length >= LIMITS.tokens) fail('the answer has too many parts');
    this.tokens.push({ kind, text, spaced: this.spaced });
    this.spaced = false;
    if (kind === 'sign') this.trackBracket(text);
  }

  private trackBracket(text: string): void {
    if (text === '(' || text === '[' || text === '\\{' || text === '{') this.brackets.push(text);
    else if (text === ')' || text === ']' || text === '\\}' || text === '}') this.brackets.pop();
  }

  /** The content of the braces ahead, or the next character; escaped braces do not count. */
  readBraces(): string {
    let from = this.at;
    while (this.source[from] === ' ' || this.source[from] === '*') from += 1;
    if (this.source[from] !== '{') {
      this.at = from + 1;
      return this.source[from] ?? '';
    }
    let depth = 0;
    for (let end = from; end < this.source.length; end++) {
      const character = this.source[end];
      if (character === '\\') end += 1;
      else if (character === '{') depth += 1;
      else if (character === '}' && --depth === 0) {
        this.at = end + 1;
        return this.source.slice(from + 1, end);
      }
    }
    this.at = this.source.length;
    return this.source.slice(from + 1);
  }
}

/** The sign, letter or command that a canonical name stands for. */
export function emitName(scanner: Scanner, name: string): void {
  if (name === 'and' || name === 'or') scanner.push('sign', ' and ');
  else if (name === 'e' || name === 'i' || name === 'j' || name === 'T') scanner.push('letter', name);
  else if (/^su[bp]set(?:eq)?$/.test(name)) scanner.push('sign', name);
  else if (/^[A-Za-z]/.test(name)) scanner.push('command', name);
  else scanner.push('sign', name);
}

const DIGIT = /[0-9]/;

/** Whether a character is an ASCII digit. */
export function isDigit(character: string | undefined): boolean {
  return character !== undefined && DIGIT.test(character);
}

/** Whether a character is an ASCII letter. */
export function isAsciiLetter(character: string | undefined): boolean {
  return character !== undefined && /[A-Za-z]/.test(character);
}

/** Ends the reading of an answer that exceeds a bound. */
export function fail(message: string): never {
  throw new LimitError(message);
}
