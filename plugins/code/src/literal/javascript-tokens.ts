import { Scanner, takeEscape, type Token } from './tokens.ts';

const SPACE = /[\s\uFEFF]+/y;
const LINE_COMMENT = /\/\/[^\n]*/y;
const NUMBER =
  /0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?/y;
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const SIGN = /===|!==|=>|\.\.\.|\*\*|&&|\|\||\?\?|\?\.|[=!<>]=|\+\+|--|[-+*/%]=|[-+*/%(){}[\],:.=<>;!?|&^~]/y;
const PLAIN = /[^\\'"`\n$]+/y;

/** The tokens of a JavaScript test program, without newlines. A regular expression literal is not read. */
export function javascriptTokens(text: string): Token[] {
  const scanner = new Scanner(text);
  const tokens: Token[] = [];
  for (;;) {
    if (scanner.take(SPACE) !== undefined || scanner.take(LINE_COMMENT) !== undefined) continue;
    if (scanner.startsWith('/*')) {
      const end = scanner.text.indexOf('*/', scanner.at + 2);
      if (end === -1) scanner.fail('a comment that is never closed');
      scanner.at = end + 2;
      continue;
    }
    if (scanner.done) break;
    tokens.push(takeToken(scanner));
  }
  tokens.push({ type: 'end', text: '' });
  return tokens;
}

function takeToken(scanner: Scanner): Token {
  const quote = scanner.take(/['"`]/y);
  if (quote !== undefined) return takeString(scanner, quote);
  const number = scanner.take(NUMBER);
  if (number !== undefined) {
    const suffix = scanner.take(/[\p{L}_$]/uy) ?? '';
    if (suffix !== '' && suffix !== 'n') scanner.fail('a number with a suffix');
    return { type: 'number', text: number.replaceAll('_', '') + suffix };
  }
  const name = scanner.take(NAME);
  if (name !== undefined) return { type: 'name', text: name };
  const sign =
    scanner.take(SIGN) ?? scanner.fail(`the character ${JSON.stringify(scanner.text[scanner.at])}`);
  return { type: 'sign', text: sign };
}

function takeString(scanner: Scanner, quote: string): Token {
  const parts: string[] = [];
  while (!scanner.startsWith(quote)) {
    if (scanner.done) scanner.fail('a string that is never closed');
    const plain = scanner.take(PLAIN);
    if (plain !== undefined) {
      parts.push(plain);
      continue;
    }
    if (quote === '`' && scanner.startsWith('${')) scanner.fail('a template with a value in it');
    const character = scanner.text[scanner.at]!;
    scanner.at += 1;
    if (character === '\n' && quote !== '`') scanner.fail('a string that is never closed');
    parts.push(character === '\\' ? takeEscape(scanner, false) : character);
  }
  scanner.at += 1;
  return { type: 'string', text: parts.join('') };
}
