import { entail, type Direction, type Entailed, type Relation } from './relations.ts';

type Axis = keyof Entailed;
const AXES: readonly Axis[] = ['north', 'east'];
const OPPOSITE = { north: 'south', east: 'west' } as const;

/**
 * The reasoning about where places lie: for each, the chain of stated relations that puts it on a side of the
 * reference; along both axes where it lies in the direction, along one on which it does not. All must be entailed.
 */
export function reasonsFor(
  { objects, relations }: { readonly objects: readonly string[]; readonly relations: readonly Relation[] },
  places: readonly number[],
  direction: Direction,
  reference: number,
): string[] {
  const entailed = entail(objects.length, relations)!;
  return places.flatMap((place) => {
    const isWanted = (axis: Axis): boolean =>
      (entailed[axis][place]![reference] === 1) === direction.includes(axis);
    const against = AXES.filter((axis) => entailed[axis][place]![reference] !== 0 && !isWanted(axis));
    return (against.length > 0 ? against.slice(0, 1) : AXES).map((axis) => {
      const isBeyond = entailed[axis][place]![reference] === 1;
      const [far, near] = isBeyond ? [place, reference] : [reference, place];
      const chain = chainOf(objects.length, relations, axis, far, near);
      const names = (isBeyond ? chain : chain.toReversed()).map((object) => objects[object]!);
      const side = isBeyond ? axis : OPPOSITE[axis];
      return `${names[0]!} is ${names
        .slice(1)
        .map((name) => `${side} of ${name}`)
        .join(', which is ')}.`;
    });
  });
}

/** The shortest chain of stated relations from an object to one that it lies beyond. */
function chainOf(
  count: number,
  relations: readonly Relation[],
  axis: Axis,
  from: number,
  to: number,
): number[] {
  const nearer = Array.from({ length: count }, (): number[] => []);
  for (const [object, direction, reference] of relations) {
    if (direction.includes(axis)) nearer[object]!.push(reference);
    else nearer[reference]!.push(object);
  }
  const chains = [[from]];
  const seen = new Set([from]);
  for (const chain of chains) {
    if (chain.at(-1) === to) return chain;
    for (const next of nearer[chain.at(-1)!]!) {
      if (seen.has(next)) continue;
      seen.add(next);
      chains.push([...chain, next]);
    }
  }
  throw new Error('the relations do not entail the chain');
}
