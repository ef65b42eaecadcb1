import { correct, incorrect, unverifiable, type Seed, type Verdict } from '@touchstone-rl/core';
import { z } from 'zod';
import { readPlan, writeMove } from './plan.ts';
import { faultOfPlan, type Stacks } from './simulate.ts';

const stacks = z
  .array(z.array(z.string().regex(/^[^\s(),.;]{1,40}$/)).min(1))
  .min(1)
  .max(200);

/** What a seed's `meta` must hold for a plan to be judged. */
const metaSchema = z
  .object({ initial: stacks, goal: stacks })
  .refine(({ initial }) => isEachOnce(initial), { path: ['initial'], message: 'holds a block twice' })
  .refine(({ initial, goal }) => namesIn(initial).join(' ') === namesIn(goal).join(' '), {
    path: ['goal'],
    message: 'does not hold the same blocks as initial',
  });

/**
 * Judges a plan by making its moves, from the stacks in the seed's `meta`; any plan that ends there is right.
 *
 * @example
 * const seed: Seed = {
 *   id: '1', prompt: [{ role: 'user', content: 'Bring A to the table.' }],
 *   domain: 'blocksworld', verifier: 'blocksworld', meta: { initial: [['B', 'A']], goal: [['B'], ['A']] },
 * };
 * judgePlan('unstack A B; put-down A', seed).reason; // 'the plan of 2 moves reaches the goal'
 * judgePlan('pick-up B', seed).reason; // 'move 1, pick-up B: B is not clear, A stands on it'
 */
export function judgePlan(answer: string, seed: Seed): Verdict {
  const meta = metaSchema.safeParse(seed.meta);
  if (!meta.success) {
    return unverifiable(
      `the row's meta is not that of a blocksworld problem: ${z.prettifyError(meta.error)}`,
    );
  }
  const { initial, goal } = meta.data;
  const plan = readPlan(answer, initial.flat());
  if (typeof plan === 'string') return incorrect(plan, { extracted: answer.slice(0, 200) });
  const extracted = plan.map(writeMove).join('; ');
  const fault = faultOfPlan(initial, goal, plan);
  return fault === undefined
    ? correct(`the plan of ${plan.length} moves reaches the goal`, { extracted })
    : incorrect(fault, { extracted });
}

function namesIn(given: Stacks): string[] {
  return given.flat().toSorted();
}

function isEachOnce(given: Stacks): boolean {
  const names = given.flat().map((name) => name.toLowerCase());
  return new Set(names).size === names.length;
}
