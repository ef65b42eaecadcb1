import type { PluginFixtures } from '@touchstone-rl/plugin-kit';

/** What `touchstone test` and the plugin kit try this plugin with. */
export default {
  correct: [
    { gold: 'odd', pred: 'odd' },
    { gold: 'odd', completion: '<think>one</think>Final Answer: odd' },
    { gold: 'even', completion: '<final_answer> Even </final_answer>' },
  ],
  incorrect: [
    { gold: 'odd', pred: 'even' },
    { gold: 'odd', completion: 'The number is odd.' },
  ],
  neverCorrect: [
    {
      name: 'two answers',
      gold: 'odd',
      completion: '<final_answer>even</final_answer><final_answer>odd</final_answer>',
    },
    { name: 'both words', gold: 'odd', completion: '<final_answer>odd or even</final_answer>' },
  ],
  malformedOptions: [{ bits: 0 }, { bits: 1.5 }, { length: 32 }],
} satisfies PluginFixtures;
