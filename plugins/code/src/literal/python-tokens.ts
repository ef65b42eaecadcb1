import { Scanner, takeEscape, type Token } from './tokens.ts';

const SPACE = /[ \t\f]+|\\\r?\n/y;
const COMMENT = /#[^\n]*/y;
const NEWLINE = /\r?\n/y;
const INDENT = /[ \t]*/y;
const NUMBER =
  /0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?/y;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const PREFIX = /[rRbBuU]{0,2}(?=['"])/y;
const SIGN = /\*\*|\/\/|[=!<>]=|->|:=|[-+*/%(){}[\],:.=<>@;|&^~]/y;
const PLAIN = /[^\\'"\n]+/y;

/** The tokens of a Python test program. Newlines inside brackets are white space, as in Python. */
export function pythonTokens(text: string): Token[] {
  const scanner = new Scanner(text);
  const tokens: Token[] = [{ type: 'newline', text: '', indent: scanner.take(INDENT)!.length }];
  let depth = 0;
  while (!scanner.done) {
    if (scanner.take(SPACE) !== undefined || scanner.take(COMMENT) !== undefined) continue;
    if (scanner.take(NEWLINE) !== undefined) {
      const indent = scanner.take(INDENT)!.replaceAll('\t', '        ').length;
      if (depth === 0) tokens.push({ type: 'newline', text: '\n', indent });
      continue;
    }
    const token = takeToken(scanner);
    if (token.type === 'sign' && '([{'.includes(token.text)) depth += 1;
    if (token.type === 'sign' && ')]}'.includes(token.text)) depth -= 1;
    tokens.push(token);
  }
  tokens.push({ type: 'newline', text: '\n', indent: 0 }, { type: 'end', text: '' });
  return tokens;
}

function takeToken(scanner: Scanner): Token {
  const prefix = scanner.take(PREFIX);
  if (prefix !== undefined) return takeString(scanner, prefix.toLowerCase());
  const number = scanner.take(NUMBER);
  if (number !== undefined) {
    if (scanner.take(/[jJ\p{L}_]/uy)) scanner.fail('a number with a suffix');
    return { type: 'number', text: number.replaceAll('_', '') };
  }
  const name = scanner.take(NAME);
  if (name !== undefined) return { type: 'name', text: name };
  const sign =
    scanner.take(SIGN) ?? scanner.fail(`the character ${JSON.stringify(scanner.text[scanner.at])}`);
  return { type: 'sign', text: sign };
}

function takeString(scanner: Scanner, prefix: string): Token {
  const quote = scanner.take(/'''|"""|'|"/y)!;
  const type = prefix.includes('b') ? 'bytes' : 'string';
  const parts: string[] = [];
  while (!scanner.startsWith(quote)) {
    if (scanner.done) scanner.fail('a string that is never closed');
    const plain = scanner.take(PLAIN);
    if (plain !== undefined) {
      parts.push(plain);
      continue;
    }
    const character = scanner.text[scanner.at]!;
    scanner.at += 1;
    if (character === '\n' && quote.length === 1) scanner.fail('a string that is never closed');
    if (character !== '\\') parts.push(character);
    else if (prefix.includes('r')) parts.push(`\\${scanner.text[scanner.at++] ?? ''}`);
    else parts.push(takeEscape(scanner, true));
  }
  scanner.at += quote.length;
  return { type, text: parts.join('') };
}
