import type { RandomStream } from '@touchstone-rl/core';
import type { Expression, Operator } from './expression.ts';
import type { CountdownOptions } from './options.ts';

/**
 * A problem with the solution it was made from.
 *
 * @example
 * const problem: Problem = {
 *   numbers: [3, 5, 2],
 *   target: 13,
 *   solution: parseAnswer('3*5-2').expression,
 * };
 */
export interface Problem {
  /** In the order in which they are given. */
  readonly numbers: readonly number[];
  readonly target: number;
  readonly solution: Expression;
}

/** An expression whose every step is a whole number, with its value. */
export interface Valued {
  readonly expression: Expression;
  readonly value: number;
}

/**
 * Draws numbers and joins random pairs of them until one value is left, the target. Every step is a positive
 * whole number. `undefined` where the target is out of bounds or one of the numbers.
 *
 * @example
 * const problem = drawProblem(randomStream(3, 'countdown'), 3, optionsSchema.parse({}));
 * if (problem) console.log(problem.numbers, problem.target); // [81, 81, 50] 51
 * if (problem) console.log(writeExpression(problem.solution)); // 81/81+50
 */
export function drawProblem(
  random: RandomStream,
  count: number,
  options: CountdownOptions,
): Problem | undefined {
  const numbers = Array.from({ length: count }, () => random.integer(1, options.maxNumber));
  const drawn = drawExpression(random, numbers, options);
  if (!drawn) return undefined;
  const { value: target, expression: solution } = drawn;
  if (target < options.minTarget || target > options.maxTarget || numbers.includes(target)) return undefined;
  return { numbers, target, solution };
}

/** A random expression that uses every number once. */
export function drawExpression(
  random: RandomStream,
  numbers: readonly number[],
  { operators, maxResult }: Pick<CountdownOptions, 'operators' | 'maxResult'>,
): Valued | undefined {
  const parts: Valued[] = numbers.map((value) => ({ expression: { kind: 'number', value }, value }));
  while (parts.length > 1) {
    const left = take(random, parts);
    const right = take(random, parts);
    const operator = random.pick([...operators]) as Operator;
    const value = apply(operator, left.value, right.value);
    if (value === undefined || value > maxResult) return undefined;
    const expression: Expression = {
      kind: 'operation',
      operator,
      left: left.expression,
      right: right.expression,
    };
    parts.push({ expression, value });
  }
  return parts[0];
}

function take<T>(random: RandomStream, items: T[]): T {
  return items.splice(random.integer(0, items.length - 1), 1)[0]!;
}

/** The value of a step that a person would take: positive, whole, and not a multiplication by one. */
function apply(operator: Operator, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a > b ? a - b : undefined;
    case '*':
      return a > 1 && b > 1 ? a * b : undefined;
    case '/':
      return b > 1 && a % b === 0 ? a / b : undefined;
  }
}
