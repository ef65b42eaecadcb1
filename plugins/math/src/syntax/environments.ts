import { fault } from './lexer.ts';
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
  const filled = rows.filter((row) => row.length > 0);
  if (!MATRICES.has(name)) return { kind: 'list', items: filled.flat() };
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

function readRows(parser: Parser): Node[][] {
  const rows: Node[][] = [[]];
  let entries = 0;
  while (!parser.isCommand('end') && parser.peek().kind !== 'end') {
    if (parser.isSign('\\\\')) rows.push([]);
    else if (!parser.isSign('&')) {
      rows.at(-1)?.push(parseEntry(parser));
      guardEntries(++entries);
      continue;
    }
    parser.advance();
  }
  return rows;
}

function parseEntry(parser: Parser): Node {
  const entry = parser.parseExpression(0);
  while (parser.isSign(',') || parser.isSign(';') || parser.isSign('.')) parser.advance();
  return entry;
}

function guardEntries(count: number): void {
  if (count > LIMITS.entries) throw new LimitError('a matrix has too many entries');
}
