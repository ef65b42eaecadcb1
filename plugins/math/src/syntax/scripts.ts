import type { Node } from '../tree/node.ts';
import { constant, power, symbol, ungroup } from '../tree/node.ts';
import { BINDING } from './binding.ts';
import { decimalNode } from './numbers.ts';
import type { Parser } from './parser.ts';

/** An exponent behind its base. */
export function parsePower(parser: Parser, left: Node): Node {
  parser.advance();
  const exponent = parseScript(parser);
  if (exponent === undefined) return left;
  if (exponent.kind === 'symbol' && exponent.name === 'ldots') return left;
  return power(left, exponent);
}

/** An exponent; `undefined` when it is empty, and a degree sign ends as a postfix. */
export function parseScript(parser: Parser): Node | undefined {
  if (parser.isCommand('degree')) return undefined;
  if (parser.isSign('{') && parser.isCommand('degree', 1) && parser.isSign('}', 2)) {
    parser.advance();
    const degree = parser.advance();
    parser.replace(degree);
    return undefined;
  }
  if (parser.isSign('{') && parser.isSign('}', 1)) {
    parser.advance();
    parser.advance();
    return undefined;
  }
  if (parser.isSign('-') || parser.isSign('+')) return parser.parsePrefix();
  const single = singleScript(parser);
  if (single) return single;
  return parser.nested(() =>
    parser.isSign('{') || parser.isSign('(')
      ? ungroup(parser.parsePrefix())
      : parser.parseExpression(BINDING.power),
  );
}

// A raised number or letter ends there: in x^2_1 the index belongs to x.
function singleScript(parser: Parser): Node | undefined {
  const token = parser.peek();
  if (parser.isSign('^', 1) || parser.isSign("'", 1) || parser.isSign('(', 1)) return undefined;
  if (token.kind === 'number') return decimalNode(parser.advance().text);
  if (token.kind !== 'letter') return undefined;
  parser.advance();
  return token.text === 'e' || token.text === 'i' ? constant(token.text) : symbol(token.text);
}
