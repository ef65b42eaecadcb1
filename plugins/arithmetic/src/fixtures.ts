import type { Operation, Problem } from './problem.ts';

/** A problem with everything that is written about it. */
export interface WrittenProblem {
  readonly problem: Problem;
  readonly prompt: string;
  readonly demonstration: string;
  readonly canonical: string;
}

const problem = (first: number, ...operations: readonly string[]): Problem => ({
  first,
  operations: operations.map((text) => ({
    operator: text[0] as Operation['operator'],
    operand: Number(text.slice(1)),
  })),
});

/** Problems of each shape, the first being the README's. */
export const written: readonly WrittenProblem[] = [
  {
    problem: problem(17, '+25', '*3', '-8'),
    prompt: '(17+25)*3-8=?',
    demonstration: '<think>17+25=42,42*3=126,126-8=118</think>\\boxed{118}',
    canonical: '(+(*(+17+25)*3)-8)',
  },
  {
    problem: problem(5, '*4'),
    prompt: '5*4=?',
    demonstration: '<think>5*4=20</think>\\boxed{20}',
    canonical: '(*4*5)',
  },
  {
    problem: problem(9, '+3', '/4', '+1', '*2'),
    prompt: '((9+3)/4+1)*2=?',
    demonstration: '<think>9+3=12,12/4=3,3+1=4,4*2=8</think>\\boxed{8}',
    canonical: '(*(+(*(+3+9)/4)+1)*2)',
  },
  {
    problem: problem(3, '-8', '*2', '+1'),
    prompt: '(3-8)*2+1=?',
    demonstration: '<think>3-8=-5,-5*2=-10,-10+1=-9</think>\\boxed{-9}',
    canonical: '(+(*(+3-8)*2)+1)',
  },
];

/** A problem whose answer is 0, which no factor may follow. */
export const zero: WrittenProblem = {
  problem: problem(7, '-7'),
  prompt: '7-7=?',
  demonstration: '<think>7-7=0</think>\\boxed{0}',
  canonical: '(+7-7)',
};

/** Options that are refused, with a word of the reason. */
export const malformed: readonly [options: Record<string, unknown>, reason: string][] = [
  [{ operators: '' }, 'operators'],
  [{ operators: '+^' }, 'expected some of'],
  [{ minOperations: 3, maxOperations: 2 }, 'minOperations'],
  [{ maxOperand: 50, maxResult: 49 }, 'maxOperand'],
  [{ minOperations: 0 }, 'minOperations'],
  [{ maxOperand: 1.5 }, 'maxOperand'],
  [{ minResult: 1 }, 'minResult'],
  [{ operands: 9 }, 'operands'],
];

/** Options that are valid and leave no room: a request must end with an error, never run on. */
export const hostile: readonly Record<string, unknown>[] = [
  { operators: '*', maxFactor: 2, maxOperand: 2, maxResult: 2 },
  { operators: '/', maxFactor: 2, maxOperand: 2, maxResult: 2, minOperations: 8, maxOperations: 8 },
  { operators: '+', maxOperand: 3, maxResult: 3, maxOperations: 1 },
];

/** What `touchstone test` and the plugin kit try this plugin with. */
export default {
  malformedOptions: malformed.map(([options]) => options),
  with: ['math'],
};
