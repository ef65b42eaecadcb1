import { fault } from './token.ts';
import { LIMITS, LimitError } from '../limits.ts';
import type { Node } from '../tree/node.ts';
import { call } from '../tree/node.ts';
import type { Parser } from './parser.ts';

const MATRICES = new Set([
  'matrix',
  'pmatrix',
  'bmatrix',
  'Bmatrix',
  'vmatrix',
  'Vmatrix',
  'smallmatrix',
  'array',
  'psmallmatrix',
  'bsmallmatrix',
]);

/** `\begin{name} ... \end{name}`: a matrix, a determinant, cases or aligned lines. */
export function parseEnvironment(parser: Parser): Node {
  const name = readName(parser);
  if (name === 'array') skipBraces(parser);
  const rows = parser.nested(() => readRows(parser));
  if (!parser.isCommand('end')) fault(`\\begin{${name}} is not closed`);
  parser.advance();
  readName(parser);
  const filled = rows.cells.filter((row) => row.length > 0);
  if (isPiecewise(name, filled, rows.divided)) return piecewise(filled);
  if (!MATRICES.has(name) || isSystem(filled)) return { kind: 'list', items: filled.flat() };
  const matrix: Node = { kind: 'matrix', rows: filled };
  return name === 'vmatrix' ? call('det', matrix) : matrix;
}

function readName(parser: Parser): string {
  parser.expect('{');
  let name = '';
  while (!parser.isSign('}') && parser.peek().kind !== 'end') name += parser.advance().text;
  parser.expect('}');
  return name.replace('*', '');
}

function skipBraces(parser: Parser): void {
  if (!parser.isSign('{')) return;
  while (!parser.isSign('}') && parser.peek().kind !== 'end') parser.advance();
  parser.advance();
}

interface Rows {
  readonly cells: Node[][];
  /** Whether every row that is not empty has exactly one "&". */
  readonly divided: boolean;
}

function readRows(parser: Parser): Rows {
  const cells: Node[][] = [[]];
  const dividers = [0];
  let entries = 0;
  while (!parser.isCommand('end') && parser.peek().kind !== 'end') {
    if (parser.isSign('\\\\')) {
      cells.push([]);
      dividers.push(0);
    } else if (parser.isSign('&')) dividers.push((dividers.pop() ?? 0) + 1);
    else {
      cells.at(-1)?.push(parseEntry(parser));
      guardEntries(++entries);
      continue;
    }
    parser.advance();
  }
  return { cells, divided: cells.every((row, index) => row.length === 0 || dividers[index] === 1) };
}

function parseEntry(parser: Parser): Node {
  if (parser.peek().kind === 'text' && /^[\s,]*(?:if|for|when|where)[\s,]*$/i.test(parser.peek().text))
    parser.advance();
  const entry = parser.parseExpression(0);
  while (parser.isSign(',') || parser.isSign(';') || parser.isSign('.') || parser.isSign(' and '))
    parser.advance();
  return entry;
}

// One column of equations is a system, however it is set.
function isSystem(rows: readonly (readonly Node[])[]): boolean {
  return rows.length > 1 && rows.every((row) => row.length === 1 && row[0]?.kind === 'relation');
}

function isPiecewise(name: string, rows: readonly (readonly Node[])[], divided: boolean): boolean {
  return (
    (name.endsWith('cases') || name === 'array') &&
    divided &&
    rows.length > 1 &&
    rows.every(
      ([value, ...conditions]) =>
        value && value.kind !== 'relation' && conditions.length > 0 && conditions.every(isCondition),
    )
  );
}

function isCondition(node: Node): boolean {
  return (
    node.kind === 'relation' ||
    (node.kind === 'text' && /^\W*(?:otherwise|else|elsewhere)\W*$/i.test(node.value))
  );
}

// Values and the conditions under which they hold, alternating.
function piecewise(rows: readonly (readonly Node[])[]): Node {
  return {
    kind: 'call',
    name: 'piecewise',
    items: rows.flatMap(([value, ...conditions]): Node[] => [
      value as Node,
      conditions.length === 1 ? (conditions[0] as Node) : { kind: 'list', items: conditions },
    ]),
  };
}

function guardEntries(count: number): void {
  if (count > LIMITS.entries) throw new LimitError('a matrix has too many entries');
}
