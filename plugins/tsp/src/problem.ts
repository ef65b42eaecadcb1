import { fingerprint, type RandomStream } from '@touchstone-rl/core';
import type { TspOptions } from './options.ts';

/**
 * Symmetric distances between cities 0 to n-1, with zeros on the diagonal.
 *
 * @example
 * const distances: Distances = [[0, 1, 4, 1], [1, 0, 1, 5], [4, 1, 0, 1], [1, 5, 1, 0]];
 * shortestTours(distances).tour; // [0, 1, 2, 3, 0]
 */
export type Distances = readonly (readonly number[])[];

/**
 * A number of cities.
 *
 * @example
 * const stratum: TspStratum = { name: 'n=8', cities: 8 };
 */
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
 * drawDistances(randomStream(0, 'tours'), { name: 'n=3', cities: 3 }, { minDistance: 5, maxDistance: 200 });
 */
export function drawDistances(
  random: RandomStream,
  { cities }: TspStratum,
  { minDistance, maxDistance }: Pick<TspOptions, 'minDistance' | 'maxDistance'>,
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
