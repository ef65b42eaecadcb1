import type { Seed } from '@touchstone-rl/core';

/** Cities 0 to 3 on a square with sides of 3 and 4; the diagonals are 5. */
export const distances = [
  [0, 3, 5, 4],
  [3, 0, 4, 5],
  [5, 4, 0, 3],
  [4, 5, 3, 0],
];

export const seed: Seed = {
  id: 'tsp:fixture',
  prompt: [{ role: 'user', content: 'by hand' }],
  gold: '0->1->2->3->0',
  domain: 'tsp',
  verifier: 'tsp',
  meta: { distances, optimum: 14 },
};

/** An answer with what the verifier must say of it. */
export interface Judged {
  readonly name: string;
  readonly completion: string;
  readonly reason: string;
}

const tag = (path: string): string =>
  `<final_answer>{'Path': '${path}', 'TotalDistance': '14'}</final_answer>`;
const right = 'the tour has the optimal length 14';

export const full: readonly Judged[] = [
  { name: 'the gold', completion: tag('0->1->2->3->0'), reason: right },
  { name: 'the other direction', completion: tag('0->3->2->1->0'), reason: right },
  { name: 'another start', completion: tag('2->3->0->1->2'), reason: right },
  { name: 'no dictionary', completion: '<final_answer>0, 1, 2, 3, 0</final_answer>', reason: right },
  {
    name: 'a list as JSON',
    completion: '<final_answer>{"Path": [0, 1, 2, 3, 0]}</final_answer>',
    reason: right,
  },
  { name: 'a box', completion: '<think>hm</think>\\boxed{0 -> 1 -> 2 -> 3 -> 0}', reason: right },
  {
    name: 'one tour in two spellings',
    completion: `${tag('0->1->2->3->0')} ${tag('1->0->3->2->1')}`,
    reason: right,
  },
  {
    name: 'a wrong total distance',
    completion: tag('0->1->2->3->0').replace("'14'", '99'),
    reason: right,
  },
];

/** Closed tours that are longer than the shortest. */
export const partial: readonly (Judged & { readonly credit: number })[] = [
  {
    name: 'a longer tour',
    completion: tag('0->2->1->3->0'),
    reason: 'the tour has length 18, the shortest has 14',
    credit: 14 / 18,
  },
];

export const zero: readonly Judged[] = [
  {
    name: 'a tour that ends elsewhere',
    completion: tag('0->1->2->3'),
    reason: 'the tour does not return to city 0',
  },
  {
    name: 'a city visited twice',
    completion: tag('0->1->2->1->3->0'),
    reason: 'city 1 is visited twice, as stop 2 and as stop 4',
  },
  { name: 'a start visited between', completion: tag('0->1->0->2->3->0'), reason: 'city 0 is visited twice' },
  { name: 'a city left out', completion: tag('0->1->2->0'), reason: 'city 3 is not visited' },
  {
    name: 'a city that does not exist',
    completion: tag('0->1->2->4->0'),
    reason: 'city 4 does not exist: the cities are 0 to 3',
  },
  { name: 'one city', completion: tag('0'), reason: 'city 1 is not visited' },
];

export const malformed: readonly Judged[] = [
  { name: 'no answer', completion: 'I do not know.', reason: 'no final answer: expected' },
  { name: 'an empty path', completion: tag(''), reason: 'the path is empty' },
  { name: 'a word', completion: tag('0->Paris->2'), reason: 'stop 2 is "Paris", not the number of a city' },
  {
    name: 'a negative city',
    completion: tag('0->-1->2'),
    reason: 'stop 2 is "-1", not the number of a city',
  },
  { name: 'no path', completion: "<final_answer>{'Tour': '0->1'}</final_answer>", reason: 'no single Path' },
  { name: 'the example of the prompt', completion: tag('0->1->2->...->3->0'), reason: 'stop 4 is "..."' },
];

export const hostile: readonly Judged[] = [
  {
    name: 'two different tours',
    completion: `${tag('0->1->2->3->0')} or ${tag('0->2->1->3->0')}`,
    reason: 'two different final answers: "0->1->2->3->0" and "0->2->1->3->0"',
  },
  {
    name: 'two paths in one answer',
    completion: "<final_answer>{'Path': '0->2->1->3->0', 'Path': '0->1->2->3->0'}</final_answer>",
    reason: 'no single Path',
  },
  {
    name: 'the tour inside the thought only',
    completion: `<think>${tag('0->1->2->3->0')}</think> as I said`,
    reason: 'stands inside the thought only',
  },
  {
    name: 'a huge number',
    completion: tag(`0->${'9'.repeat(400)}->0`),
    reason: 'stop 2 is "99999999999999999999...", not the number of a city',
  },
  { name: 'an exponent', completion: tag('0->1e0->2->3->0'), reason: 'stop 2 is "1e0"' },
  {
    name: 'an endless tour',
    completion: tag('0->1->2->3->0->'.repeat(500)),
    reason: 'city 0 is visited twice',
  },
];

/** Options that are refused, with a word of the reason. */
export const malformedOptions: readonly [options: Record<string, unknown>, reason: string][] = [
  [{ minCities: 3 }, 'minCities'],
  [{ minCities: 9, maxCities: 8 }, 'maxCities'],
  [{ minDistance: 0 }, 'minDistance'],
  [{ minDistance: 10, maxDistance: 9 }, 'maxDistance'],
  [{ cities: 6 }, 'cities'],
];

/** A case as the plugin kit takes it. */
const answerCase = ({ name, completion }: Judged): Record<string, unknown> => ({
  name,
  completion,
  gold: seed.gold,
  seed,
});

/** What `touchstone test` and the plugin kit try this plugin with. */
export default {
  seed,
  malformedOptions: malformedOptions.map(([options]) => options),
  correct: full.map(answerCase),
  incorrect: [...partial, ...zero, ...malformed].map(answerCase),
  neverCorrect: hostile.map(answerCase),
};
