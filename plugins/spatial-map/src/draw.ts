import type { RandomStream } from '@touchstone-rl/core';
import { NAMES } from './names.ts';
import type { Question, SpatialMapOptions } from './options.ts';
import { DIRECTIONS, entail, type Direction, type Relation } from './relations.ts';
import { COUNTS, questionsOf, type Asked } from './questions.ts';

/**
 * A number of objects and a kind of question.
 *
 * @example
 * const stratum: SpatialMapStratum = { name: '6 objects count', objects: 6, question: 'count' };
 */
export interface SpatialMapStratum {
  readonly name: string;
  readonly objects: number;
  readonly question: Question;
}

/**
 * A map as it is told, and one question about it.
 *
 * @example
 * const map: SpatialMap = {
 *   objects: ['Maple Tower', 'Basil Chapel', 'Pepper Garage'],
 *   relations: [[1, 'northeast', 0], [2, 'northeast', 1]],
 *   asked: { question: 'direction', object: 2, reference: 0, answer: 'northeast' },
 * };
 */
export interface SpatialMap {
  /** Names in the order in which the map introduces them. */
  readonly objects: readonly string[];
  readonly relations: readonly Relation[];
  readonly asked: Asked;
}

/** The strata of the options: each number of objects with each question. */
export function strataOf({ minObjects, maxObjects, questions }: SpatialMapOptions): SpatialMapStratum[] {
  const counts = Array.from({ length: maxObjects - minObjects + 1 }, (_, i) => minObjects + i);
  return counts.flatMap((objects) =>
    questions.map((question) => ({ name: `${objects} objects ${question}`, objects, question })),
  );
}

/** Maps drawn for one question before the draw counts as failed. */
const MAPS = 200;

/**
 * Draws a map: places with distinct coordinates on both axes, then for each new object its relations to some
 * earlier ones, then a question whose answer they entail. Where a count is asked, the count is drawn first and
 * maps are drawn until one has it, so that each is equally frequent. `undefined` where none was found.
 *
 * @example
 * const stratum: SpatialMapStratum = { name: '6 objects direction', objects: 6, question: 'direction' };
 * const map = drawMap(randomStream(0, 'maps'), stratum, { maxRelations: 3 });
 * if (map) console.log(map.objects[0], map.asked.answer); // Thistle Station southwest
 */
export function drawMap(
  random: RandomStream,
  { objects: count, question }: SpatialMapStratum,
  { maxRelations }: Pick<SpatialMapOptions, 'maxRelations'>,
): SpatialMap | undefined {
  const wanted = question === 'count' ? random.pick(COUNTS) : undefined;
  for (let attempt = 0; attempt < MAPS; attempt++) {
    const relations = drawRelations(random, count, maxRelations);
    const possible = questionsOf(entail(count, relations)!, count, question, relations);
    const answers = [...new Set(possible.map(({ answer }) => answer))].toSorted();
    if (answers.length === 0 || (wanted !== undefined && !answers.includes(wanted))) continue;
    const answer = wanted ?? random.pick(answers);
    const asked = random.pick(possible.filter((each) => each.answer === answer));
    return { objects: drawNames(random, count), relations, asked };
  }
  return undefined;
}

function drawRelations(random: RandomStream, count: number, maxRelations: number): Relation[] {
  const indices = Array.from({ length: count }, (_, i) => i);
  const [xs, ys] = [random.shuffle(indices), random.shuffle(indices)];
  return indices.slice(1).flatMap((object) => {
    const wanted = random.integer(1, Math.min(maxRelations, object));
    const references = random.shuffle(indices.slice(0, object)).slice(0, wanted);
    return references.map((reference): Relation => [object, towards(xs, ys, object, reference), reference]);
  });
}

function towards(xs: readonly number[], ys: readonly number[], a: number, b: number): Direction {
  return DIRECTIONS.find(
    (direction) =>
      direction.endsWith('east') === xs[a]! > xs[b]! && direction.startsWith('north') === ys[a]! > ys[b]!,
  )!;
}

function drawNames(random: RandomStream, count: number): string[] {
  const names = new Set<string>();
  while (names.size < count) names.add(random.pick(NAMES));
  return [...names];
}
