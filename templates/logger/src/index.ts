import { appendFileSync } from 'node:fs';
import { defineLogger } from '@touchstone-rl/core';
import { z } from 'zod';

/** The options; a wrong or unknown one is refused with these descriptions. */
export const optionsSchema = z.strictObject({
  file: z.string().min(1).default('metrics.csv').describe('File that lines are appended to.'),
});

/** Appends one line to a file for each metric of each step: phase, step, name, value. */
export default defineLogger({
  name: '{{name}}',
  options: optionsSchema,
  onStep({ phase, step, metrics }, { options }) {
    const lines = Object.entries(metrics).map(
      ([name, value]) => `${phase},${step},${quoted(name)},${value}\n`,
    );
    appendFileSync(options.file, lines.join(''));
  },
  onEvaluate({ name, step, passAt1 }, { options }) {
    appendFileSync(options.file, `evaluate,${step},${quoted(name)},${passAt1.mean}\n`);
  },
});

/** A name as a field of a comma-separated file. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
