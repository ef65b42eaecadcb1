import type { Step } from './step.ts';

/** A problem with all that is written of it. */
export interface WrittenProblem {
  readonly steps: readonly Step[];
  readonly prompt: string;
  readonly demonstration: string;
  readonly on: readonly [items: readonly number[], result: readonly number[] | number];
}

/** Problems with each kind of step, the first being the README's. */
export const written: readonly WrittenProblem[] = [
  {
    steps: [{ kind: '+', number: 3 }, { kind: 'even' }, { kind: 'sum' }],
    prompt: '+3,even,sum',
    demonstration: 'x.map(v=>v+3).filter(v=>v%2==0).reduce((a,b)=>a+b,0)',
    on: [[1, 2, -3], 4],
  },
  {
    steps: [{ kind: 'sort' }, { kind: 'take', number: 2 }, { kind: '*', number: 2 }],
    prompt: 'sort,take2,*2',
    demonstration: 'x.sort((a,b)=>a-b).slice(0,2).map(v=>v*2)',
    on: [
      [10, 9, -1],
      [-2, 18],
    ],
  },
  {
    steps: [{ kind: 'odd' }, { kind: '>', number: 0 }, { kind: 'rev' }],
    prompt: 'odd,>0,rev',
    demonstration: 'x.filter(v=>v%2!=0).filter(v=>v>0).reverse()',
    on: [
      [-3, 3, 4, 5],
      [5, 3],
    ],
  },
  {
    steps: [{ kind: '<', number: 4 }, { kind: 'drop', number: 1 }, { kind: 'len' }],
    prompt: '<4,drop1,len',
    demonstration: 'x.filter(v=>v<4).slice(1).length',
    on: [[1, 2, 9, 3], 2],
  },
];

/** A problem that gives nothing. */
export const zero: WrittenProblem = {
  steps: [{ kind: '*', number: 2 }, { kind: 'odd' }],
  prompt: '*2,odd',
  demonstration: 'x.map(v=>v*2).filter(v=>v%2!=0)',
  on: [[1, 2, 3], []],
};

/** Options that are refused, with a word of the reason. */
export const malformed: readonly [options: Record<string, unknown>, reason: string][] = [
  [{ minSteps: 4 }, 'maxSteps'],
  [{ minSteps: 0 }, 'minSteps'],
  [{ maxNumber: 1 }, 'maxNumber'],
  [{ tests: 1 }, 'tests'],
  [{ steps: 2 }, 'steps'],
];

/** Options that are valid and leave no room: a request must end with an error, never run on. */
export const hostile: readonly Record<string, unknown>[] = [{ minSteps: 1, maxSteps: 1, maxNumber: 2 }];
