import { correct, incorrect, unverifiable, type Seed, type Verdict } from '@touchstone-rl/core';
import { z } from 'zod';
import { numbersOf, writeExpression } from './expression.ts';
import { parseAnswer, type Answer } from './parse.ts';
import { ParseError } from './parse-error.ts';
import { evaluate, writeRational } from './rational.ts';

const whole = z.int().min(0).max(999_999_999);

/** What a seed's `meta` must hold for an answer to be judged. */
const metaSchema = z.object({
  numbers: z.array(whole).min(1).max(20),
  target: whole,
  useAll: z.boolean().default(false),
});
type Meta = z.output<typeof metaSchema>;

/**
 * Judges an expression from the numbers and the target in the seed's `meta`; any right expression will do.
 *
 * @example
 * const seed: Seed = {
 *   id: '1', prompt: [{ role: 'user', content: '27,24,88=99?' }],
 *   domain: 'countdown', verifier: 'countdown', meta: { numbers: [27, 24, 88], target: 99 },
 * };
 * judgeExpression('88*27/24', seed).verdict; // 'correct'
 * judgeExpression('88+27-24', seed).reason; // '88+27-24 is 91, not 99'
 */
export function judgeExpression(answer: string, seed: Seed): Verdict {
  const meta = metaSchema.safeParse(seed.meta);
  if (!meta.success) {
    return unverifiable(`the row's meta is not that of a countdown problem: ${z.prettifyError(meta.error)}`);
  }
  let parsed: Answer;
  try {
    parsed = parseAnswer(answer);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return incorrect(`not an expression: ${error.message}`, { extracted: answer.slice(0, 200) });
  }
  const extracted = writeExpression(parsed.expression);
  const fault = faultOfNumbers(parsed, meta.data) ?? faultOfValue(parsed, meta.data);
  return fault === undefined
    ? correct(`${extracted} is ${meta.data.target}`, { extracted })
    : incorrect(fault, { extracted });
}

function faultOfNumbers({ expression }: Answer, { numbers, useAll }: Meta): string | undefined {
  const given = countOf(numbers);
  const used = countOf(numbersOf(expression));
  for (const [number, times] of used) {
    const allowed = given.get(number) ?? 0;
    if (allowed === 0) return `${number} is not one of the given numbers ${numbers.join(', ')}`;
    if (times > allowed) return `${number} is used ${timesText(times)} and given ${timesText(allowed)}`;
  }
  const left = [...given].find(([number, times]) => (used.get(number) ?? 0) < times);
  if (!useAll || !left) return undefined;
  const [number, times] = left;
  return `${number} is given ${timesText(times)} and used ${timesText(used.get(number) ?? 0)}, but every number must be used`;
}

function faultOfValue({ expression, claimed }: Answer, { target }: Meta): string | undefined {
  const value = evaluate(expression);
  const written = writeExpression(expression);
  if ('dividesByZero' in value) return `${value.dividesByZero} divides by zero`;
  if (value.denominator !== 1n || value.numerator !== BigInt(target)) {
    return `${written} is ${writeRational(value)}, not ${target}`;
  }
  return claimed === undefined || claimed === target
    ? undefined
    : `${written} is ${target}, but the answer says it is ${claimed}`;
}

function countOf(numbers: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return counts;
}

function timesText(times: number): string {
  if (times === 0) return 'never';
  if (times === 1) return 'once';
  return times === 2 ? 'twice' : `${times} times`;
}
