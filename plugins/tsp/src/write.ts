import type { WrittenProblem } from '@touchstone-rl/core';
import type { Distances, TspStratum } from './problem.ts';
import { shortestTours } from './solve.ts';

/** Solves and writes a map. */
export function write(distances: Distances, { cities }: TspStratum): WrittenProblem {
  const { optimum, tours, tour } = shortestTours(distances);
  return {
    prompt: promptOf(distances),
    gold: tour.join('->'),
    meta: { difficulty: cities, cities, distances, optimum, optimalTours: tours },
  };
}

/** The problem in words, with the answer in the tag that the report's benchmark asks for. */
function promptOf(distances: Distances): string {
  const n = distances.length;
  const lines = distances.flatMap((row, from) =>
    row.slice(from + 1).map((distance, i) => {
      return `The path between City ${from} and City ${from + 1 + i} is with distance ${distance}.`;
    }),
  );
  return `The traveling salesman problem asks for the shortest route that starts at a city, visits every other city exactly once, and returns to where it started.

There are ${n} cities, numbered from 0 to ${n - 1}:
${lines.join('\n')}

Find the shortest route. End with the route from City 0 back to City 0 and its length, as in
<final_answer>{'Path': '0->1->2->...->${n - 1}->0', 'TotalDistance': 'INT_TOTAL_DISTANCE'}</final_answer>`;
}
