import type { Node } from '../tree/node.ts';
import { integer, number, sum } from '../tree/node.ts';
import type { Rational } from '../tree/rational.ts';
import { add, compare, multiply, ONE, power, rational } from '../tree/rational.ts';
import type { Token } from './token.ts';
import { fault } from './token.ts';
import type { Parser } from './parser.ts';

/** A number with what may follow it: a fraction (mixed number), a base, repeating decimals. */
export function parseNumber(parser: Parser, token: Token): Node {
  const base = parser.isSign('_') ? readBase(parser) : undefined;
  if (base !== undefined) return basedNumber(token.text, base);
  const repeating = readRepeating(parser, token.text);
  if (repeating) return repeating;
  const node = decimalNode(token.text);
  return token.text.includes('.') || token.text.includes('e') ? node : readMixed(parser, node);
}

/** Value and decimal places of a plain decimal, with an optional exponent of ten. */
export function decimalNode(text: string): Node {
  const [mantissa = '', exponent] = text.split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const places = fraction.length;
  const value = rational(BigInt(`${whole}${fraction}` || '0'), 10n ** BigInt(places));
  if (exponent === undefined) return mantissa.includes('.') ? number(value, places) : number(value);
  const shift = Number(exponent);
  const scaled = multiply(value, power(rational(10n), BigInt(shift)));
  return mantissa.includes('.') ? number(scaled, places - shift) : number(scaled);
}

function readBase(parser: Parser): number | undefined {
  const braced = parser.isSign('{', 1);
  const token = parser.peek(braced ? 2 : 1);
  const base =
    token.kind === 'text'
      ? (BASE_WORDS.get(token.text) ?? Number.NaN)
      : Number(token.kind === 'number' ? token.text : Number.NaN);
  if (!Number.isInteger(base) || base < 2 || base > 36 || (braced && !parser.isSign('}', 3)))
    return undefined;
  for (let i = 0; i < (braced ? 4 : 2); i++) parser.advance();
  return base;
}

const BASE_WORDS: ReadonlyMap<string, number> = new Map([
  ['two', 2],
  ['three', 3],
  ['four', 4],
  ['five', 5],
  ['six', 6],
  ['seven', 7],
  ['eight', 8],
  ['nine', 9],
  ['ten', 10],
  ['twelve', 12],
  ['sixteen', 16],
]);

/** A whole number written in another base. */
export function basedNumber(digits: string, base: number): Node {
  const [whole = '', fraction = ''] = digits.toLowerCase().split('.');
  let value = 0n;
  for (const digit of `${whole}${fraction}`) {
    const part = Number.parseInt(digit, 36);
    if (!(part < base)) fault(`"${digits}" is not a number in base ${base}`);
    value = value * BigInt(base) + BigInt(part);
  }
  return { kind: 'based', value: rational(value, BigInt(base) ** BigInt(fraction.length)), base, digits };
}

// 0.1\overline{6}, 0.\dot{3}, 0.(3), 0.333...
function readRepeating(parser: Parser, text: string): Node | undefined {
  if (!text.includes('.') || text.includes('e')) return undefined;
  if (parser.isCommand('ldots')) return repeatedDots(parser, text);
  if (
    parser.isSign('(') &&
    parser.peek(1).kind === 'number' &&
    parser.isSign(')', 2) &&
    !parser.peek().spaced
  )
    return repeatedDigits(parser, text, 1, 3);
  const barred = parser.isCommand('overline') || parser.isCommand('bar') || parser.isCommand('dot');
  if (!barred) return undefined;
  return parser.isSign('{', 1) ? repeatedDigits(parser, text, 2, 4) : repeatedDigits(parser, text, 1, 2);
}

function repeatedDigits(parser: Parser, text: string, at: number, length: number): Node | undefined {
  const digits = parser.peek(at);
  if (digits.kind !== 'number' || !/^\d+$/.test(digits.text)) return undefined;
  for (let i = 0; i < length; i++) parser.advance();
  return number(repeating(text, digits.text));
}

function repeatedDots(parser: Parser, text: string): Node | undefined {
  const match = /(\d{1,8}?)\1+$/.exec(text.split('.')[1] ?? '');
  const cycle = match?.[1];
  if (!cycle || match[0].length < 3) return undefined;
  parser.advance();
  return number(repeating(text, cycle));
}

function repeating(text: string, cycle: string): Rational {
  const [whole = '', fraction = ''] = text.split('.');
  const scale = 10n ** BigInt(fraction.length);
  const fixed = rational(BigInt(`${whole}${fraction}` || '0'), scale);
  return add(fixed, rational(BigInt(cycle), scale * (10n ** BigInt(cycle.length) - 1n)));
}

// 2\frac{1}{3} and 2 1/3 are sums when the fraction is proper.
function readMixed(parser: Parser, whole: Node): Node {
  const from = parser.position;
  const fraction = parser.isCommand('frac') ? readFraction(parser) : readSlash(parser);
  if (fraction && compare(fraction, ONE) < 0 && fraction.n > 0n)
    return whole.kind === 'number' ? number(add(whole.value, fraction)) : sum(whole, number(fraction));
  parser.rewind(from);
  return whole;
}

function readFraction(parser: Parser): Rational | undefined {
  const digits = fractionDigits(parser);
  if (!digits || digits[1] === '0' || /^0+$/.test(digits[1])) return undefined;
  return rational(BigInt(digits[0]), BigInt(digits[1]));
}

function fractionDigits(parser: Parser): readonly [string, string] | undefined {
  const parts: string[] = [];
  let offset = 1;
  while (parts.length < 2) {
    const token = parser.peek(offset);
    if (token.kind === 'number' && /^\d+$/.test(token.text)) {
      if (parts.length === 0 && token.text.length > 1) {
        if (token.text.length !== 2) return undefined;
        parts.push(token.text[0] ?? '', token.text[1] ?? '');
      } else parts.push(token.text);
      offset += 1;
    } else if (
      parser.isSign('{', offset) &&
      parser.isSign('}', offset + 2) &&
      /^\d+$/.test(parser.peek(offset + 1).text)
    ) {
      parts.push(parser.peek(offset + 1).text);
      offset += 3;
    } else return undefined;
  }
  for (let i = 0; i < offset; i++) parser.advance();
  return [parts[0] ?? '', parts[1] ?? ''];
}

function readSlash(parser: Parser): Rational | undefined {
  const [top, bottom] = [parser.peek(), parser.peek(2)];
  if (top.kind !== 'number' || !top.spaced || !parser.isSign('/', 1) || bottom.kind !== 'number')
    return undefined;
  if (!/^\d+$/.test(top.text) || !/^\d*[1-9]\d*$/.test(bottom.text)) return undefined;
  for (let i = 0; i < 3; i++) parser.advance();
  return rational(BigInt(top.text), BigInt(bottom.text));
}

/** The digits as a whole number node, for commands that take one. */
export function wholeNode(text: string): Node {
  return integer(BigInt(text));
}
