import type { Node } from '../tree/node.ts';
import { call, symbol } from '../tree/node.ts';
import type { Token } from './token.ts';
import { fault } from './token.ts';
import { BINDING } from './binding.ts';
import type { Parser } from './parser.ts';

const APPLIED = new Set(['f', 'g', 'h', "f'", "g'", "h'", "f''", "g''", "h''", 'f^{-1}', 'g^{-1}']);

/** A letter with its primes, index and, for function names, arguments. */
export function parseLetter(parser: Parser, token: Token): Node {
  let name = token.text;
  while (parser.isSign("'")) name += parser.advance().text;
  if (name === 'm' && parser.isCommand('angle')) return parser.parseExpression(BINDING.product);
  if (/^[fgh]$/.test(name) && isInverse(parser)) name += '^{-1}';
  const subscript = parseSubscript(parser);
  if (subscript !== undefined) name += `_${subscript}`;
  if (name === 'e') return { kind: 'constant', name: 'e' };
  if (name === 'i') return { kind: 'constant', name: 'i' };
  if (parser.isSign('(') && (APPLIED.has(name) || /^[fgh]_[fgh]$/.test(name) || applies(parser)))
    return parseApplication(parser, name);
  if (parser.isSign('{') && parser.isSign('(', 1) && APPLIED.has(name))
    return parseBracedApplication(parser, name);
  return symbol(name);
}

// ^{-1} before an argument.
function isInverse(parser: Parser): boolean {
  const inverse =
    parser.isSign('^') &&
    parser.isSign('{', 1) &&
    parser.isSign('-', 2) &&
    parser.peek(3).text === '1' &&
    parser.isSign('}', 4) &&
    parser.isSign('(', 5);
  if (inverse) for (let i = 0; i < 5; i++) parser.advance();
  return inverse;
}

// A letter before brackets with several arguments is a function.
function applies(parser: Parser): boolean {
  let depth = 0;
  for (let offset = 0; offset < 60; offset++) {
    const token = parser.peek(offset);
    if (token.kind === 'end') return false;
    if (token.text === '(' || token.text === '{' || token.text === '[') depth += 1;
    else if (token.text === ')' || token.text === '}' || token.text === ']') depth -= 1;
    if (depth === 0) return false;
    if (depth === 1 && token.text === ',') return true;
  }
  return false;
}

function parseApplication(parser: Parser, name: string): Node {
  parser.expect('(');
  parser.open += 1;
  const inside = parser.nested(() => parser.parseSequence());
  parser.open -= 1;
  parser.expect(')');
  const items = inside.kind === 'list' ? inside.items : [inside];
  if (name === 'C' && items.length === 2) return call('binomial', ...items);
  return { kind: 'call', name: `fn:${name}`, items };
}

// f{\left(x\right)}, as computer algebra systems print it.
function parseBracedApplication(parser: Parser, name: string): Node {
  parser.expect('{');
  const node = parseApplication(parser, name);
  parser.expect('}');
  return node;
}

/** An index after `_`, as text without spaces or braces. */
export function parseSubscript(parser: Parser): string | undefined {
  if (!parser.isSign('_')) return undefined;
  parser.advance();
  if (!parser.isSign('{')) return takeIndexToken(parser);
  parser.advance();
  let text = '';
  let depth = 1;
  for (;;) {
    const token = parser.peek();
    if (token.kind === 'end') return fault('an index is not closed');
    if (token.text === '{') depth += 1;
    if (token.text === '}' && --depth === 0) break;
    if (token.text !== '{' && token.text !== '}') text += token.text;
    parser.advance();
  }
  parser.advance();
  return text;
}

// Without braces TeX takes one character; digits of a written index stay together.
function takeIndexToken(parser: Parser): string {
  return parser.advance().text;
}
