/**
 * The four moves of the hand.
 *
 * @example
 * const plan: Move[] = [
 *   { action: 'unstack', block: 'A', support: 'B' },
 *   { action: 'put-down', block: 'A' },
 * ];
 * faultOfPlan([['B', 'A']], [['B'], ['A']], plan); // undefined
 */
export type Move =
  | { readonly action: 'pick-up' | 'put-down'; readonly block: string }
  | { readonly action: 'stack' | 'unstack'; readonly block: string; readonly support: string };

/** `stack A B` */
export function writeMove(move: Move): string {
  return `${move.action} ${move.block}${'support' in move ? ` ${move.support}` : ''}`;
}

/**
 * Reads a plan: one move a line (or between semicolons), as `unstack A B`, `(unstack a b)`, `unstack(A, B)`,
 * `2. unstack A from B` or `pick up the block A`. Names are matched without case. Gives the reason where a
 * line is no move.
 *
 * @example
 * readPlan('1. pick up b', ['A', 'B']); // [{ action: 'pick-up', block: 'B' }]
 * readPlan('stack A', ['A', 'B']); // 'line 1, "stack A": stack takes 2 blocks, not 1'
 */
export function readPlan(text: string, names: readonly string[]): Move[] | string {
  const known = new Map(names.map((name) => [name.toLowerCase(), name]));
  const moves: Move[] = [];
  for (const line of text.split(/[\n;]/)) {
    if (line.trim() === '') continue;
    const move = readMove(line, known);
    if (typeof move === 'string') return `line ${moves.length + 1}, ${preview(line)}: ${move}`;
    moves.push(move);
  }
  return moves;
}

/** Words around names that say nothing more; a block may still have one of them as its name. */
const FILLERS = new Set(['the', 'block', 'from', 'on', 'onto', 'top', 'of', 'to', 'table']);

function readMove(line: string, known: ReadonlyMap<string, string>): Move | string {
  const plain = line
    .trim()
    .replace(/^(?:\d{1,4}[.):]|[-*])\s*/, '')
    .toLowerCase();
  const [, verb, rest] = /^\(?\s*(pick[-_ ]?up|put[-_ ]?down|unstack|stack)\b(.*)$/s.exec(plain) ?? [];
  if (verb === undefined || rest === undefined) {
    return 'not a move; there are pick-up X, put-down X, stack X Y and unstack X Y';
  }
  const action = verb.replace(/[-_ ]?(up|down)$/, '-$1') as Move['action'];
  const words = (rest.match(/[^\s(),.]+/g) ?? []).filter((word) => known.has(word) || !FILLERS.has(word));
  const unknown = words.find((word) => !known.has(word));
  if (unknown !== undefined) return `there is no block ${preview(unknown)}`;
  const [block, support] = words.map((word) => known.get(word)!);
  const wanted = action === 'stack' || action === 'unstack' ? 2 : 1;
  if (words.length !== wanted)
    return `${action} takes ${wanted === 1 ? '1 block' : '2 blocks'}, not ${words.length}`;
  return action === 'stack' || action === 'unstack'
    ? { action, block: block!, support: support! }
    : { action, block: block! };
}

function preview(text: string): string {
  const short = text.trim();
  return JSON.stringify(short.length > 60 ? `${short.slice(0, 60)}...` : short);
}
