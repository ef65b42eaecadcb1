import { z } from 'zod';

const cities = z.int().min(4).max(13);
const distance = z.int().min(1).max(100_000);

/** The options of the tsp domain. */
export const optionsSchema = z
  .strictObject({
    minCities: cities.default(6).describe('Cities of the smallest problems.'),
    maxCities: cities.default(13).describe('Cities of the largest problems.'),
    minDistance: distance.default(5).describe('Smallest distance between two cities.'),
    maxDistance: distance.default(200).describe('Largest distance between two cities.'),
    partialCredit: z
      .boolean()
      .default(false)
      .describe('Adds the reward term `tsp-ratio`: the optimal length over the length of a valid tour.'),
  })
  .refine((given) => given.minCities <= given.maxCities, {
    path: ['maxCities'],
    message: 'must not be below minCities',
  })
  .refine((given) => given.minDistance <= given.maxDistance, {
    path: ['maxDistance'],
    message: 'must not be below minDistance',
  });

/**
 * Validated options, defaults filled in.
 *
 * @example
 * const options: TspOptions = {
 *   minCities: 6, maxCities: 8, minDistance: 5, maxDistance: 200, partialCredit: true,
 * };
 */
export type TspOptions = z.output<typeof optionsSchema>;
