import { LIMITS } from '../limits.ts';
import { ALIASES } from './latex-aliases.ts';
import { LAYOUT, ROMAN_COMMANDS, TEXT_COMMANDS } from './latex-commands.ts';
import { readLetters } from './scan-letters.ts';
import { readNumber } from './scan-number.ts';
import { emitRoman, emitText } from './scan-text.ts';
import { Scanner, emitName, fail, isAsciiLetter, isDigit } from './scanner.ts';
import type { LexerOptions, Token } from './token.ts';
import { END } from './token.ts';
import { toLatexSpelling } from './unicode.ts';

const LETTER = /\p{L}/u;

/** Splits an answer into tokens, in one pass. */
export function tokenize(source: string, options: LexerOptions): Token[] {
  const scanner = new Scanner(toLatexSpelling(source), options, tokenize);
  while (scanner.at < scanner.source.length) step(scanner);
  scanner.tokens.push(END);
  return scanner.tokens;
}

function step(scanner: Scanner): void {
  const character = scanner.source[scanner.at] ?? '';
  if (character <= ' ' || character === '~') {
    scanner.spaced ||= character > '\u0002';
    scanner.at += 1;
  } else if (character === '\\') readCommand(scanner);
  else if (isDigit(character) || (character === '.' && isDigit(scanner.source[scanner.at + 1])))
    readNumber(scanner);
  else if (isAsciiLetter(character) || LETTER.test(character)) readLetters(scanner);
  else readSign(scanner, character);
}

function readCommand(scanner: Scanner): void {
  if (++scanner.commands > LIMITS.commands) fail('the answer has too many commands');
  const match = /\\([A-Za-z]+\*?|[^A-Za-z])/y;
  match.lastIndex = scanner.at;
  const name = match.exec(scanner.source)?.[1];
  if (name === undefined) {
    scanner.at += 1;
    return;
  }
  scanner.at += name.length + 1;
  emitCommand(scanner, name);
}

function emitCommand(scanner: Scanner, name: string): void {
  if (name === 'left' || name === 'right' || name === 'mleft' || name === 'mright')
    return readDelimiter(scanner, name);
  if (LAYOUT.has(name)) {
    scanner.spaced = true;
    return;
  }
  if (name === 'not' && /^\s*=/.test(scanner.source.slice(scanner.at, scanner.at + 4))) {
    scanner.at = scanner.source.indexOf('=', scanner.at) + 1;
    return scanner.push('sign', '!=');
  }
  if (TEXT_COMMANDS.has(name)) return emitText(scanner, scanner.readBraces());
  if (ROMAN_COMMANDS.has(name)) return emitRoman(scanner, name, scanner.readBraces());
  if (
    name === 'hspace' ||
    name === 'vspace' ||
    name === 'hskip' ||
    name === 'label' ||
    name === 'tag' ||
    name === 'color' ||
    name === 'textcolor'
  ) {
    scanner.readBraces();
    return;
  }
  if (name === 'char') return readCharacterCode(scanner);
  emitName(scanner, ALIASES.get(name) ?? name);
}

function readCharacterCode(scanner: Scanner): void {
  const match = /"([0-9A-Fa-f]{1,6})|([0-9]{1,7})/y;
  match.lastIndex = scanner.at;
  const found = match.exec(scanner.source);
  if (!found) return;
  scanner.at += found[0].length;
  const code = found[1] ? Number.parseInt(found[1], 16) : Number(found[2]);
  if (code === 0x190) scanner.push('command', 'epsilon');
  else if (code < 0x11_0000) scanner.push('letter', String.fromCodePoint(code));
}

// Brackets after \left and \right may lack a backslash or be an empty dot.
function readDelimiter(scanner: Scanner, name: string): void {
  while (scanner.source[scanner.at] === ' ') scanner.at += 1;
  const character = scanner.source[scanner.at];
  if (character === '.') scanner.at += 1;
  else if (character === '{' || character === '}') {
    scanner.at += 1;
    scanner.push('sign', `\\${character}`);
  } else if (character === '|') {
    scanner.at += 1;
    scanner.push('sign', name.endsWith('left') ? '|(' : '|)');
  } else if (/^\\(?:[lr]?vert|\|)/.test(scanner.source.slice(scanner.at, scanner.at + 7))) {
    scanner.at +=
      /^\\(?:[lr]?vert|\|)/.exec(scanner.source.slice(scanner.at, scanner.at + 7))?.[0].length ?? 0;
    scanner.push('sign', name.endsWith('left') ? '|(' : '|)');
  }
}

function readSign(scanner: Scanner, character: string): void {
  if (scanner.source.startsWith('...', scanner.at)) {
    scanner.at += 3;
    return scanner.push('command', 'ldots');
  }
  const pair = scanner.source.slice(scanner.at, scanner.at + 2);
  const long = PAIRS.get(pair);
  if (long !== undefined) {
    scanner.at += 2;
    scanner.push('sign', long);
    return;
  }
  scanner.at += 1;
  if (character === '%') scanner.push('command', 'percent');
  else if (character === '$') scanner.push('command', 'currency');
  else if (character !== '"' && character !== '`') scanner.push('sign', character);
}

const PAIRS: ReadonlyMap<string, string> = new Map([
  ['**', '^'],
  ['<=', '<='],
  ['>=', '>='],
  ['=<', '<='],
  ['!=', '!='],
  ['==', '='],
  [':=', '='],
  ['->', '->'],
  ['=>', 'implies'],
  ['≈=', '~'],
  ['||', '||'],
]);
