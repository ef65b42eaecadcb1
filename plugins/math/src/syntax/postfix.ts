import type { Node } from '../tree/node.ts';
import { call, integer, power, product, quotient, sum, symbol } from '../tree/node.ts';
import { basedNumber, parseNumber } from './numbers.ts';
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
    if (isTemperature(parser))
      return { kind: 'quantity', item: left, unit: parser.advance().text === 'C' ? 'celsius' : 'fahrenheit' };
    return parseMinutes(parser, { kind: 'degrees', item: left });
  }
  if (text === 'currency' || text === 'euro') {
    parser.advance();
    return { kind: 'quantity', item: left, unit: text === 'euro' ? 'euro' : 'dollar' };
  }
  return undefined;
}

// 25 °C; a C that goes on as a formula is a variable.
function isTemperature(parser: Parser): boolean {
  const token = parser.peek();
  return (
    (token.text === 'C' || token.text === 'F') &&
    (token.kind === 'text' || token.kind === 'letter') &&
    !startsFormula(parser)
  );
}

function startsFormula(parser: Parser): boolean {
  const next = parser.peek(1);
  return (
    next.kind === 'letter' ||
    next.kind === 'number' ||
    next.text === '^' ||
    next.text === '_' ||
    next.text === '('
  );
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
  if (left.kind === 'number' && left.value.d === 1n && /^\d{1,2}$/.test(index))
    return basedNumber(String(left.value.n), Number(index));
  if (left.kind === 'power' && left.base.kind === 'symbol')
    return power(symbol(`${left.base.name}_${index}`), left.exponent);
  return left.kind === 'power' ? left : call(`index:${index}`, left);
}

const MULTIPLIERS: ReadonlyMap<string, bigint> = new Map([
  ['dozen', 12n],
  ['hundred', 100n],
  ['thousand', 1000n],
  ['million', 10n ** 6n],
  ['billion', 10n ** 9n],
  ['trillion', 10n ** 12n],
]);

// Words that say something about a value are no unit of it.
const CLAIM = /\b(?:is|are|was|not|wrong|incorrect|false|never|maybe|perhaps|but|or|if|unless|instead)\b/i;

/** Words after a value are its unit; an unfinished "cm^2" takes its power along. */
export function parseUnit(parser: Parser, left: Node): Node | undefined {
  const words: string[] = [];
  while (parser.peek().kind === 'text' || (words.length > 0 && unitContinues(parser)))
    words.push(unitWord(parser));
  const joined = words.join(' ').trim();
  const text = parser.peek().kind === 'number' ? joined.replace(/[\s,]+(?:and)?$/i, '') : joined;
  if (CLAIM.test(text)) return product(left, { kind: 'text', value: text });
  const [first = '', ...rest] = text.split(/\s+/);
  const scale = MULTIPLIERS.get(first.toLowerCase());
  const item = scale ? product(left, integer(scale)) : left;
  const unit = normaliseUnit(scale ? rest.join(' ') : text);
  return unit === '' ? item : { kind: 'quantity', item, unit };
}

function unitContinues(parser: Parser): boolean {
  return (
    parser.isSign('^') ||
    ((parser.isSign('/') || parser.isSign('*')) && parser.peek(1).kind === 'text') ||
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
