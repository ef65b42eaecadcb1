import {
  choiceLetter,
  randomStream,
  writeChoices,
  type RandomStream,
  type WrittenProblem,
} from '@touchstone-rl/core';
import { truthOf } from './answer.ts';
import { canonicalForm } from './canonical.ts';
import { reasonsFor } from './demonstrate.ts';
import type { SpatialMap } from './draw.ts';
import { COUNTS, OTHER_OBJECTS, sortOthers } from './questions.ts';
import { DIRECTIONS, entail, type Direction, type Entailed, type Relation } from './relations.ts';

/** The form that decides a map's split, whatever is asked of it. */
export function formOf({ objects, relations }: SpatialMap): string {
  return canonicalForm(entail(objects.length, relations)!);
}

/** The problem as a seed shows it: the map, one question, four choices of which one is right. */
export function writeMap(map: SpatialMap): WrittenProblem {
  const { objects, relations, asked } = map;
  const { answer, ...asking } = asked;
  const random = randomStream(0, 'spatial-map/choices', formOf(map), JSON.stringify(asked));
  const choices = choicesOf(random, map, entail(objects.length, relations)!);
  const right = asked.question === 'object' ? objects[Number(answer)]! : answer;
  const gold = choiceLetter(choices.indexOf(right));
  return {
    prompt: [
      'These places lie on a map, no two of them level with each other in any direction.',
      'Northeast of a place means farther north and farther east than it, by any distance; so with the others.',
      '',
      tell(objects, relations),
      '',
      questionText(map),
      '',
      'Available options:',
      writeChoices(choices),
      '',
      'Think first. Then end with the line',
      'Final Answer: <single letter of your choice>',
    ].join('\n'),
    gold,
    demonstration: `<think>\n${thoughtOf(map, choices)}\n</think>\nFinal Answer: ${gold}`,
    meta: { difficulty: objects.length, objects, relations, asking, choices },
  };
}

/** Why each place that matters lies where it does, and what follows for the question. */
function thoughtOf({ objects, relations, asked }: SpatialMap, choices: readonly string[]): string {
  const { answer, ...asking } = asked;
  const truth = truthOf({ objects, relations, asking, choices }) as { sentence: string };
  const indices = Array.from(objects.keys());
  const [places, direction] =
    asked.question === 'direction'
      ? [[asked.object], answer as Direction]
      : [
          indices.filter((object) =>
            asked.question === 'object' ? choices.includes(objects[object]!) : object !== asked.reference,
          ),
          asked.direction,
        ];
  const reasons = reasonsFor({ objects, relations }, places, direction, asked.reference);
  return [...reasons, `So ${truth.sentence}.`].join('\n');
}

/** The map in sentences, an object at a time. */
function tell(objects: readonly string[], relations: readonly Relation[]): string {
  const sentences = objects.map((name, object) => {
    const own = relations.filter(([each]) => each === object);
    if (own.length === 0) return `${name} is on the map.`;
    const places = own.map(([, direction, reference]) => `${direction} of ${objects[reference]!}`);
    return `${name} is ${listed(places)}.`;
  });
  return sentences.join('\n');
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)!}`;
}

function questionText({ objects, asked }: SpatialMap): string {
  const reference = objects[asked.reference]!;
  switch (asked.question) {
    case 'direction':
      return `In which direction of ${reference} does ${objects[asked.object]!} lie?`;
    case 'object':
      return `Which of these places lies ${asked.direction} of ${reference}?`;
    case 'count':
      return `How many places lie ${asked.direction} of ${reference}?`;
  }
}

function choicesOf(random: RandomStream, { objects, asked }: SpatialMap, entailed: Entailed): string[] {
  if (asked.question === 'direction') return random.shuffle(DIRECTIONS);
  if (asked.question === 'count') return random.shuffle(COUNTS);
  const { outside } = sortOthers(entailed, objects.length, asked);
  const offered = [Number(asked.answer), ...random.shuffle(outside).slice(0, OTHER_OBJECTS)];
  return random.shuffle(offered.map((object) => objects[object]!));
}
