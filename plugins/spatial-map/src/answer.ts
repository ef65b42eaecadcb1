import { sortOthers, type Asking } from './questions.ts';
import { directionOf, entail, type Relation } from './relations.ts';

/** A map as a row's `meta` holds it, with its question and choices. */
export interface ToldMap {
  readonly objects: readonly string[];
  readonly relations: readonly Relation[];
  readonly asking: Asking;
  readonly choices: readonly string[];
}

/** The text of the right choice with a sentence that gives it, or why there is none. */
export type Truth = { readonly choice: string; readonly sentence: string } | { readonly problem: string };

/** Works out the answer from the relations, and checks that it is entailed and among the choices, once. */
export function truthOf({ objects, relations, asking, choices }: ToldMap): Truth {
  const entailed = entail(objects.length, relations);
  if (!entailed) return { problem: 'the relations contradict each other' };
  const reference = objects[asking.reference]!;
  if (asking.question === 'direction') {
    const direction = directionOf(entailed, asking.object, asking.reference);
    if (!direction) return { problem: 'the relations leave the direction open' };
    return among(choices, direction, `${objects[asking.object]!} lies ${direction} of ${reference}`);
  }
  const { inside, open } = sortOthers(entailed, objects.length, asking);
  const side = `${asking.direction} of ${reference}`;
  if (asking.question === 'count') {
    if (open.length > 0)
      return { problem: `the relations leave open whether ${objects[open[0]!]!} lies ${side}` };
    const names = inside.map((object) => objects[object]!).join(', ');
    const lie = inside.length === 1 ? '1 object lies' : `${inside.length} objects lie`;
    return among(choices, String(inside.length), `${lie} ${side}${names && ` (${names})`}`);
  }
  const openChoice = open.find((object) => choices.includes(objects[object]!));
  if (openChoice !== undefined) {
    return { problem: `the relations leave open whether ${objects[openChoice]!} lies ${side}` };
  }
  const right = inside.filter((object) => choices.includes(objects[object]!));
  if (right.length !== 1) return { problem: `${right.length} of the choices lie ${side}` };
  return among(choices, objects[right[0]!]!, `${objects[right[0]!]!} lies ${side}`);
}

function among(choices: readonly string[], choice: string, sentence: string): Truth {
  const times = choices.filter((each) => each === choice).length;
  return times === 1
    ? { choice, sentence }
    : { problem: `the answer, ${choice}, is ${times} times among the choices` };
}
