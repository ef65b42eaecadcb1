import type { Node } from '../tree/node.ts';
import { call, constant, integer, power, product, ungroup } from '../tree/node.ts';
import { BINDING } from './binding.ts';
import { parseSubscript } from './symbols.ts';
import { parseScript } from './scripts.ts';
import type { Parser } from './parser.ts';
import { FUNCTIONS } from './function-names.ts';

/** Functions of several arguments that need brackets. */
const SEVERAL = new Set(['max', 'min', 'gcd', 'lcm', 'binomial', 'mod']);

const INVERSES: ReadonlyMap<string, string> = new Map(
  ['sin', 'cos', 'tan', 'cot', 'sec', 'csc', 'sinh', 'cosh', 'tanh', 'coth', 'sech', 'csch'].map((name) => [
    name,
    `arc${name}`,
  ]),
);

/** Whether a command or word names a function. */
export function isFunctionCommand(name: string): boolean {
  return FUNCTIONS.has(name);
}

/** A function with its optional index, power and argument: `\log_2 8`, `\sin^2 x`, `\tan^{-1}(y)`. */
export function parseFunction(parser: Parser, word: string): Node {
  const name = FUNCTIONS.get(word) ?? word;
  let base: Node | undefined;
  let exponent: Node | undefined;
  for (;;) {
    if (parser.isSign('_') && (name === 'log' || name === 'lg')) base = parseLogBase(parser);
    else if (word === 'log' && !base && isWrittenBase(parser)) base = integer(BigInt(parser.advance().text));
    else if (parser.isSign('_')) parseSubscript(parser);
    else if (parser.isSign('^') && exponent === undefined) exponent = parseExponent(parser);
    else if (parser.isSign("'")) parser.advance();
    else break;
  }
  const inverse = exponent && isMinusOne(exponent) ? INVERSES.get(name) : undefined;
  const value = apply(inverse ?? name, readArguments(parser), base);
  return exponent && !inverse ? power(value, exponent) : value;
}

// log10(x) and log2(x) in plain spelling.
function isWrittenBase(parser: Parser): boolean {
  const token = parser.peek();
  return (
    token.kind === 'number' &&
    !token.spaced &&
    (token.text === '10' || token.text === '2') &&
    parser.isSign('(', 1)
  );
}

function parseLogBase(parser: Parser): Node {
  parser.advance();
  return ungroup(
    parser.nested(() =>
      parser.isSign('{') || parser.isSign('(')
        ? parser.parseExpression(BINDING.postfix + 1)
        : readOneDigitBase(parser),
    ),
  );
}

// \log_28 is ambiguous; TeX lowers one digit, but "log_10 x" means ten.
function readOneDigitBase(parser: Parser): Node {
  const token = parser.peek();
  if (token.kind !== 'number' || token.text.length < 2 || token.text === '10' || startsArgument(parser, 1))
    return parser.parseExpression(BINDING.postfix + 1);
  return parser.parseArgument();
}

function startsArgument(parser: Parser, offset: number): boolean {
  const token = parser.peek(offset);
  return (
    token.kind === 'number' ||
    token.kind === 'letter' ||
    token.kind === 'command' ||
    token.text === '(' ||
    token.text === '{'
  );
}

function parseExponent(parser: Parser): Node | undefined {
  parser.advance();
  return parseScript(parser);
}

function isMinusOne(node: Node): boolean {
  return node.kind === 'number' && node.value.n === -1n && node.value.d === 1n;
}

function readArguments(parser: Parser): Node[] {
  if (parser.isSign('(') || parser.isSign('{') || parser.isSign('[') || parser.isSign('\\{')) {
    const inside = parser.parseExpression(BINDING.postfix + 1);
    if (inside.kind === 'tuple' || inside.kind === 'set' || inside.kind === 'list') return [...inside.items];
    return [ungroup(inside)];
  }
  return [parseBareArgument(parser)];
}

// Without brackets the argument is a run of factors, up to a sign, a bracket after a symbol, or another function.
function parseBareArgument(parser: Parser): Node {
  const outer = parser.argument;
  parser.argument = true;
  const factors = [parser.parseExpression(BINDING.power)];
  while (continues(parser, factors)) factors.push(parser.parseExpression(BINDING.power));
  parser.argument = outer;
  return product(...factors);
}

function continues(parser: Parser, factors: readonly Node[]): boolean {
  const token = parser.peek();
  const last = factors.at(-1);
  if (last?.kind === 'call' && last.name !== 'root') return false;
  if (token.kind === 'letter') return true;
  if (token.kind === 'command')
    return !FUNCTIONS.has(token.text) || token.text === 'sqrt' ? isPlainFactor(token.text) : false;
  if (token.kind === 'sign' && token.text === '(')
    return factors.every(
      (factor) => factor.kind === 'number' || (factor.kind === 'constant' && factor.name === 'pi'),
    );
  return false;
}

const PLAIN_FACTORS = new Set([
  'pi',
  'frac',
  'sqrt',
  'theta',
  'alpha',
  'beta',
  'gamma',
  'delta',
  'phi',
  'psi',
  'omega',
  'lambda',
  'mu',
  'nu',
  'rho',
  'sigma',
  'tau',
  'epsilon',
  'eta',
  'xi',
  'zeta',
]);

function isPlainFactor(name: string): boolean {
  return PLAIN_FACTORS.has(name);
}

/** Builds the call of a function, with spellings that mean the same brought together. */
export function apply(name: string, items: readonly Node[], base?: Node): Node {
  const [first = integer(0), second] = items;
  if (SEVERAL.has(name)) return call(name, ...items);
  switch (name) {
    case 'exp':
      return power(constant('e'), first);
    case 'sqrt':
      return power(first, { kind: 'number', value: { n: 1n, d: 2n } });
    case 'cbrt':
      return call('root', first, integer(3));
    case 'lg':
      return call('logb', integer(10), first);
    case 'lb':
      return call('logb', integer(2), first);
    case 'log':
      if (base) return call('logb', base, first);
      return second ? call('logb', second, first) : call('log', first);
    default:
      return call(name, ...items);
  }
}
