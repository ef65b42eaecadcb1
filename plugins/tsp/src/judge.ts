import { correct, incorrect, unverifiable, type Seed, type Verdict } from '@touchstone-rl/core';
import { z } from 'zod';
import type { Distances } from './problem.ts';
import { readStops } from './read-answer.ts';
import { lengthOf, MAX_CITIES, normalise, shortestTours } from './solve.ts';

const metaSchema = z
  .object({
    distances: z
      .array(z.array(z.number().min(0)))
      .min(3)
      .max(1000),
    optimum: z.number().positive().optional(),
  })
  .refine(({ distances }) => isSymmetric(distances), {
    path: ['distances'],
    message: 'is not a square, symmetric matrix',
  });

function isSymmetric(rows: Distances): boolean {
  return rows.every((row, i) => row.length === rows.length && row.every((each, j) => each === rows[j]![i]));
}

/** Relative difference up to which two lengths are equal; only rows with fractions need it. */
const TOLERANCE = 1e-9;

/**
 * Judges a tour by the distances in `meta`: every closed tour of the optimal length is right.
 *
 * @example
 * const seed: Seed = {
 *   id: '1', prompt: [{ role: 'user', content: 'Find the shortest tour.' }], domain: 'tsp', verifier: 'tsp',
 *   meta: { distances: [[0, 1, 4, 1], [1, 0, 1, 5], [4, 1, 0, 1], [1, 5, 1, 0]] },
 * };
 * judge('0->3->2->1->0', seed).verdict; // 'correct'
 * judge('0->2->1->3->0', seed).reason; // 'the tour has length 11, the shortest has 4'
 */
export function judge(text: string, seed: Seed): Verdict {
  const problem = problemOf(seed);
  if (typeof problem === 'string') return unverifiable(problem);
  const read = readStops(text);
  if ('problem' in read) return incorrect(read.problem);
  const fault = faultOf(read.stops, problem.distances.length);
  if (fault !== undefined) return incorrect(fault);
  return judgeTour(read.stops, problem);
}

/** Why stops are not a tour of n cities, if they are not. */
function faultOf(stops: readonly number[], n: number): string | undefined {
  const unknown = stops.find((city) => city >= n);
  if (unknown !== undefined) return `city ${unknown} does not exist: the cities are 0 to ${n - 1}`;
  const isClosed = stops.length > 1 && stops[0] === stops.at(-1);
  const visited = isClosed ? stops.slice(0, -1) : stops;
  const again = visited.findIndex((city, i) => visited.indexOf(city) < i);
  if (again !== -1) {
    const city = visited[again]!;
    return `city ${city} is visited twice, as stop ${visited.indexOf(city) + 1} and as stop ${again + 1}`;
  }
  const missing = Array.from({ length: n }, (_, city) => city).find((city) => !visited.includes(city));
  if (missing !== undefined) return `city ${missing} is not visited`;
  return isClosed ? undefined : `the tour does not return to city ${stops[0]!}, where it starts`;
}

function judgeTour(stops: readonly number[], { distances, optimum }: Problem): Verdict {
  const length = lengthOf(stops, distances);
  const extracted = normalise(stops.slice(0, -1)).join('->');
  if (length < optimum * (1 - TOLERANCE)) {
    return unverifiable(
      `the tour has length ${length}, shorter than the optimum ${optimum} in the seed's meta`,
      {
        extracted,
      },
    );
  }
  if (length <= optimum * (1 + TOLERANCE)) {
    return correct(`the tour has the optimal length ${optimum}`, { extracted });
  }
  return incorrect(`the tour has length ${length}, the shortest has ${optimum}`, {
    extracted,
    evidence: { length, optimum, credit: optimum / length },
  });
}

interface Problem {
  readonly distances: Distances;
  readonly optimum: number;
}

const known = new WeakMap<Seed, Problem | string>();

/** The problem in a seed's `meta`, or why there is none. Without an optimum, it is computed. */
function problemOf(seed: Seed): Problem | string {
  const found = known.get(seed) ?? readProblem(seed);
  known.set(seed, found);
  return found;
}

function readProblem({ meta }: Seed): Problem | string {
  const parsed = metaSchema.safeParse(meta);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    return `the seed's meta holds no map: ${path.join('.')}: ${message}`;
  }
  const { distances, optimum } = parsed.data;
  if (optimum !== undefined) return { distances, optimum };
  if (distances.length <= MAX_CITIES) return { distances, optimum: shortestTours(distances).optimum };
  return `the seed's meta holds no optimum, and none is computed above ${MAX_CITIES} cities`;
}
