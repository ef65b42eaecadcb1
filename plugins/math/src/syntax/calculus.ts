import type { Node } from '../tree/node.ts';
import { call, children, integer, symbol } from '../tree/node.ts';
import { rename } from './parameters.ts';
import { BINDING } from './binding.ts';
import { parseScript } from './scripts.ts';
import type { Parser } from './parser.ts';

interface Bounds {
  lower?: Node;
  upper?: Node;
}

function readBounds(parser: Parser): Bounds {
  const bounds: Bounds = {};
  while (parser.isSign('_') || parser.isSign('^')) {
    const lower = parser.advance().text === '_';
    const value = parser.nested(() => readBound(parser));
    if (lower) bounds.lower = value;
    else bounds.upper = value;
  }
  return bounds;
}

// Without braces a bound is one token: in \\int_0^1 the sign of the upper bound does not belong to the lower one.
function readBound(parser: Parser): Node {
  if (parser.isSign('{')) return parser.parseExpression(BINDING.postfix + 1);
  return parser.peek().kind === 'letter' ? symbol(parser.advance().text) : parser.parseArgument();
}

/** A sum or product over an index. */
export function parseSeries(parser: Parser, name: 'sum' | 'product'): Node {
  const { lower, upper } = readBounds(parser);
  const body = parser.parseExpression(name === 'sum' ? BINDING.sum + 1 : BINDING.product);
  if (lower?.kind === 'relation' && lower.signs[0] === '=' && lower.items.length === 2 && upper) {
    const [index, from] = lower.items as [Node, Node];
    const indexName = index.kind === 'symbol' ? index.name : index.kind === 'constant' ? index.name : '';
    if (indexName) return boundSeries(name, indexName, from, upper, bindIndex(body, indexName));
  }
  return call(`opaque:${name}`, ...[lower, upper, body].filter((part) => part !== undefined));
}

// The letter of an index means nothing: it is named by the number of sums below it.
function boundSeries(name: 'sum' | 'product', index: string, from: Node, upper: Node, body: Node): Node {
  const bound = `#${sumsIn(body) + 1}`;
  const renamed = rename(body, new Map([[index, bound]]));
  return { kind: 'series', name, index: bound, items: [from, upper, renamed] };
}

function sumsIn(node: Node): number {
  const below = Math.max(0, ...children(node).map(sumsIn));
  return node.kind === 'series' ? below + 1 : below;
}

// An index called i (or e) is a variable below its sign.
function bindIndex(body: Node, index: string): Node {
  if (index !== 'i' && index !== 'e') return body;
  const replace = (node: Node): Node => {
    if (node.kind === 'constant' && node.name === index) return symbol(index);
    if (node.kind === 'power') return { ...node, base: replace(node.base), exponent: replace(node.exponent) };
    return 'items' in node ? ({ ...node, items: node.items.map(replace) } as Node) : node;
  };
  return replace(body);
}

/** An integral; it is compared by its form. */
export function parseIntegral(parser: Parser): Node {
  const { lower, upper } = readBounds(parser);
  const body = parser.parseExpression(BINDING.sum + 1);
  const bound = lower && upper ? withoutLetter(body) : body;
  return call('opaque:integral', ...[lower, upper, bound].filter((part) => part !== undefined));
}

// In a definite integral the letter behind "d" means nothing.
function withoutLetter(body: Node): Node {
  const items = body.kind === 'product' ? body.items : [];
  const [sign, letter] = items.slice(-2);
  if (sign?.kind !== 'symbol' || sign.name !== 'd' || letter?.kind !== 'symbol') return body;
  return rename(body, new Map([[letter.name, '#1']]));
}

/** A limit; it is compared by its form. */
export function parseLimit(parser: Parser): Node {
  const { lower } = readBounds(parser);
  const body = parser.parseExpression(BINDING.sum + 1);
  if (lower?.kind === 'relation' && lower.items[0]?.kind === 'symbol') {
    const names = new Map([[lower.items[0].name, '#1']]);
    return call('opaque:limit', rename(lower, names), rename(body, names));
  }
  return call('opaque:limit', ...(lower ? [lower, body] : [body]));
}

/** `\frac{d}{dx} f` and `\frac{d^2 f}{dx^2}`; `undefined` when the fraction is an ordinary one. */
export function parseDerivative(parser: Parser): Node | undefined {
  const from = parser.position;
  const top = readDifferential(parser);
  if (top === undefined) return restore(parser, from);
  if (!parser.isSign('{') || !isDifferential(parser, 1)) return restore(parser, from);
  parser.advance();
  parser.advance();
  const variable = parser.parseExpression(BINDING.postfix);
  if (parser.isSign('^')) {
    parser.advance();
    parseScript(parser);
  }
  if (!parser.isSign('}')) return restore(parser, from);
  parser.advance();
  return call(
    'derivative',
    variable,
    integer(top.order),
    top.body ?? parser.parseExpression(BINDING.product),
  );
}

function restore(parser: Parser, from: number): undefined {
  parser.rewind(from);
  return undefined;
}

function isDifferential(parser: Parser, offset: number): boolean {
  const token = parser.peek(offset);
  return token.text === 'd' || token.text === 'partial';
}

interface Differential {
  readonly order: number;
  /** What is differentiated, when it stands in the numerator: dy. */
  readonly body?: Node;
}

function readDifferential(parser: Parser): Differential | undefined {
  if (!parser.isSign('{') || !isDifferential(parser, 1)) return undefined;
  parser.advance();
  parser.advance();
  let order = 1;
  if (parser.isSign('^')) {
    parser.advance();
    const exponent = parseScript(parser);
    order = exponent?.kind === 'number' ? Number(exponent.value.n) : Number.NaN;
  }
  const body = parser.isSign('}') ? undefined : parser.parseExpression(BINDING.postfix);
  if (!parser.isSign('}') || !(order >= 1 && order <= 4)) return undefined;
  parser.advance();
  return body ? { order, body } : { order };
}
