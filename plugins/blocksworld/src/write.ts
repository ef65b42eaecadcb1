import type { WrittenProblem } from '@touchstone-rl/core';
import { stacksOf, TABLE, type Problem, type Supports } from './blocks.ts';
import { writeMove, type Move } from './plan.ts';
import { World, type Stacks } from './simulate.ts';
import { solve } from './solve.ts';

const nameOf = (block: number): string => String.fromCharCode(65 + block);

/** The problem as a seed shows it, with a shortest plan as gold. */
export function writeProblem(problem: Problem): WrittenProblem {
  const [initial, goal] = [named(problem.initial), named(problem.goal)];
  const plan = planOf(problem);
  const gold = plan.map(writeMove).join('\n');
  return {
    prompt: promptOf(initial, goal),
    gold,
    demonstration: `<think>\n${traceOf(initial, plan)}\n</think>\n<final_answer>\n${gold}\n</final_answer>`,
    meta: { difficulty: problem.initial.length, initial, goal, shortest: plan.length },
  };
}

function named(supports: Supports): string[][] {
  return stacksOf(supports).map((stack) => stack.map(nameOf));
}

/** A shortest plan in the moves of the hand: two for each move of a block. */
function planOf(problem: Problem): Move[] {
  return solve(problem).flatMap(({ block, from, to }): Move[] => {
    const name = nameOf(block);
    return [
      from === TABLE
        ? { action: 'pick-up', block: name }
        : { action: 'unstack', block: name, support: nameOf(from) },
      to === TABLE
        ? { action: 'put-down', block: name }
        : { action: 'stack', block: name, support: nameOf(to) },
    ];
  });
}

/** Every move with what the table and the hand are like after it. */
function traceOf(initial: Stacks, plan: readonly Move[]): string {
  const world = new World(initial);
  const lines = [`start: ${world.toString()}`];
  for (const move of plan) {
    world.apply(move);
    lines.push(`${writeMove(move)}: ${world.toString()}`);
  }
  return lines.join('\n');
}

function promptOf(initial: Stacks, goal: Stacks): string {
  const list = (stacks: Stacks): string[] => stacks.map((stack) => stack.join(' '));
  return [
    'Blocks stand in stacks on a table. A hand moves them, one at a time. Its moves are',
    '- pick-up X: takes X from the table; X must be clear and the hand empty;',
    '- unstack X Y: takes X from Y; X must be clear and the hand empty;',
    '- put-down X: puts the held X on the table;',
    '- stack X Y: puts the held X on Y; Y must be clear.',
    'A block is clear when no block stands on it. The table has room for all.',
    '',
    'The stacks now, each from bottom to top:',
    ...list(initial),
    '',
    'The stacks wanted, in any order:',
    ...list(goal),
    '',
    'Think first. Then give a plan, one move a line, between <final_answer> and </final_answer>.',
  ].join('\n');
}
