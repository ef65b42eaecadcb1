/**
 * The letter of a choice: A is the first.
 *
 * @example
 * choiceLetter(0); // 'A'
 * choiceLetter(3); // 'D'
 */
export function choiceLetter(index: number): string {
  return String.fromCharCode(65 + index);
}

/**
 * The lines of a prompt that offer choices: `A. north`.
 *
 * @example
 * writeChoices(['left', 'right']); // 'A. left\nB. right'
 */
export function writeChoices(choices: readonly string[]): string {
  return choices.map((choice, i) => `${choiceLetter(i)}. ${choice}`).join('\n');
}

/**
 * Reads an answer to a question with lettered choices. It must be one letter, alone (`B`, `(b)`, `B.`) or with
 * the text of its own choice (`B. north`); a letter beside anything else, and a text without its letter, is a
 * problem. So an answer is never right because the gold's text happens to occur in it.
 *
 * @example
 * readChoice('B', ['1', '10']); // { index: 1 }
 * readChoice('10', ['1', '10']); // { problem: '"10" is the text of choice B, not its letter' }
 */
export function readChoice(
  answer: string,
  choices: readonly string[],
): { readonly index: number } | { readonly problem: string } {
  const text = answer.replace(/\\(?:text|textbf|mathrm|mathbf)\b|[{}$*]/g, '').trim();
  const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
  const last = choiceLetter(choices.length - 1);
  const same = choices.findIndex((choice) => plain(choice) === plain(text));
  const [, letter, rest] = /^[([]?([A-Za-z])(?:[)\].:]+\s*|\s+|$)([\s\S]*)$/.exec(text) ?? [];
  if (letter === undefined || rest === undefined) {
    return same === -1
      ? { problem: `${shown} is not a letter from A to ${last}` }
      : { problem: `${shown} is the text of choice ${choiceLetter(same)}, not its letter` };
  }
  const index = letter.toUpperCase().charCodeAt(0) - 65;
  const own = choices[index];
  if (own === undefined) return { problem: `there is no choice ${letter}: they are A to ${last}` };
  if (rest === '' || plain(rest) === plain(own)) return { index };
  const other = choices.findIndex((choice) => plain(choice) === plain(rest));
  return other === -1
    ? { problem: `${shown} is more than the letter of one choice` }
    : { problem: `${shown} names choice ${letter} with the text of choice ${choiceLetter(other)}` };
}

/** Without case, runs of white space, and full stops at the end. */
function plain(text: string): string {
  let end = text.length;
  while (end > 0 && '. \t\n\r'.includes(text[end - 1]!)) end--;
  return text.slice(0, end).replace(/\s+/g, ' ').toLowerCase();
}
