import { FUNCTIONS } from './function-names.ts';
import { ALIASES } from './latex-aliases.ts';
import type { Scanner } from './scanner.ts';
import { emitName, isAsciiLetter } from './scanner.ts';
import { isBareUnit } from './units.ts';
import { SEPARATOR_WORDS, WORD_COMMANDS } from './words.ts';

/** Reads a run of letters: a known name, a unit, a word, or letters that multiply. */
export function readLetters(scanner: Scanner): void {
  const match = /[A-Za-z]+|(?:(?![A-Za-z])\p{L})+/uy;
  match.lastIndex = scanner.at;
  const run = match.exec(scanner.source)?.[0] ?? scanner.source[scanner.at] ?? '';
  scanner.at += run.length;
  emitRun(scanner, run);
}

function emitRun(scanner: Scanner, run: string): void {
  const previous = scanner.tokens.at(-1);
  const afterValue =
    previous !== undefined &&
    (previous.kind === 'number' || previous.text === ')' || previous.text === '}' || previous.text === '\\}');
  if (run.length === 1 && (isAsciiLetter(run) || !isWordScript(run))) return scanner.push('letter', run);
  const lower = run.toLowerCase();
  if (SEPARATOR_WORDS.has(run) && !isAsciiLetter(run[0])) return scanner.push('sign', ' and ');
  if (lower === 'and' || lower === 'or') return scanner.push('sign', ' and ');
  if (run === 'cup' && (previous?.kind === 'number' || previous?.text === 'a'))
    return scanner.push('text', run);
  const command = WORD_COMMANDS.get(run) ?? WORD_COMMANDS.get(lower);
  if (command) return emitName(scanner, ALIASES.get(command) ?? command);
  if (afterValue && isBareUnit(run) && !/^\s*[({\\]/.test(scanner.source.slice(scanner.at, scanner.at + 8)))
    return scanner.push('text', run);
  if (FUNCTIONS.has(run)) return scanner.push('command', run);
  if (afterValue && isBareUnit(run)) return scanner.push('text', run);
  if (!isAsciiLetter(run[0])) return scanner.push('text', run);
  if (scanner.options.words && isWord(run)) return scanner.push('text', run);
  splitRun(scanner, run);
}

// Letters multiply, except where a known name begins.
function splitRun(scanner: Scanner, run: string): void {
  let at = 0;
  while (at < run.length) {
    const name = KNOWN_NAMES.find((candidate) => run.startsWith(candidate, at));
    if (name && (at === 0 || name.length > 2 || name === 'pi')) {
      scanner.push('command', WORD_COMMANDS.get(name) ?? name);
      at += name.length;
    } else scanner.push('letter', run[at++] ?? '');
  }
}

const KNOWN_NAMES: readonly string[] = [
  ...[...FUNCTIONS.keys()].filter((name) => name.length > 2 || name === 'ln'),
  'pi',
  'theta',
  'alpha',
  'beta',
  'lambda',
  'infty',
]
  .filter(
    (name) =>
      ![
        'max',
        'min',
        'det',
        'dim',
        'arg',
        'mod',
        'sign',
        'rank',
        'Arg',
        'frac',
        'ceil',
        'erf',
        'cis',
        'hcf',
      ].includes(name),
  )
  .sort((a, b) => b.length - a.length);

// A run of letters that reads as a word: long enough and with a vowel.
function isWord(run: string): boolean {
  return run.length >= 4
    ? /[aeiouy]/i.test(run.slice(1)) && !/[A-Z]/.test(run.slice(1))
    : /^(yes|no|not|nor|but|of|per|was|has|the|is|for|all|any|odd|even|true|none|if|are|to|of|no|No|be|by|at|on|with|than|dne|DNE)$/i.test(
        run,
      );
}

// Scripts whose letters never name variables.
function isWordScript(run: string): boolean {
  return /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Thai}]/u.test(
    run,
  );
}
