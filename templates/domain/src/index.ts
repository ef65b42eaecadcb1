import { correct, defineDomain, incorrect, unverifiable } from '@touchstone-rl/core';
import { z } from 'zod';

/** The options; a wrong or unknown one is refused with these descriptions. */
export const optionsSchema = z.strictObject({
  bits: z.int().min(16).max(64).default(32).describe('Length of the row of zeros and ones.'),
});

/**
 * Whether a row of bits holds an even or an odd number of ones. Replace the four functions by those of your own
 * problems; what they must keep to is said beside each field of `DomainInput`.
 */
export default defineDomain({
  name: '{{name}}',
  options: optionsSchema,
  strata: () => [{ name: 'any' }],
  draw: (random, _, { bits }) => Array.from({ length: bits }, () => random.integer(0, 1)).join(''),
  canonical: (row) => row,
  write: (row) => ({
    prompt: `Is the number of ones in ${row} even or odd? End with <final_answer>even or odd</final_answer>.`,
    gold: parityOf(row),
    demonstration: `<think>${countAloud(row)}</think><final_answer>${parityOf(row)}</final_answer>`,
    meta: { difficulty: row.length },
  }),
  forms: ['tag', 'line', 'box'],
  judge(answer, { gold }) {
    if (gold === undefined) return unverifiable('the seed has no gold');
    const extracted = answer.trim().toLowerCase();
    if (extracted !== 'even' && extracted !== 'odd')
      return incorrect('neither "even" nor "odd"', { extracted });
    return extracted === gold
      ? correct('the right parity', { extracted })
      : incorrect(`it is ${gold}`, { extracted });
  },
  benchmark: { description: 'Parity of 32 bits', size: 500, samples: 1, options: { bits: 32 } },
});

function parityOf(row: string): 'even' | 'odd' {
  return row.split('1').length % 2 === 1 ? 'even' : 'odd';
}

/** A worked response: the parity after each bit. */
function countAloud(row: string): string {
  return Array.from(row, (_, i) => parityOf(row.slice(0, i + 1))).join(' ');
}
