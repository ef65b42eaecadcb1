import ts from 'typescript';

/** A value at the start of a comment and the prose after it. */
export interface SaidValue {
  readonly value: ts.Expression;
  readonly rest: string;
}

/** The value with which a comment begins: `8` of `8, the default`. None in prose. */
export function readValue(comment: string): SaidValue | undefined {
  // As the first element of an array that is never closed, so that nothing before a comma can change what it is.
  const source = ts.createSourceFile('value.ts', `[${comment}`, ts.ScriptTarget.ES2023, true);
  const [statement] = source.statements;
  if (!statement || !ts.isExpressionStatement(statement)) return undefined;
  if (!ts.isArrayLiteralExpression(statement.expression)) return undefined;
  const [value] = statement.expression.elements;
  return value && isValue(value) ? { value, rest: comment.slice(value.end - 1) } : undefined;
}

const CONSTANTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['undefined', undefined],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['null', null],
  ['true', true],
  ['false', false],
]);

function isValue(node: ts.Expression): boolean {
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isValue);
  if (ts.isObjectLiteralExpression(node))
    return node.properties.every((each) => isRest(each) || (ts.isPropertyAssignment(each) && isPart(each)));
  return ts.isStringLiteral(node) || CONSTANTS.has(node.getText()) || numberOf(node) !== undefined;
}

/** The `...` of `{ a: 1, ... }`: other properties that are not shown. */
const isRest = (node: ts.Node): boolean => ts.isSpreadAssignment(node) && node.expression.getText() === '';
/** The `...` of `{ a: ... }`: a value that is not shown. */
const isHidden = (node: ts.Expression): boolean => ts.isIdentifier(node) && node.text === '';
const isPart = ({ initializer }: ts.PropertyAssignment): boolean =>
  isHidden(initializer) || isValue(initializer);

/** A number, one with a sign, or a quotient of two. */
function numberOf(node: ts.Expression): number | undefined {
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    const operand = numberOf(node.operand);
    return operand === undefined ? undefined : -operand;
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.SlashToken) return undefined;
  const [left, right] = [numberOf(node.left), numberOf(node.right)];
  return left === undefined || right === undefined ? undefined : left / right;
}

/** Whether a value is the one that a comment says; a tensor of a graph is known by its shape. */
export function matches(said: ts.Expression, actual: unknown): boolean {
  if (isHidden(said)) return actual !== undefined;
  if (ts.isStringLiteral(said)) return matchesText(said.text, actual);
  if (ts.isArrayLiteralExpression(said)) return matchesArray(said.elements, actual);
  if (ts.isObjectLiteralExpression(said)) return matchesObject(said.properties, actual);
  const number = numberOf(said);
  if (number === undefined) return Object.is(CONSTANTS.get(said.getText()), actual);
  return typeof actual === 'number' && matchesNumber(number, said.getText(), actual);
}

/** A text may be cut: 'not JSON: ...'. */
function matchesText(said: string, actual: unknown): boolean {
  if (typeof actual !== 'string') return false;
  return actual === said || (said.endsWith('...') && actual.startsWith(said.slice(0, -3)));
}

/** A number with three or more digits after its point may be rounded to them. */
function matchesNumber(said: number, text: string, actual: number): boolean {
  const digits = /\.(\d{3,})$/.exec(text)?.[1]?.length;
  if (digits !== undefined) return Number(actual.toFixed(digits)) === said;
  return Math.abs(actual - said) <= 1e-12 * Math.abs(said);
}

function matchesArray(said: readonly ts.Expression[], actual: unknown): boolean {
  const items = Array.isArray(actual) || ArrayBuffer.isView(actual) ? actual : shapeOf(actual);
  if (!items) return false;
  const list = Array.from(items as ArrayLike<unknown>);
  return list.length === said.length && said.every((each, i) => matches(each, list[i]));
}

function shapeOf(actual: unknown): unknown {
  return typeof actual === 'object' && actual && 'graph' in actual && 'shape' in actual
    ? actual.shape
    : undefined;
}

function matchesObject(said: readonly ts.ObjectLiteralElementLike[], actual: unknown): boolean {
  if (typeof actual !== 'object' || actual === null) return false;
  const parts = said.filter(ts.isPropertyAssignment);
  const values = new Map(Object.entries(actual).filter(([, value]) => value !== undefined));
  const isWhole = said.some(isRest) || values.size === parts.length;
  return isWhole && parts.every(({ name, initializer }) => matches(initializer, values.get(nameOf(name))));
}

const nameOf = (name: ts.PropertyName): string =>
  ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name) ? name.text : name.getText();
