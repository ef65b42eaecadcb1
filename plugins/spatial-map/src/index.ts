import { defineDomain } from '@touchstone-rl/core';
import { drawMap, strataOf } from './draw.ts';
import { judgeChoice } from './judge.ts';
import { optionsSchema } from './options.ts';
import { formOf, writeMap } from './write.ts';

export { drawMap, type SpatialMap, type SpatialMapStratum } from './draw.ts';
export { judgeChoice } from './judge.ts';
export type { Question, SpatialMapOptions } from './options.ts';
export { entail, type Direction, type Entailed, type Relation } from './relations.ts';

/**
 * Text maps of places, of which only some relations are told, and questions whose answers these entail: the
 * direction between two places, which place lies in a direction, how many do. The benchmark has the size and
 * the question kinds of SpatialMap in the Phi-4-reasoning report (arXiv 2504.21318).
 *
 * @example
 * defineConfig({ plugins: [['spatial-map', { maxObjects: 6 }]], data: { source: 'spatial-map' } });
 */
export default defineDomain({
  name: 'spatial-map',
  options: optionsSchema,
  strata: strataOf,
  draw: drawMap,
  canonical: formOf,
  write: writeMap,
  forms: ['line', 'tag', 'box'],
  judge: judgeChoice,
  benchmark: {
    description: 'SpatialMap: 1,500 maps of 6 to 9 places, three kinds of questions',
    size: 1500,
    samples: 5,
    options: optionsSchema.parse({}),
  },
});
