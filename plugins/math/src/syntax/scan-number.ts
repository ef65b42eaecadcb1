import { LIMITS } from '../limits.ts';
import type { Scanner } from './scanner.ts';
import { fail, isDigit } from './scanner.ts';

/** Reads a number with its thousands separators, decimals and exponent. */
export function readNumber(scanner: Scanner): void {
  let text = readDigits(scanner);
  if (
    scanner.source[scanner.at] === '.' &&
    !/^\.\.|^\.\s*$/.test(scanner.source.slice(scanner.at, scanner.at + 3)) &&
    (isDigit(scanner.source[scanner.at + 1]) || text !== '')
  ) {
    scanner.at += 1;
    text += `.${plainDigits(scanner)}`;
  }
  const exponent = /^(?:E[+-]?|e[+-]?)[0-9]{1,6}(?![0-9.])/.exec(
    scanner.source.slice(scanner.at, scanner.at + 10),
  )?.[0];
  if (exponent) {
    scanner.at += exponent.length;
    text += exponent.toLowerCase();
  }
  if (text.length > LIMITS.digits) fail('a number has too many digits');
  scanner.push('number', text);
}

function plainDigits(scanner: Scanner): string {
  const from = scanner.at;
  while (isDigit(scanner.source[scanner.at])) scanner.at += 1;
  return scanner.source.slice(from, scanner.at);
}

function readDigits(scanner: Scanner): string {
  let text = plainDigits(scanner);
  if (/^[1-9]\d{0,2}$/.test(text)) {
    const pattern = groupPattern(scanner);
    let group = pattern.exec(scanner.source.slice(scanner.at, scanner.at + 24));
    while (group) {
      scanner.at += group[0].length;
      text += group[1] ?? '';
      group = pattern.exec(scanner.source.slice(scanner.at, scanner.at + 24));
    }
  }
  return readDecimalComma(scanner, text);
}

function readDecimalComma(scanner: Scanner, text: string): string {
  const decimals =
    scanner.options.decimalComma &&
    /^(?:\{,\}|,)([0-9]+)/.exec(scanner.source.slice(scanner.at, scanner.at + 40));
  if (!decimals) return text;
  scanner.at += decimals[0].length;
  return `${text}.${decimals[1]}`;
}

// A group of exactly three digits, joined by a comma or a thin space.
function groupPattern(scanner: Scanner): RegExp {
  if (scanner.options.decimalComma) return /^(?:\\[,;: ]|\s|\.)(\d{3})(?!\d)/;
  const comma = scanner.options.thousands && commaJoins(scanner) ? '|,' : '';
  return new RegExp(`^(?:\\{,\\s?\\}|,?\\\\[,;: !]\\s{0,4}|[ ~]${comma})(\\d{3})(?!\\d)`);
}

// Inside brackets a comma separates, unless the bracket also holds a spaced comma.
function commaJoins(scanner: Scanner): boolean {
  const open = scanner.brackets.at(-1);
  if (open === undefined || open === '{') return true;
  const rest = scanner.source.slice(scanner.at, scanner.at + 400);
  const end = rest.search(/[)\]}]/);
  const before = scanner.source.slice(Math.max(0, scanner.at - 400), scanner.at);
  const inside = before.slice(before.search(/[([{][^([{]*$/)) + (end < 0 ? rest : rest.slice(0, end));
  return /,\s|,\\/.test(inside) && /\d,\d{3}/.test(inside);
}
