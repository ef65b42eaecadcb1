/**
 * An answer as it was read: values of the variables, the claim that there are none, or why it cannot be read.
 *
 * @example
 * const answer: SatAnswer = { kind: 'values', values: [true, false, true] };
 */
export type SatAnswer =
  | { readonly kind: 'values'; readonly values: readonly boolean[] }
  | { readonly kind: 'unsatisfiable' }
  | { readonly kind: 'unreadable'; readonly problem: string };

const UNSATISFIABLE = new Set(['unsatisfiable', 'unsat', 'none', '-']);
const VALUES: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
]);

/**
 * Reads `True, False, True`, also as `{'Solution': '...'}`, as `1, 0, 1` or `101`, as letters (`aBc`: a
 * capital is false), or `Unsatisfiable`. Anything else is unreadable; nothing is guessed.
 *
 * @example
 * readAnswer('True, False, True', 3); // { kind: 'values', values: [true, false, true] }
 * readAnswer('True, maybe', 2); // { kind: 'unreadable', problem: 'value 2 is "maybe", neither True nor False' }
 */
export function readAnswer(text: string, variables: number): SatAnswer {
  const value = bare(solutionOf(text));
  if (UNSATISFIABLE.has(value.toLowerCase())) return { kind: 'unsatisfiable' };
  const letters = readLetters(value, variables);
  if (letters) return { kind: 'values', values: letters };
  const tokens = /^[01]{2,}$/.test(value) ? [...value] : value.split(/[\s,]+/).filter(Boolean);
  const odd = tokens.findIndex((token) => !VALUES.has(token.toLowerCase()));
  if (odd !== -1) {
    const shown = tokens[odd]!.length > 20 ? `${tokens[odd]!.slice(0, 20)}...` : tokens[odd]!;
    return unreadable(`value ${odd + 1} is "${shown}", neither True nor False`);
  }
  if (tokens.length !== variables) {
    return unreadable(`${tokens.length} value${tokens.length === 1 ? '' : 's'} for ${variables} variables`);
  }
  return { kind: 'values', values: tokens.map((token) => VALUES.get(token.toLowerCase())!) };
}

/** The canonical spelling of an answer. */
export function spell(answer: Exclude<SatAnswer, { kind: 'unreadable' }>): string {
  if (answer.kind === 'unsatisfiable') return 'Unsatisfiable';
  return answer.values.map((value) => (value ? 'True' : 'False')).join(', ');
}

/** The value of `{'Solution': value}`, or the text itself. */
function solutionOf(text: string): string {
  const given = text.trim();
  if (!given.startsWith('{') || !given.endsWith('}')) return given;
  const colon = given.indexOf(':');
  const isSolution = bare(given.slice(1, Math.max(colon, 1))).toLowerCase() === 'solution';
  return isSolution ? given.slice(colon + 1, -1) : given;
}

function bare(text: string): string {
  const trimmed = text.trim();
  const pair = trimmed.length > 1 ? trimmed[0]! + trimmed.at(-1)! : '';
  return ["''", '""', '[]', '()'].includes(pair) ? bare(trimmed.slice(1, -1)) : trimmed;
}

function readLetters(text: string, variables: number): boolean[] | undefined {
  if (text.length !== variables) return undefined;
  const values = [...text].map((character, i) => {
    const name = String.fromCharCode(97 + i);
    return character === name ? true : character === name.toUpperCase() ? false : undefined;
  });
  return values.includes(undefined) ? undefined : (values as boolean[]);
}

function unreadable(problem: string): SatAnswer {
  return { kind: 'unreadable', problem };
}
