import type { Question } from './options.ts';
import {
  directionOf,
  DIRECTIONS,
  liesIn,
  type Direction,
  type Entailed,
  type Relation,
} from './relations.ts';

/** What is asked: objects by their place in the list of the map's objects. */
export type Asking =
  | { readonly question: 'direction'; readonly object: number; readonly reference: number }
  | { readonly question: 'object' | 'count'; readonly direction: Direction; readonly reference: number };

/** A question with the answer that the relations entail: a direction, an object's place in the list, a count. */
export type Asked = Asking & { readonly answer: string };

/** Objects offered beside the right one. */
export const OTHER_OBJECTS = 3;

/** The counts that are asked for; they are always the choices, so none is the better guess. */
export const COUNTS: readonly string[] = ['0', '1', '2', '3'];

/** Every question of a kind whose answer is entailed. A direction that the map states itself is not asked for. */
export function questionsOf(
  entailed: Entailed,
  count: number,
  question: Question,
  stated: readonly Relation[],
): Asked[] {
  const indices = Array.from({ length: count }, (_, i) => i);
  if (question === 'direction') return directionQuestions(entailed, indices, stated);
  return indices.flatMap((reference) =>
    DIRECTIONS.flatMap((direction) => {
      const asking = { question, direction, reference };
      const { inside, outside, open } = sortOthers(entailed, count, asking);
      if (question === 'count') return open.length > 0 ? [] : [{ ...asking, answer: String(inside.length) }];
      if (outside.length < OTHER_OBJECTS) return [];
      return inside.map((object) => ({ ...asking, answer: String(object) }));
    }),
  );
}

function directionQuestions(
  entailed: Entailed,
  indices: readonly number[],
  stated: readonly Relation[],
): Asked[] {
  return indices.flatMap((object) =>
    indices.flatMap((reference) => {
      const answer = directionOf(entailed, object, reference);
      const isStated = stated.some(
        ([a, , b]) => (a === object && b === reference) || (a === reference && b === object),
      );
      return answer && !isStated ? [{ question: 'direction' as const, object, reference, answer }] : [];
    }),
  );
}

/** The other objects, by whether they lie in the direction of the reference: surely, surely not, or open. */
export function sortOthers(
  entailed: Entailed,
  count: number,
  { direction, reference }: { readonly direction: Direction; readonly reference: number },
): { inside: number[]; outside: number[]; open: number[] } {
  const sorted = { inside: [] as number[], outside: [] as number[], open: [] as number[] };
  for (let object = 0; object < count; object++) {
    if (object === reference) continue;
    const lies = liesIn(entailed, object, direction, reference);
    sorted[lies === undefined ? 'open' : lies ? 'inside' : 'outside'].push(object);
  }
  return sorted;
}
