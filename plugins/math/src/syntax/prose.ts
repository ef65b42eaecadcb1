import type { Node } from '../tree/node.ts';
import type { Parser } from './parser.ts';
import type { Token } from './token.ts';

/** Words: a label ("Sequence 1:") is dropped, others become text. */
export function parseText(parser: Parser, token: Token): Node {
  const label =
    token.text.endsWith(':') ||
    parser.isSign(':') ||
    (parser.peek().kind === 'number' && parser.isSign(':', 1));
  if (label) {
    while (!token.text.endsWith(':') && !parser.isSign(':')) parser.advance();
    if (parser.isSign(':')) parser.advance();
    return parser.parseExpression(0);
  }
  if (
    /(?:^|\s)(?:is|are|equals|be|about|approximately|=)$/.test(token.text) &&
    (parser.startsOperand() || parser.isSign('-'))
  )
    return parser.parseExpression(0);
  const words = [token.text];
  while (parser.peek().kind === 'text' || (parser.peek().kind === 'letter' && parser.peek().spaced))
    words.push(parser.advance().text);
  return { kind: 'text', value: words.join(' ') };
}
