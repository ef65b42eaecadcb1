import type { Node } from '../tree/node.ts';
import { call } from '../tree/node.ts';
import { fault } from './token.ts';
import type { Parser } from './parser.ts';

/** A round, square or reversed bracket: a group when it holds one item, otherwise a tuple or interval. */
export function parseGroup(parser: Parser, open: string): Node {
  const inside = parser.nested(() => {
    parser.reversed = open === ']';
    parser.open += 1;
    const items = parser.parseSequence();
    parser.open -= 1;
    return items;
  });
  const close = parser.advance().text;
  if (close !== ')' && close !== ']' && !(open === ']' && close === '[') && close !== '[')
    fault(`a bracket "${open}" is not closed`);
  if (inside.kind !== 'list') return inside;
  return {
    kind: 'tuple',
    open: open === ']' ? '(' : open,
    close: close === '[' ? ')' : close,
    items: inside.items,
  };
}

/** Braces: invisible groups `{}` and sets `\{\}`; bare braces around several items are a set too. */
export function parseBraces(parser: Parser, open: string): Node {
  const inside = parser.nested(() => {
    parser.builder = open === '\\{' || looksLikeBuilder(parser);
    return parseInside(parser);
  });
  const close = parser.advance().text;
  if (close !== '}' && close !== '\\}') fault('a brace is not closed');
  if (inside.kind === 'builder') return inside;
  if (inside.kind === 'list') return { kind: 'set', items: inside.items };
  return open === '\\{' || close === '\\}' ? { kind: 'set', items: [inside] } : inside;
}

function looksLikeBuilder(parser: Parser): boolean {
  return (
    parser.peek().kind === 'letter' &&
    (isBar(parser, 1) || (parser.isCommand('in', 1) && isBar(parser, 3))) &&
    !parser.isSign('|', 2)
  );
}

function isBar(parser: Parser, offset: number): boolean {
  return parser.isCommand('mid', offset) || parser.isSign('|', offset);
}

function parseInside(parser: Parser): Node {
  const first = parser.parseSequence();
  if (!parser.isCommand('mid') && !parser.isSign('|') && !parser.isSign(':')) return first;
  parser.advance();
  parser.builder = false;
  const condition = parser.parseSequence();
  return {
    kind: 'builder',
    variable: first,
    items: condition.kind === 'list' ? condition.items : [condition],
  };
}

/** Bars: an absolute value (a determinant is read from its environment). */
export function parseBars(parser: Parser, open: string): Node {
  if (open === '||') return parseDoubleBars(parser);
  const sized = open === '|(';
  const saved = parser.bars;
  const inside = sized ? parser.nested(() => parser.parseExpression(0)) : parseOpenBars(parser);
  if (!sized) parser.bars = saved;
  if (sized && parser.isSign('|)')) parser.advance();
  else closeBar(parser);
  return call('abs', inside);
}

function parseOpenBars(parser: Parser): Node {
  parser.bars += 1;
  return parser.parseExpression(0);
}

function closeBar(parser: Parser): void {
  const token = parser.peek();
  if (token.text === '||') parser.replace({ ...token, text: '|' });
  else if (token.text === '|' || token.text === '|)') parser.advance();
  else fault('a bar is not closed');
}

// "||x| + 1|" opens two bars at once.
function parseDoubleBars(parser: Parser): Node {
  const from = parser.position - 1;
  parser.rewind(from);
  parser.replace({ kind: 'sign', text: '|', spaced: false });
  const saved = parser.bars;
  parser.bars += 1;
  const inside = parser.parseExpression(0);
  parser.bars = saved;
  closeBar(parser);
  return call('abs', inside);
}

/** Brackets spelled as commands: floor, ceiling, angle brackets. */
export function parseFence(parser: Parser, close: string): Node {
  const inside = parser.nested(() => parser.parseSequence());
  if (!parser.isCommand(close)) fault(`expected \\${close}`);
  parser.advance();
  return inside;
}
