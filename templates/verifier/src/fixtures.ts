import type { PluginFixtures } from '@touchstone-rl/plugin-kit';

/** What `touchstone test` and the plugin kit try this plugin with. */
export default {
  correct: [
    { gold: 'New York', pred: 'new  york' },
    { gold: 'New York', completion: '<think>East coast.</think>It is there.\nAnswer: New York' },
  ],
  incorrect: [
    { gold: 'New York', pred: 'York' },
    { gold: 'New York', completion: 'New York' },
    { gold: 'New York', completion: 'Answer: New York\nAnswer: Boston' },
  ],
  neverCorrect: [
    { name: 'a choice', gold: 'New York', completion: 'Answer: New York or Boston' },
    {
      name: 'the gold in the thought only',
      gold: 'New York',
      completion: '<think>\nAnswer: New York</think>No.',
    },
  ],
  symmetric: true,
  rewritings: [{ name: 'spaces behind it', suffix: ' ' }],
  malformedOptions: [{ ignoreCase: 'yes' }, { case: false }],
} satisfies PluginFixtures;
