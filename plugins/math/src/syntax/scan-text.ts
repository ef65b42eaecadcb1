import { FUNCTIONS } from './function-names.ts';
import { ALIASES } from './latex-aliases.ts';
import type { Scanner } from './scanner.ts';
import { emitName } from './scanner.ts';
import { isBareUnit } from './units.ts';
import { SEPARATOR_WORDS, WORD_COMMANDS } from './words.ts';

/** What stands in `\text{}`: a separator, a name, a unit, a number or words. */
export function emitText(scanner: Scanner, content: string): void {
  const words = content
    .replace(/\\(?:left|right)\b/g, '')
    .replace(/\\[ ,;!]|~|\$/g, ' ')
    .trim();
  const bare = words.toLowerCase().replace(/^[\s,;:]+|[\s,;:]+$/g, '');
  if (words === '' || bare === '')
    return words.includes(',') ? scanner.push('sign', ',') : void (scanner.spaced = true);
  if (SEPARATOR_WORDS.has(bare) && !(bare.length === 1 && /^[a-z]$/.test(words)))
    return scanner.push('sign', ' and ');
  if (FUNCTIONS.has(words) && !(followsValue(scanner) && isBareUnit(words)))
    return scanner.push('command', words);
  if (/^[A-Za-z]$/.test(words)) return scanner.push(isUnitLetter(scanner, words) ? 'text' : 'letter', words);
  if (/^(percent|pct|percentage|per cent|\\?%)$/.test(bare)) return scanner.push('command', 'percent');
  if (/^(degrees?|deg|°)\.?$/.test(bare)) return scanner.push('command', 'degree');
  if (/^[-+]?[0-9][0-9,.]*$/.test(words) || LISTED.test(words)) return scanner.inline(words);
  scanner.push('text', words);
}

// A lone letter in \text after a number is a unit when it is one.
function isUnitLetter(scanner: Scanner, letter: string): boolean {
  return followsValue(scanner) && /^[msghlLNJWVAKCF]$/.test(letter);
}

function followsValue(scanner: Scanner): boolean {
  const previous = scanner.tokens.at(-1);
  return (
    previous !== undefined && (previous.kind === 'number' || previous.text === '}' || previous.text === ')')
  );
}

/** What stands in `\mathrm{}` and its kin: a set, a letter, a name, words or a formula. */
export function emitRoman(scanner: Scanner, command: string, content: string): void {
  const name = content.replace(/\\[ ,;!]|[~\s]/g, '');
  if ((command === 'mathbb' || command === 'mathbf') && /^[RZNQC]$/.test(name))
    return scanner.push('command', `set:${name}`);
  if (/^[A-Za-z]$/.test(name))
    return /^[~\\\s]/.test(content) ? scanner.push('text', name) : scanner.push('letter', name);
  if (FUNCTIONS.has(name)) return scanner.push('command', name);
  if (WORD_COMMANDS.has(name))
    return emitName(scanner, ALIASES.get(WORD_COMMANDS.get(name) ?? '') ?? WORD_COMMANDS.get(name) ?? '');
  if (/^[A-Za-z\s/.^0-9{}~\\,-]+$/.test(content) && /[A-Za-z]{2}/.test(content))
    return emitText(scanner, content.replace(/~/g, ' '));
  scanner.inline(content);
}

// Numbers in words only by their "and": \text{8 and 15}.
const LISTED = /^[-+]?[0-9.]{1,12}(?:(?:,|,? and|,? or) [-+]?[0-9.]{1,12}){1,12}$/;
