import type { Node, NodeOf } from '../tree/node.ts';
import { call, constant, integer, negative, number, power, quotient, symbol, ungroup } from '../tree/node.ts';
import { rational } from '../tree/rational.ts';
import { isFunctionCommand, parseFunction } from './functions.ts';
import { parseFence } from './groups.ts';
import type { Token } from './token.ts';
import { fault } from './token.ts';
import { BINDING } from './binding.ts';
import { parseSubscript } from './symbols.ts';
import type { Parser } from './parser.ts';
import { parseEnvironment } from './environments.ts';
import { parseDerivative, parseIntegral, parseLimit, parseSeries } from './calculus.ts';
import { ACCENTS, SYMBOLS } from './latex-commands.ts';

type Rule = (parser: Parser) => Node;

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['frac', parseFraction],
  ['sqrt', parseRoot],
  ['cbrt', (parser) => root(parseRadicand(parser), integer(3))],
  ['fourthroot', (parser) => root(parseRadicand(parser), integer(4))],
  ['binom', (parser) => call('binomial', parser.parseArgument(), parser.parseArgument())],
  ['pi', () => constant('pi')],
  ['infty', () => constant('infinity')],
  ['emptyset', () => ({ kind: 'named-set', name: 'empty' })],
  ['begin', parseEnvironment],
  ['lfloor', (parser) => call('floor', parseFence(parser, 'rfloor'))],
  ['lceil', (parser) => call('ceil', parseFence(parser, 'rceil'))],
  ['langle', parseAngles],
  ['pm', (parser) => ({ kind: 'plusminus', sign: 1, item: parser.parseExpression(BINDING.negation) })],
  ['mp', (parser) => ({ kind: 'plusminus', sign: -1, item: parser.parseExpression(BINDING.negation) })],
  ['sum', (parser) => parseSeries(parser, 'sum')],
  ['prod', (parser) => parseSeries(parser, 'product')],
  ['int', parseIntegral],
  ['iint', parseIntegral],
  ['oint', parseIntegral],
  ['lim', parseLimit],
  ['currency', (parser) => parseCurrency(parser, 'dollar')],
  ['euro', (parser) => parseCurrency(parser, 'euro')],
  ['pound', (parser) => parseCurrency(parser, 'pound sterling')],
  ['pounds', (parser) => parseCurrency(parser, 'pound sterling')],
  ['yen', (parser) => parseCurrency(parser, 'yen')],
  ['rupee', (parser) => parseCurrency(parser, 'rupee')],
  ['quad', (parser) => parser.parseExpression(BINDING.product)],
  ['angle', (parser) => parser.parseExpression(BINDING.product)],
  ['triangle', parseShape],
  ['not', parseNot],
  ['complement', (parser) => call('complement', parser.parseArgument())],
  ['pmod', (parser) => fault(`nothing stands before the modulus ${parser.peek().text}`)],
  ['phantom', (parser) => parser.parseArgument()],
  ['Vert', parseNorm],
  ['percent', () => fault('a percent sign stands alone')],
  ['degree', () => fault('a degree sign stands alone')],
  ['boxed', (parser) => parser.parseArgument()],
  ['fbox', (parser) => parser.parseArgument()],
  ['beginboxed', (parser) => parser.parseArgument()],
  ['substack', (parser) => parser.parseArgument()],
]);

/** Parses what a command introduces. */
export function parseCommand(parser: Parser, token: Token): Node {
  const name = token.text;
  const rule = RULES.get(name);
  if (rule) return rule(parser);
  if (name.startsWith('set:')) return parseNamedSet(parser, name.slice(4));
  if (isFunctionCommand(name)) return parseFunction(parser, name);
  if (ACCENTS.has(name)) return parseAccent(parser, name);
  if (SYMBOLS.has(name)) return parseSymbol(parser, name);
  if (
    [
      'cup',
      'cap',
      'setminus',
      'in',
      'mod',
      'end',
      'choose',
      'over',
      'mid',
      'rangle',
      'rfloor',
      'rceil',
      'notin',
    ].includes(name)
  )
    return fault(`nothing stands before \\${name}`);
  return parseSymbol(parser, name);
}

function parseSymbol(parser: Parser, name: string): Node {
  let full = name;
  while (parser.isSign("'")) full += parser.advance().text;
  const subscript = parseSubscript(parser);
  return symbol(subscript === undefined ? full : `${full}_${subscript}`);
}

function parseFraction(parser: Parser): Node {
  const derivative = parseDerivative(parser);
  if (derivative) return derivative;
  if (parser.isSign('(')) return parsePlainFraction(parser);
  const top = parser.parseArgument();
  if (parser.isSign('/')) parser.advance();
  return quotient(top, parser.parseArgument());
}

// frac(a, b) in plain spelling.
function parsePlainFraction(parser: Parser): Node {
  const from = parser.position;
  parser.advance();
  const inside = parser.nested(() => parser.parseSequence());
  if (inside.kind === 'list' && inside.items.length === 2 && parser.isSign(')')) {
    parser.advance();
    return quotient(inside.items[0] as Node, inside.items[1] as Node);
  }
  parser.rewind(from);
  return quotient(parser.parseArgument(), parser.parseArgument());
}

function parseRoot(parser: Parser): Node {
  let degree: Node = integer(2);
  if (parser.isSign('[')) {
    parser.advance();
    degree = parser.nested(() => parser.parseExpression(0));
    parser.expect(']');
  }
  return root(parseRadicand(parser), degree);
}

function parseRadicand(parser: Parser): Node {
  return parser.isSign('(') || parser.isSign('{')
    ? ungroup(parser.nested(() => parser.parseExpression(BINDING.postfix + 1)))
    : parseBareRoot(parser);
}

// \sqrt12 and sqrt12 mean the root of twelve; \sqrt x takes one symbol.
function parseBareRoot(parser: Parser): Node {
  const token = parser.peek();
  if (token.kind !== 'number') return parser.parseArgument();
  return parser.parseExpression(BINDING.postfix + 1);
}

/** The principal root of a degree. */
export function root(inside: Node, degree: Node): Node {
  if (degree.kind === 'number' && degree.value.n === 2n && degree.value.d === 1n)
    return power(inside, number(rational(1n, 2n)));
  return call('root', inside, degree);
}

function parseAngles(parser: Parser): Node {
  const inside = parseFence(parser, 'rangle');
  return { kind: 'tuple', open: '(', close: ')', items: inside.kind === 'list' ? inside.items : [inside] };
}

function parseNamedSet(parser: Parser, name: string): Node {
  let sign = '';
  while (parser.isSign('^') || parser.isSign('_')) {
    parser.advance();
    const braced = parser.isSign('{');
    if (braced) parser.advance();
    while (braced ? !parser.isSign('}') && parser.peek().kind !== 'end' : sign === '')
      sign += parser.advance().text;
    if (braced) parser.advance();
  }
  const base: Node = { kind: 'named-set', name: name as 'R' };
  return refineNamedSet(base, name, sign);
}

function refineNamedSet(base: Node, name: string, sign: string): Node {
  const zero = integer(0);
  const infinity = constant('infinity');
  if (name !== 'R' || sign === '') return sign === '' ? base : symbol(`${name}_${sign}`);
  if (/^\+|>0|^\*\+/.test(sign)) return { kind: 'tuple', open: '(', close: ')', items: [zero, infinity] };
  if (/^(>=|>=0|ge0)/.test(sign)) return { kind: 'tuple', open: '[', close: ')', items: [zero, infinity] };
  if (sign === '-' || sign === '<0')
    return { kind: 'tuple', open: '(', close: ')', items: [negative(infinity), zero] };
  if (sign === '*')
    return { kind: 'region', name: 'difference', items: [base, { kind: 'set', items: [zero] }] };
  return symbol(`${name}_${sign}`);
}

function parseCurrency(parser: Parser, unit: string): Node {
  const item = parser.parseExpression(BINDING.product + 1);
  return { kind: 'quantity', item, unit };
}

// "triangle ABC" names a shape.
function parseShape(parser: Parser): Node {
  return parser.startsOperand() ? parser.parseExpression(BINDING.product) : symbol('triangle');
}

function parseNot(parser: Parser): Node {
  return fault(`a negated relation without left side: ${parser.peek().text}`);
}

function parseNorm(parser: Parser): Node {
  parser.norms += 1;
  const inside = parser.parseExpression(0);
  parser.norms -= 1;
  if (!parser.isCommand('Vert')) fault('a norm is not closed');
  parser.advance();
  return call('abs', inside);
}

function parseAccent(parser: Parser, name: string): Node {
  if (name === 'overset') parser.parseArgument();
  const inside = parser.parseArgument();
  if (name === 'overline' || name === 'bar') return conjugateOrName(inside);
  if ((name === 'dot' || name === 'ddot') && inside.kind === 'symbol')
    return symbol(`${name} ${inside.name}`);
  if (inside.kind === 'symbol') return parseSymbol(parser, `${inside.name}`);
  if (ARROWS.has(name) && isWord(inside))
    return symbol(inside.items.map((item) => (item.kind === 'symbol' ? item.name : '')).join(''));
  return inside;
}

// From A to B: the order of the letters counts.
const ARROWS = new Set(['vec', 'overrightarrow']);

function isWord(node: Node): node is NodeOf<'product'> {
  return node.kind === 'product' && node.items.every((item) => item.kind === 'symbol');
}

function conjugateOrName(inside: Node): Node {
  if (inside.kind === 'symbol') return symbol(`bar ${inside.name}`);
  if (isWord(inside))
    return symbol(inside.items.map((item) => (item.kind === 'symbol' ? item.name : '')).join(''));
  return inside.kind === 'number' ? inside : call('conjugate', inside);
}
