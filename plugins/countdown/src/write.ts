import { randomStream, type WrittenProblem } from '@touchstone-rl/core';
import { drawExpression, type Problem, type Valued } from './draw.ts';
import { writeExpression, type Expression } from './expression.ts';
import type { CountdownOptions } from './options.ts';

/**
 * Every character that prompts and demonstrations of the style `letters` can hold, outside the tags
 * `<think>` and `</think>`: these are tokens of their own.
 *
 * @example
 * defineConfig({ plugins: [['countdown', { style: 'letters' }]], model: { characters: ALPHABET } });
 */
export const ALPHABET = '0123456789+-*/()=<>?,;\\{}bdeox';

/** The form of a problem that does not depend on the order of its numbers: `2,3,5=13`. */
export function canonicalForm({ numbers, target }: Problem): string {
  return `${numbers.toSorted((a, b) => a - b).join(',')}=${target}`;
}

/** The problem as a seed shows it. */
export function writeProblem(problem: Problem, options: CountdownOptions): WrittenProblem {
  const { numbers, target, solution } = problem;
  return {
    prompt: promptOf(problem, options),
    gold: writeExpression(solution),
    demonstration: demonstrationOf(problem, options),
    meta: { difficulty: numbers.length, numbers, target, useAll: options.useAll },
  };
}

/** What the policy is asked, in the style of the options. */
function promptOf(
  { numbers, target }: Pick<Problem, 'numbers' | 'target'>,
  { style, useAll }: Pick<CountdownOptions, 'style' | 'useAll'>,
): string {
  if (style === 'letters') return `${numbers.join(',')}=${target}?`;
  return [
    `Reach the target ${target} from the numbers ${numbers.join(', ')}.`,
    `Use each number ${useAll ? 'exactly' : 'at most'} once, with + - * / and parentheses only.`,
    'Fractions may occur on the way.',
    'Think first. Then give one expression, without its value: <final_answer>expression</final_answer>',
  ].join('\n');
}

/**
 * A worked response: some tries that miss the target, then the solution, each worked out step by step:
 * `<think>3+5=8,8-2=6<13;3*5=15,15-2=13</think>\boxed{3*5-2}`. A try that misses is compared with the target, so that
 * a policy learns to look. Which tries go wrong is a fixed draw of the problem.
 */
function demonstrationOf(problem: Problem, options: CountdownOptions): string {
  const answer = writeExpression(problem.solution);
  const { target } = problem;
  const wrong = wrongTries(problem, options);
  const right = stepsOf(problem.solution);
  if (options.style === 'letters') {
    const misses = wrong.map(({ expression, value }) => {
      return `${stepsOf(expression).join(',')}${value < target ? '<' : '>'}${target};`;
    });
    return `<think>${misses.join('')}${right.join(',')}</think>\\boxed{${answer}}`;
  }
  const lines = [
    ...wrong.map(({ expression }) => `${stepsOf(expression).join(', ')}: not ${target}.`),
    `${right.join(', ')}: the target.`,
  ];
  return `<think>\n${lines.join('\n')}\n</think>\n<final_answer>${answer}</final_answer>`;
}

/** The steps of an expression, innermost first: `3+5=8`, `8*2=16`. Every step must be a whole number. */
export function stepsOf(expression: Expression): string[] {
  const steps: string[] = [];
  work(expression, steps);
  return steps;
}

function work(expression: Expression, steps: string[]): number {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'negation') return -work(expression.operand, steps);
  const left = work(expression.left, steps);
  const right = work(expression.right, steps);
  const value = VALUES[expression.operator](left, right);
  steps.push(`${left}${expression.operator}${right}=${value}`);
  return value;
}

const VALUES = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
};

function wrongTries(problem: Problem, options: CountdownOptions): Valued[] {
  const random = randomStream(0, 'countdown/tries', canonicalForm(problem));
  const wanted = random.integer(0, options.wrongTries);
  const tries = new Map<string, Valued>();
  for (let attempt = 0; attempt < 4 * wanted && tries.size < wanted; attempt++) {
    const drawn = drawExpression(random, problem.numbers, options);
    if (drawn && drawn.value !== problem.target) tries.set(writeExpression(drawn.expression), drawn);
  }
  return [...tries.values()];
}
