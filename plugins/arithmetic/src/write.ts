import { resultsOf, type Operation, type Problem } from './problem.ts';

/**
 * Every character that prompts and demonstrations can hold, outside the tags `<think>` and `</think>`: these
 * are tokens of their own.
 *
 * @example
 * defineConfig({ plugins: ['math', 'arithmetic'], model: { characters: ALPHABET } });
 */
export const ALPHABET = '0123456789+-*/()=?,\\{}bdeox';

/**
 * The problem as an expression, with the parentheses that the order of the operations needs.
 *
 * @example
 * const problem: Problem = { first: 3, operations: [{ operator: '+', operand: 4 }, { operator: '*', operand: 2 }] };
 * expressionOf(problem); // '(3+4)*2'
 */
export function expressionOf({ first, operations }: Problem): string {
  let text = String(first);
  let isSum = false;
  for (const operation of operations) {
    const binds = !isAdditive(operation);
    text = (binds && isSum ? `(${text})` : text) + written(operation);
    isSum = !binds;
  }
  return text;
}

/** What the policy is asked: `(17+25)*3-8=?`. */
export function promptOf(problem: Problem): string {
  return `${expressionOf(problem)}=?`;
}

/** A worked response: `<think>17+25=42,42*3=126,126-8=118</think>\boxed{118}`. */
export function demonstrationOf(problem: Problem): string {
  const results = resultsOf(problem);
  const steps = problem.operations.map((operation, i) => {
    const before = i === 0 ? problem.first : results[i - 1]!;
    return `${before}${written(operation)}=${results[i]!}`;
  });
  return `<think>${steps.join(',')}</think>\\boxed{${results.at(-1)!}}`;
}

function isAdditive({ operator }: Operation): boolean {
  return operator === '+' || operator === '-';
}

function written({ operator, operand }: Operation): string {
  return `${operator}${operand}`;
}
