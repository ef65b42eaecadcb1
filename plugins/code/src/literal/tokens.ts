/** Thrown where a text is beyond what the readers of literals and assertions understand; it is no fault. */
export class UnreadableError extends Error {}

/** A token of a test program. */
export interface Token {
  readonly type: 'number' | 'string' | 'bytes' | 'name' | 'sign' | 'newline' | 'end';
  /** The token as written; the content of a string. */
  readonly text: string;
  /** Of a `newline`: columns by which the next line is indented. */
  readonly indent?: number;
}

/** Longest test program that is read. */
export const MAX_TEXT = 1_000_000;

/** Reads a text from left to right, never twice: every rule is sticky, so work is linear. */
export class Scanner {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    if (text.length > MAX_TEXT) throw new UnreadableError(`the tests are longer than ${MAX_TEXT} characters`);
    this.text = text;
  }

  /** The match of a sticky pattern here, which is then passed. */
  take(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  fail(what: string): never {
    const line = this.text.slice(0, this.at).split('\n').length;
    throw new UnreadableError(`line ${line}: ${what}`);
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '`': '`',
  '\n': '',
};

/** The character that an escape sequence stands for; the scanner stands behind its backslash. */
export function takeEscape(scanner: Scanner, python: boolean): string {
  const letter = scanner.text[scanner.at] ?? scanner.fail('a string that is never closed');
  scanner.at += 1;
  if (letter === 'a' && python) return '\x07';
  if (letter === 'x') return codePoint(scanner, /[0-9a-fA-F]{2}/y);
  if (letter === 'u' && scanner.startsWith('{')) return bracedCodePoint(scanner);
  if (letter === 'u') return codePoint(scanner, /[0-9a-fA-F]{4}/y);
  if (letter === 'U' && python) return codePoint(scanner, /[0-9a-fA-F]{8}/y);
  if (letter === 'N' && python) return scanner.fail('a character named by \\N');
  if (letter >= '0' && letter <= '7' && (letter !== '0' || /[0-9]/.test(scanner.text[scanner.at] ?? ''))) {
    scanner.fail('an octal escape');
  }
  const known = ESCAPES[letter];
  if (known !== undefined) return known;
  return python ? `\\${letter}` : letter;
}

function bracedCodePoint(scanner: Scanner): string {
  const written = scanner.take(/\{[0-9a-fA-F]{1,6}\}/y) ?? scanner.fail('a wrong \\u escape');
  return fromCodePoint(scanner, written.slice(1, -1));
}

function codePoint(scanner: Scanner, digits: RegExp): string {
  return fromCodePoint(scanner, scanner.take(digits) ?? scanner.fail('a wrong escape in a string'));
}

function fromCodePoint(scanner: Scanner, hexadecimal: string): string {
  const point = Number.parseInt(hexadecimal, 16);
  return point > 0x10_ffff ? scanner.fail('a wrong escape in a string') : String.fromCodePoint(point);
}
