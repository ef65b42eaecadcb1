import { writeExpression, type Expression, type Operator } from './expression.ts';

/** An exact fraction in lowest terms with a positive denominator. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The exact value of an expression, or the part of it that divides by zero. */
export function evaluate(expression: Expression): Rational | { readonly dividesByZero: string } {
  if (expression.kind === 'number') return { numerator: BigInt(expression.value), denominator: 1n };
  if (expression.kind === 'negation') {
    const value = evaluate(expression.operand);
    return 'dividesByZero' in value ? value : { ...value, numerator: -value.numerator };
  }
  const left = evaluate(expression.left);
  const right = evaluate(expression.right);
  if ('dividesByZero' in left) return left;
  if ('dividesByZero' in right) return right;
  return (
    combine(left, expression.operator, right) ?? {
      dividesByZero: writeExpression(expression),
    }
  );
}

function combine(a: Rational, operator: Operator, b: Rational): Rational | undefined {
  switch (operator) {
    case '+':
      return reduce(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
    case '-':
      return reduce(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);
    case '*':
      return reduce(a.numerator * b.numerator, a.denominator * b.denominator);
    case '/':
      if (b.numerator === 0n) return undefined;
      return reduce(a.numerator * b.denominator, a.denominator * b.numerator);
  }
}

function reduce(numerator: bigint, denominator: bigint): Rational {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  while (b > 0n) [a, b] = [b, a % b];
  const divisor = denominator < 0n ? -a : a;
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** `7` or `7/2`. */
export function writeRational({ numerator, denominator }: Rational): string {
  return denominator === 1n ? String(numerator) : `${numerator}/${denominator}`;
}
