import type { Node } from '../tree/node.ts';
import type { Parser } from './parser.ts';

/** Items separated by commas, semicolons, "and" or wide spaces. */
export function parseSequence(parser: Parser): Node {
  const groups: Node[][] = [[]];
  const separators = new Set<string>();
  let wide = false;
  for (;;) {
    skipSeparators(parser, groups, separators, () => (wide = true));
    if (ends(parser)) break;
    groups.at(-1)?.push(parser.parseExpression(0));
    if (!atSeparator(parser)) break;
  }
  return assemble(
    groups.filter((group) => group.length > 0),
    wide,
    separators,
  );
}

/** Whether "[" closes an interval: nothing that it could open follows. */
export function closesHere(parser: Parser): boolean {
  const next = parser.peek(1);
  return (
    parser.open > 0 &&
    (next.kind === 'end' ||
      next.text === 'cup' ||
      next.text === 'cap' ||
      next.text === '}' ||
      next.text === ',')
  );
}

function ends(parser: Parser): boolean {
  const token = parser.peek();
  if (token.text === ']' && parser.open === 0) return false;
  return (
    token.kind === 'end' ||
    (token.kind === 'sign' &&
      (token.text === ')' ||
        token.text === ']' ||
        token.text === '}' ||
        token.text === '\\}' ||
        token.text === '&' ||
        token.text === '|)')) ||
    (token.text === '[' && (parser.reversed || closesHere(parser))) ||
    (token.kind === 'command' &&
      (token.text === 'rangle' || token.text === 'rfloor' || token.text === 'rceil' || token.text === 'end'))
  );
}

function atSeparator(parser: Parser): boolean {
  return (
    parser.isSign(',') ||
    parser.isSign(';') ||
    parser.isSign(' and ') ||
    parser.isSign(' land ') ||
    parser.isSign(' lor ') ||
    parser.isSign('\\\\') ||
    parser.isCommand('quad') ||
    parser.isSign('implies')
  );
}

function skipSeparators(parser: Parser, groups: Node[][], separators: Set<string>, onWide: () => void): void {
  for (; atSeparator(parser) || (parser.isSign('.') && parser.peek(1).kind === 'sign'); parser.advance()) {
    separators.add(parser.peek().text);
    if (parser.isSign(';') || parser.isSign('\\\\')) {
      if ((groups.at(-1)?.length ?? 0) > 0) groups.push([]);
      onWide();
    }
  }
}

// Letters and what is made of them; relations joined by the same signs are lists of answers.
function isProposition(node: Node): boolean {
  return (
    node.kind === 'symbol' ||
    node.kind === 'call' ||
    (node.kind === 'product' && node.items.every(isProposition))
  );
}

// ";" binds weaker than ",": "1,2;3,4" is a list of pairs.
function assemble(groups: Node[][], wide: boolean, separators: ReadonlySet<string>): Node {
  const items =
    groups.length > 1 && groups.some((group) => group.length > 1)
      ? groups.map((group): Node =>
          group.length === 1 && group[0] ? group[0] : { kind: 'tuple', open: '(', close: ')', items: group },
        )
      : groups.flat();
  if (items.length === 1 && items[0]) return items[0];
  const [sign] = separators;
  if (
    items.length > 1 &&
    separators.size === 1 &&
    (sign === ' land ' || sign === ' lor ') &&
    items.every(isProposition)
  )
    return { kind: 'call', name: sign.trim(), items };
  if (items.length === 0 && !wide) return { kind: 'list', items: [] };
  return { kind: 'list', items };
}
