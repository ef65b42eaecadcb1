import type { Node, RelationSign } from '../tree/node.ts';
import { call, quotient, sum } from '../tree/node.ts';
import { BINDING } from './binding.ts';
import type { Parser } from './parser.ts';
import { parsePostfixCommand } from './postfix.ts';

/** Signs that relate two sides. */
export const RELATIONS: ReadonlyMap<string, RelationSign> = new Map([
  ['=', '='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['!=', '!='],
  ['~', '~'],
  ['==', '=='],
  ['->', '->'],
  ['in', 'in'],
  ['subset', 'subset'],
  ['subseteq', 'subseteq'],
  ['supset', 'supset'],
  ['supseteq', 'supseteq'],
]);

/** Commands that combine sets. */
export const REGIONS: ReadonlyMap<string, 'union' | 'intersection' | 'difference'> = new Map([
  ['cup', 'union'],
  ['cap', 'intersection'],
  ['setminus', 'difference'],
]);

/** A chain of relation signs. */
export function parseRelation(parser: Parser, first: Node, sign: RelationSign): Node {
  const items = [first];
  const signs: RelationSign[] = [];
  let next: RelationSign | undefined = sign;
  while (next) {
    parser.advance();
    signs.push(next);
    items.push(parser.parseExpression(BINDING.relation + 1));
    next =
      parser.peek().kind === 'sign'
        ? RELATIONS.get(parser.peek().text)
        : parser.isCommand('in')
          ? 'in'
          : undefined;
  }
  return { kind: 'relation', signs, items };
}

/** A ratio of two or more values. */
export function parseRatio(parser: Parser, first: Node): Node {
  const items = [first];
  while (parser.isSign(':')) {
    parser.advance();
    items.push(parser.parseExpression(BINDING.ratio + 1));
  }
  return { kind: 'ratio', items };
}

/** A union, intersection or difference of sets. */
export function parseRegion(parser: Parser, left: Node, name: 'union' | 'intersection' | 'difference'): Node {
  parser.advance();
  return { kind: 'region', name, items: [asSet(left), asSet(parser.parseExpression(BINDING.region + 1))] };
}

/** A plus-minus sign between two terms. */
export function parsePlusMinus(parser: Parser, left: Node, text: string): Node {
  parser.advance();
  const item = parser.parseExpression(BINDING.sum + 1);
  return sum(left, { kind: 'plusminus', sign: text === 'pm' ? 1 : -1, item });
}

// Braces around one number next to a set operation are a set.
function asSet(node: Node): Node {
  return node.kind === 'number' || node.kind === 'product' ? { kind: 'set', items: [node] } : node;
}

/** What a command between two operands means; `undefined` when it stands for a factor or binds too weakly. */
export function parseInfixCommand(
  parser: Parser,
  left: Node,
  text: string,
  minimum: number,
): Node | undefined {
  const region = REGIONS.get(text);
  if (region) return minimum <= BINDING.region ? parseRegion(parser, left, region) : undefined;
  if (text === 'in') return minimum <= BINDING.relation ? parseRelation(parser, left, 'in') : undefined;
  if (text === 'pm' || text === 'mp')
    return minimum <= BINDING.sum ? parsePlusMinus(parser, left, text) : undefined;
  if (text === 'mod' && minimum <= BINDING.modulo) {
    parser.advance();
    return call('mod', left, parser.parseExpression(BINDING.negation));
  }
  if (text === 'pmod' && minimum <= BINDING.relation) {
    parser.advance();
    return { kind: 'modulo', item: left, modulus: parser.parseArgument() };
  }
  if ((text === 'choose' || text === 'over') && minimum <= BINDING.relation) {
    parser.advance();
    const right = parser.parseExpression(BINDING.relation);
    return text === 'over' ? quotient(left, right) : call('binomial', left, right);
  }
  if (
    (text === 'mid' || text === 'nmid') &&
    !parser.builder &&
    parser.open === 0 &&
    minimum <= BINDING.relation
  ) {
    parser.advance();
    return call(
      text === 'mid' ? 'fn:divides' : 'fn:divides not',
      left,
      parser.parseExpression(BINDING.relation + 1),
    );
  }
  if (text === 'mid' && !parser.builder && parser.open > 0 && minimum <= BINDING.relation) {
    parser.advance();
    return call('given', left, parser.parseExpression(BINDING.relation + 1));
  }
  return parsePostfixCommand(parser, left, text);
}
