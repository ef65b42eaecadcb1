import { aboveOf, TABLE, type Problem } from './blocks.ts';

/**
 * The exact form of a problem up to the names of its blocks and the order of its stacks. Each block has at most
 * one neighbour below and above it, at the start and in the goal, so a walk along these four from any block
 * numbers all that hang together with it; the least of the walks' texts stands for such a part, and the sorted
 * texts of the parts for the whole.
 */
export function canonicalForm({ initial, goal }: Problem): string {
  const links = [initial, aboveOf(initial), goal, aboveOf(goal)];
  const least = new Map<string, string>();
  for (let start = 0; start < initial.length; start++) {
    const { members, text } = walkFrom(start, links);
    const known = least.get(members);
    if (known === undefined || text < known) least.set(members, text);
  }
  return [...least.values()].sort().join('|');
}

function walkFrom(start: number, links: readonly (readonly number[])[]): { members: string; text: string } {
  const numbers = new Map([[start, 0]]);
  const order = [start];
  let text = '';
  for (const block of order) {
    for (const link of links) {
      const next = link[block]!;
      if (next !== TABLE && !numbers.has(next)) {
        numbers.set(next, order.length);
        order.push(next);
      }
      text += next === TABLE ? '.' : numbers.get(next)!.toString(36);
    }
  }
  return { members: order.toSorted((a, b) => a - b).join(), text };
}
