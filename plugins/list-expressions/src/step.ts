import type { RandomStream } from '@touchstone-rl/core';

/** One step of a problem: what is done with each item, which items stay, their order, or what becomes of all. */
export type Step =
  | { readonly kind: '+' | '*' | '>' | '<' | 'take' | 'drop'; readonly number: number }
  | { readonly kind: 'even' | 'odd' | 'rev' | 'sort' | 'sum' | 'len' };

/** What a problem gives: a list, or a number once it is summed or counted. */
type Result = readonly number[] | number;

const WITH_NUMBER = ['+', '*', '>', '<', 'take', 'drop'] as const;
const PLAIN = ['even', 'odd', 'rev', 'sort'] as const;
const LAST = ['sum', 'len'] as const;

/** Largest number of items to take or drop: tests have short lists. */
const MAX_ITEMS = 4;

/** Draws a step. Only the last one may make a number of the list, and does so in half of the problems. */
export function drawStep(random: RandomStream, last: boolean, maxNumber: number): Step {
  if (last && random.next() < 0.5) return { kind: random.pick(LAST) };
  const kind = random.pick([...WITH_NUMBER, ...PLAIN]);
  if (!isNumbered(kind)) return { kind };
  const high = kind === 'take' || kind === 'drop' ? Math.min(MAX_ITEMS, maxNumber) : maxNumber;
  return { kind, number: random.integer(kind === '*' ? 2 : 1, high) };
}

function isNumbered(kind: string): kind is (typeof WITH_NUMBER)[number] {
  return (WITH_NUMBER as readonly string[]).includes(kind);
}

/** Does the steps one after the other. */
export function applySteps(steps: readonly Step[], items: readonly number[]): Result {
  let result: Result = items;
  for (const step of steps) result = applyStep(step, result as readonly number[]);
  return result;
}

function applyStep(step: Step, items: readonly number[]): Result {
  switch (step.kind) {
    case '+':
      return items.map((item) => item + step.number);
    case '*':
      return items.map((item) => item * step.number);
    case '>':
      return items.filter((item) => item > step.number);
    case '<':
      return items.filter((item) => item < step.number);
    case 'take':
      return items.slice(0, step.number);
    case 'drop':
      return items.slice(step.number);
    case 'even':
      return items.filter((item) => item % 2 === 0);
    case 'odd':
      return items.filter((item) => item % 2 !== 0);
    case 'rev':
      return items.toReversed();
    case 'sort':
      return items.toSorted((a, b) => a - b);
    case 'sum':
      return items.reduce((sum, item) => sum + item, 0);
    case 'len':
      return items.length;
  }
}

/** How a step is asked for: `+3`, `even`, `take2`. */
export function askFor(step: Step): string {
  return 'number' in step ? `${step.kind}${step.number}` : step.kind;
}

/** What a step adds to a JavaScript expression. */
export function writeStep(step: Step): string {
  switch (step.kind) {
    case '+':
    case '*':
      return `.map(v=>v${step.kind}${step.number})`;
    case '>':
    case '<':
      return `.filter(v=>v${step.kind}${step.number})`;
    case 'take':
      return `.slice(0,${step.number})`;
    case 'drop':
      return `.slice(${step.number})`;
    case 'even':
      return '.filter(v=>v%2==0)';
    case 'odd':
      return '.filter(v=>v%2!=0)';
    case 'rev':
      return '.reverse()';
    case 'sort':
      return '.sort((a,b)=>a-b)';
    case 'sum':
      return '.reduce((a,b)=>a+b,0)';
    case 'len':
      return '.length';
  }
}
