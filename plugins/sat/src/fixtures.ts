import type { Seed } from '@touchstone-rl/core';

/** A hand-made formula over three variables: x1 and x2 must be equal, and x3 must differ from them. */
export const clauses = [
  [1, -2, 3],
  [1, -2, -3],
  [-1, 2, 3],
  [-1, 2, -3],
  [1, 2, 3],
  [-1, -2, -3],
];

export const seed: Seed = {
  id: 'sat:fixture',
  prompt: [{ role: 'user', content: 'by hand' }],
  gold: 'True, True, False',
  domain: 'sat',
  verifier: 'sat',
  meta: { variables: 3, clauses },
};

/** All eight clauses over three variables: no model. */
export const contradiction: Seed = {
  ...seed,
  id: 'sat:contradiction',
  gold: 'Unsatisfiable',
  meta: { variables: 3, clauses: [...clauses, [-1, -2, 3], [1, 2, -3]] },
};

/** An answer with what the verifier must say of it. */
export interface Judged {
  readonly name: string;
  readonly completion: string;
  readonly seed?: Seed;
  readonly reason: string;
}

const tag = (value: string): string => `<final_answer>{'Solution': '${value}'}</final_answer>`;

export const full: readonly Judged[] = [
  { name: 'the gold', completion: tag('True, True, False'), reason: 'all 6 clauses are true' },
  { name: 'another model', completion: tag('False, False, True'), reason: 'all 6 clauses are true' },
  {
    name: 'no dictionary',
    completion: '<final_answer>true,true,false</final_answer>',
    reason: 'all 6 clauses are true',
  },
  { name: 'a box of bits', completion: '<think>hm</think>\\boxed{110}', reason: 'all 6 clauses are true' },
  { name: 'letters', completion: '<think>hm</think>\\boxed{abC}', reason: 'all 6 clauses are true' },
  { name: 'said twice', completion: `${tag('1 1 0')} ${tag('110')}`, reason: 'all 6 clauses are true' },
  {
    name: 'no model',
    completion: tag('Unsatisfiable'),
    seed: contradiction,
    reason: 'no values make every clause true',
  },
];

export const zero: readonly Judged[] = [
  {
    name: 'a false clause',
    completion: tag('True, True, True'),
    reason: 'clause 6 (not x1 or not x2 or not x3) is false where x1 is True, x2 is True, x3 is True',
  },
  {
    name: 'a false clause of a contradiction',
    completion: tag('True, False, True'),
    seed: contradiction,
    reason: 'clause 4 (not x1 or x2 or not x3) is false where x1 is True, x2 is False, x3 is True',
  },
  {
    name: 'a wrong claim that there is no model',
    completion: tag('Unsatisfiable'),
    reason: 'the formula is satisfiable: False, False, True',
  },
];

export const malformed: readonly Judged[] = [
  { name: 'no answer', completion: 'I do not know.', reason: 'no final answer: expected' },
  { name: 'too few values', completion: tag('True, False'), reason: '2 values for 3 variables' },
  { name: 'one value', completion: tag('True'), reason: '1 value for 3 variables' },
  {
    name: 'a word',
    completion: tag('True, maybe, False'),
    reason: 'value 2 is "maybe", neither True nor False',
  },
  { name: 'an empty tag', completion: '<final_answer> </final_answer>', reason: 'the final answer is empty' },
  {
    name: 'a tag left open',
    completion: "<final_answer>{'Solution': 'True, True, False'}",
    reason: 'the last <final_answer> is never closed',
  },
];

export const hostile: readonly Judged[] = [
  {
    name: 'two different answers',
    completion: `${tag('True, True, False')} or ${tag('Unsatisfiable')}`,
    reason: 'two different final answers: "True, True, False" and "Unsatisfiable"',
  },
  {
    name: 'a tag and a box that differ',
    completion: `${tag('True, True, False')} \\boxed{001}`,
    reason: 'two different final answers: "True, True, False" and "False, False, True"',
  },
  {
    name: 'an answer inside the thought only',
    completion: `<think>${tag('True, True, False')}</think> as I said`,
    reason: 'stands inside the thought only',
  },
  {
    name: 'an answer in a thought that never ends',
    completion: `<think>${tag('True, True, False')}`,
    reason: 'stands inside the thought only',
  },
  {
    name: 'a million values',
    completion: tag('True, '.repeat(1_000_000)),
    reason: 'the final answer has 6000016 characters',
  },
  {
    name: 'every assignment',
    completion: [...Array(8).keys()].map((i) => tag(i.toString(2).padStart(3, '0'))).join('') + tag('no'),
    reason: '9 different final answers',
  },
  {
    name: 'a name of Object.prototype',
    completion: tag('constructor, __proto__, True'),
    reason: 'value 1 is "constructor", neither True nor False',
  },
];

/** Options that are refused, with a word of the reason. */
export const malformedOptions: readonly [options: Record<string, unknown>, reason: string][] = [
  [{ minVariables: 2 }, 'minVariables'],
  [{ minVariables: 9, maxVariables: 8 }, 'maxVariables'],
  [{ classes: ['easy'] }, 'classes'],
  [{ classes: ['hard', 'hard'] }, 'twice'],
  [{ satisfiableOnly: true }, 'overconstrained'],
  [{ variables: 4 }, 'variables'],
];

/** A case as the plugin kit takes it. */
const answerCase = ({ name, completion, seed: own = seed }: Judged): Record<string, unknown> => ({
  name,
  completion,
  gold: own.gold,
  seed: own,
});

/** What `touchstone test` and the plugin kit try this plugin with. */
export default {
  seed,
  malformedOptions: malformedOptions.map(([options]) => options),
  correct: full.map(answerCase),
  incorrect: [...zero, ...malformed].map(answerCase),
  neverCorrect: hostile.map(answerCase),
};
