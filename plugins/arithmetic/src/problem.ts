import type { RandomStream } from '@touchstone-rl/core';
import type { ArithmeticOptions } from './options.ts';

/**
 * The sign of an operation.
 *
 * @example
 * const inverse: Record<Operator, Operator> = { '+': '-', '-': '+', '*': '/', '/': '*' };
 */
export type Operator = '+' | '-' | '*' | '/';

/**
 * One operation applied to the result so far.
 *
 * @example
 * const timesThree: Operation = { operator: '*', operand: 3 };
 * resultsOf({ first: 42, operations: [timesThree] }); // [126]
 */
export interface Operation {
  readonly operator: Operator;
  readonly operand: number;
}

/**
 * A problem: a number, and operations applied to it from left to right.
 *
 * @example
 * const problem: Problem = {
 *   first: 17,
 *   operations: [{ operator: '+', operand: 25 }, { operator: '*', operand: 3 }],
 * };
 * expressionOf(problem); // '(17+25)*3'
 */
export interface Problem {
  readonly first: number;
  readonly operations: readonly Operation[];
}

/** Applies one operation. */
export function apply(value: number, { operator, operand }: Operation): number {
  switch (operator) {
    case '+':
      return value + operand;
    case '-':
      return value - operand;
    case '*':
      return value * operand;
    case '/':
      return value / operand;
  }
}

/**
 * The result after each operation, in order; the last is the problem's answer.
 *
 * @example
 * resultsOf({ first: 3, operations: [{ operator: '*', operand: 4 }, { operator: '+', operand: 1 }] }); // [12, 13]
 */
export function resultsOf({ first, operations }: Problem): number[] {
  let value = first;
  return operations.map((operation) => (value = apply(value, operation)));
}

/**
 * Draws a problem with the given number of operations. Every result is an integer between `minResult` and
 * `maxResult`. Gives `undefined` where the draw ran into a result from which no operation leads on.
 *
 * @example
 * const problem = drawProblem(randomStream(2, 'arithmetic'), 2, optionsSchema.parse({}));
 * if (problem) console.log(expressionOf(problem)); // 87*3+19
 */
export function drawProblem(
  random: RandomStream,
  count: number,
  options: ArithmeticOptions,
): Problem | undefined {
  const first = random.integer(1, options.maxOperand);
  const operations: Operation[] = [];
  let value = first;
  for (let i = 0; i < count; i++) {
    const operation = drawOperation(random, value, options);
    if (!operation) return undefined;
    operations.push(operation);
    value = apply(value, operation);
  }
  return { first, operations };
}

/** Draws the operator first, so that each is equally frequent wherever it has an operand. */
function drawOperation(
  random: RandomStream,
  value: number,
  options: ArithmeticOptions,
): Operation | undefined {
  for (const operator of random.shuffle(operatorsOf(options))) {
    const operand = drawOperand(random, operator, value, options);
    if (operand !== undefined) return { operator, operand };
  }
  return undefined;
}

function operatorsOf(options: ArithmeticOptions): Operator[] {
  return [...new Set(options.operators)] as Operator[];
}

function drawOperand(
  random: RandomStream,
  operator: Operator,
  value: number,
  options: ArithmeticOptions,
): number | undefined {
  const { maxOperand, minResult, maxResult } = options;
  if (operator === '+' || operator === '-') {
    const room = operator === '+' ? maxResult - value : value - minResult;
    const high = Math.min(maxOperand, room);
    return high < 1 ? undefined : random.integer(1, high);
  }
  const factors = factorsFor(operator, value, options);
  return factors.length === 0 ? undefined : random.pick(factors);
}

/** Numbers that `value` may be multiplied or divided by; 0 may not, for it would teach nothing. */
function factorsFor(operator: '*' | '/', value: number, options: ArithmeticOptions): number[] {
  if (value === 0) return [];
  const all = Array.from({ length: options.maxFactor - 1 }, (_, i) => i + 2);
  return all.filter((operand) => {
    const result = apply(value, { operator, operand });
    return Number.isInteger(result) && result >= options.minResult && result <= options.maxResult;
  });
}
