/**
 * The sign between two parts of an expression.
 *
 * @example
 * const commutative: Operator[] = ['+', '*'];
 */
export type Operator = '+' | '-' | '*' | '/';

/**
 * An arithmetic expression over whole numbers.
 *
 * @example
 * const half: Expression = {
 *   kind: 'operation', operator: '/', left: { kind: 'number', value: 1 }, right: { kind: 'number', value: 2 },
 * };
 * writeExpression(half); // '1/2'
 */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'negation'; readonly operand: Expression }
  | {
      readonly kind: 'operation';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    };

const SUM = 1;
const PRODUCT = 2;
const ATOM = 3;

/**
 * The expression with no more parentheses than it needs.
 *
 * @example
 * writeExpression(parseAnswer('((3 + 4)) * 2').expression); // '(3+4)*2'
 */
export function writeExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'negation':
      return `-${within(expression.operand, ATOM)}`;
    case 'operation': {
      const { operator, left, right } = expression;
      const own = precedence(expression);
      const isOrdered = operator === '-' || operator === '/';
      return `${within(left, own)}${operator}${within(right, isOrdered ? own + 1 : own)}`;
    }
  }
}

function within(part: Expression, least: number): string {
  const text = writeExpression(part);
  return precedence(part) < least ? `(${text})` : text;
}

// A negation on the right of an operator needs parentheses, and so does one that is negated.
function precedence(expression: Expression): number {
  if (expression.kind === 'number') return ATOM;
  if (expression.kind === 'negation') return SUM;
  return expression.operator === '+' || expression.operator === '-' ? SUM : PRODUCT;
}

/** The numbers that an expression uses, from left to right. */
export function numbersOf(expression: Expression): number[] {
  if (expression.kind === 'number') return [expression.value];
  if (expression.kind === 'negation') return numbersOf(expression.operand);
  return [...numbersOf(expression.left), ...numbersOf(expression.right)];
}
