import { fingerprint, type RandomStream } from '@touchstone-rl/core';
import type { TspOptions } from './options.ts';

/** Symmetric distances between cities 0 to n-1, with zeros on the diagonal. */
export type Distances = readonly (readonly number[])[];

/** A number of cities. */
export interface TspStratum {
  readonly name: string;
  readonly cities: number;
}

/** The kinds of problems: one for each number of cities that the options allow. */
export function strataOf({ minCities, maxCities }: TspOptions): TspStratum[] {
  return Array.from({ length: maxCities - minCities + 1 }, (_, i) => {
    const cities = minCities + i;
    return { name: `n=${cities}`, cities };
  });
}

/**
 * Draws a complete graph with integer distances, each uniform and independent of the others.
 *
 * @example
 * const options = optionsSchema.parse({ maxCities: 8 });
 * const distances = drawDistances(randomStream(0, 'tours'), strataOf(options)[0]!, options);
 * const { tour, optimum } = shortestTours(distances);
 * console.log(promptOf(distances), canonicalForm(distances), optimum, lengthOf(tour, distances), normalise(tour));
 */
export function drawDistances(
  random: RandomStream,
  { cities }: TspStratum,
  { minDistance, maxDistance }: TspOptions,
): Distances {
  const distances = Array.from({ length: cities }, () => Array.from({ length: cities }, () => 0));
  for (let from = 0; from < cities; from++) {
    for (let to = from + 1; to < cities; to++) {
      const distance = random.integer(minDistance, maxDistance);
      distances[from]![to] = distance;
      distances[to]![from] = distance;
    }
  }
  return distances;
}

/**
 * A text that does not change when the cities are renamed: each city's distances in order, and these lists in
 * order. Maps that differ otherwise very rarely get the same text, and then one of them is left out.
 */
export function canonicalForm(distances: Distances): string {
  const cities = distances.map((row) => [...row].sort((a, b) => a - b).join());
  return fingerprint(cities.sort().join(';'));
}
