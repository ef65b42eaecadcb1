import type { Node } from '../tree/node.ts';
import { call, integer, power, quotient, sum, symbol } from '../tree/node.ts';
import { parseNumber } from './numbers.ts';
import type { Parser } from './parser.ts';
import { parseSubscript } from './symbols.ts';
import { normaliseUnit } from './units.ts';

/** A percent, degree or currency sign behind a value. */
export function parsePostfixCommand(parser: Parser, left: Node, text: string): Node | undefined {
  if (text === 'percent') {
    parser.advance();
    return { kind: 'percent', item: left };
  }
  if (text === 'degree') {
    parser.advance();
    return parseMinutes(parser, { kind: 'degrees', item: left });
  }
  if (text === 'currency' || text === 'euro') {
    parser.advance();
    return { kind: 'quantity', item: left, unit: text === 'euro' ? 'euro' : 'dollar' };
  }
  return undefined;
}

// 60° 42' 10"
function parseMinutes(parser: Parser, degrees: Node): Node {
  let total = degrees;
  let divisor = 1n;
  while (parser.peek().kind === 'number' && parser.isSign("'", 1) && divisor < 3600n) {
    divisor *= 60n;
    const part = parseNumber(parser, parser.advance());
    parser.advance();
    total = sum(total, { kind: 'degrees', item: quotient(part, integer(divisor)) });
    if (parser.isSign("'")) parser.advance();
  }
  return total;
}

/** A factorial or double factorial. */
export function parseFactorial(parser: Parser, left: Node): Node {
  parser.advance();
  if (!parser.isSign('!')) return call('factorial', left);
  parser.advance();
  return call('factorial2', left);
}

/** x^2_1 is x_1^2; an index of anything else is decoration. */
export function parseLateIndex(parser: Parser, left: Node): Node {
  const index = parseSubscript(parser) ?? '';
  if (left.kind === 'power' && left.base.kind === 'symbol')
    return power(symbol(`${left.base.name}_${index}`), left.exponent);
  return left.kind === 'power' ? left : call(`index:${index}`, left);
}

/** Words after a value are its unit; an unfinished "cm^2" takes its power along. */
export function parseUnit(parser: Parser, left: Node): Node | undefined {
  const words: string[] = [];
  while (parser.peek().kind === 'text' || (words.length > 0 && unitContinues(parser)))
    words.push(unitWord(parser));
  const unit = normaliseUnit(words.join(' '));
  return unit === '' ? left : { kind: 'quantity', item: left, unit };
}

function unitContinues(parser: Parser): boolean {
  return (
    parser.isSign('^') ||
    (parser.isSign('/') && parser.peek(1).kind === 'text') ||
    (parser.peek().kind === 'letter' && parser.peek().spaced) ||
    (parser.isSign('.') && parser.peek(1).kind !== 'number')
  );
}

function unitWord(parser: Parser): string {
  const token = parser.advance();
  if (token.text !== '^') return token.text;
  const open = parser.isSign('{');
  if (open) parser.advance();
  const exponent = `${parser.isSign('-') ? parser.advance().text : ''}${parser.advance().text}`;
  if (open && parser.isSign('}')) parser.advance();
  return `^${exponent}`;
}
