import { LIMITS, LimitError, SyntaxFault } from '../limits.ts';
import { toLatexSpelling } from './unicode.ts';
import { isBareUnit } from './units.ts';
import {
  ALIASES,
  FUNCTIONS,
  LAYOUT,
  ROMAN_COMMANDS,
  SEPARATOR_WORDS,
  TEXT_COMMANDS,
  WORD_COMMANDS,
} from './words.ts';

/** What a token is; `sign` covers operators, brackets and separators. */
export type TokenKind = 'number' | 'letter' | 'command' | 'sign' | 'text' | 'end';

/** One lexical unit of an answer. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Whether white space stands before it. */
  readonly spaced: boolean;
}

/** How ambiguous spellings are read. */
export interface LexerOptions {
  /** Read `1,234` as one number (outside brackets). */
  readonly thousands: boolean;
  /** Read `1,5` as one and a half. */
  readonly decimalComma: boolean;
  /** Read long runs of letters as words rather than products. */
  readonly words: boolean;
}

const END: Token = { kind: 'end', text: '', spaced: false };
const DIGIT = /[0-9]/;
const LETTER = /\p{L}/u;

/** Splits an answer into tokens, in one pass. */
export function tokenize(source: string, options: LexerOptions): Token[] {
  return new Lexer(toLatexSpelling(source), options).run();
}

class Lexer {
  private readonly source: string;
  private readonly options: LexerOptions;
  private readonly tokens: Token[] = [];
  private at = 0;
  private spaced = false;
  private commands = 0;
  private brackets: string[] = [];

  constructor(source: string, options: LexerOptions) {
    this.source = source.length > LIMITS.answerChars ? fail('the answer is too long') : source;
    this.options = options;
  }

  run(): Token[] {
    while (this.at < this.source.length) this.step();
    this.tokens.push(END);
    return this.tokens;
  }

  private step(): void {
    const character = this.source[this.at] ?? '';
    if (character <= ' ' || character === '~') {
      this.spaced ||= character > '\u0002';
      this.at += 1;
    } else if (character === '\\') this.readCommand();
    else if (isDigit(character) || (character === '.' && isDigit(this.source[this.at + 1])))
      this.readNumber();
    else if (isAsciiLetter(character) || LETTER.test(character)) this.readLetters();
    else this.readSign(character);
  }

  private push(kind: TokenKind, text: string): void {
    if (this.tokens.length >= LIMITS.tokens) fail('the answer has too many parts');
    this.tokens.push({ kind, text, spaced: this.spaced });
    this.spaced = false;
    if (kind === 'sign') this.trackBracket(text);
  }

  private trackBracket(text: string): void {
    if (text === '(' || text === '[' || text === '\\{' || text === '{') this.brackets.push(text);
    else if (text === ')' || text === ']' || text === '\\}' || text === '}') this.brackets.pop();
  }

  private readCommand(): void {
    if (++this.commands > LIMITS.commands) fail('the answer has too many commands');
    const match = /\\([A-Za-z]+\*?|[^A-Za-z])/y;
    match.lastIndex = this.at;
    const name = match.exec(this.source)?.[1];
    if (name === undefined) {
      this.at += 1;
      return;
    }
    this.at += name.length + 1;
    this.emitCommand(name);
  }

  private emitCommand(name: string): void {
    if (name === 'left' || name === 'right' || name === 'mleft' || name === 'mright')
      return this.readDelimiter(name);
    if (LAYOUT.has(name)) {
      this.spaced = true;
      return;
    }
    if (name === 'not' && /^\s*=/.test(this.source.slice(this.at, this.at + 4))) {
      this.at = this.source.indexOf('=', this.at) + 1;
      return this.push('sign', '!=');
    }
    if (TEXT_COMMANDS.has(name)) return this.emitText(this.readBraces());
    if (ROMAN_COMMANDS.has(name)) return this.emitRoman(name, this.readBraces());
    if (
      name === 'hspace' ||
      name === 'vspace' ||
      name === 'hskip' ||
      name === 'label' ||
      name === 'tag' ||
      name === 'color' ||
      name === 'textcolor'
    ) {
      this.readBraces();
      return;
    }
    if (name === 'char') return this.readCharacterCode();
    this.emitName(ALIASES.get(name) ?? name);
  }

  private readCharacterCode(): void {
    const match = /"([0-9A-Fa-f]{1,6})|([0-9]{1,7})/y;
    match.lastIndex = this.at;
    const found = match.exec(this.source);
    if (!found) return;
    this.at += found[0].length;
    const code = found[1] ? Number.parseInt(found[1], 16) : Number(found[2]);
    if (code === 0x190) this.push('command', 'epsilon');
    else if (code < 0x11_0000) this.push('letter', String.fromCodePoint(code));
  }

  // Brackets after \left and \right may lack a backslash or be an empty dot.
  private readDelimiter(name: string): void {
    while (this.source[this.at] === ' ') this.at += 1;
    const character = this.source[this.at];
    if (character === '.') this.at += 1;
    else if (character === '{' || character === '}') {
      this.at += 1;
      this.push('sign', `\\${character}`);
    } else if (character === '|') {
      this.at += 1;
      this.push('sign', name.endsWith('left') ? '|(' : '|)');
    } else if (/^\\(?:[lr]?vert|\|)/.test(this.source.slice(this.at, this.at + 7))) {
      this.at += /^\\(?:[lr]?vert|\|)/.exec(this.source.slice(this.at, this.at + 7))?.[0].length ?? 0;
      this.push('sign', name.endsWith('left') ? '|(' : '|)');
    }
  }

  private emitName(name: string): void {
    if (name === 'and' || name === 'or') this.push('sign', ' and ');
    else if (name === 'e' || name === 'i' || name === 'j' || name === 'T') this.push('letter', name);
    else if (/^su[bp]set(?:eq)?$/.test(name)) this.push('sign', name);
    else if (/^[A-Za-z]/.test(name)) this.push('command', name);
    else this.push('sign', name);
  }

  private readBraces(): string {
    let from = this.at;
    while (this.source[from] === ' ' || this.source[from] === '*') from += 1;
    if (this.source[from] !== '{') {
      this.at = from + 1;
      return this.source[from] ?? '';
    }
    let depth = 0;
    for (let end = from; end < this.source.length; end++) {
      const character = this.source[end];
      if (character === '\\') end += 1;
      else if (character === '{') depth += 1;
      else if (character === '}' && --depth === 0) {
        this.at = end + 1;
        return this.source.slice(from + 1, end);
      }
    }
    this.at = this.source.length;
    return this.source.slice(from + 1);
  }

  private emitText(content: string): void {
    const words = content
      .replace(/\\(?:left|right)\b/g, '')
      .replace(/\\[ ,;!]|~|\$/g, ' ')
      .trim();
    const bare = words.toLowerCase().replace(/^[\s,;:]+|[\s,;:]+$/g, '');
    if (words === '' || bare === '')
      return words.includes(',') ? this.push('sign', ',') : void (this.spaced = true);
    if (SEPARATOR_WORDS.has(bare) && !(bare.length === 1 && /^[a-z]$/.test(words)))
      return this.push('sign', ' and ');
    if (FUNCTIONS.has(words) && !(this.followsValue() && isBareUnit(words)))
      return this.push('command', words);
    if (/^[A-Za-z]$/.test(words)) return this.push(this.isUnitLetter(words) ? 'text' : 'letter', words);
    if (/^(percent|pct|percentage|per cent|\\?%)$/.test(bare)) return this.push('command', 'percent');
    if (/^(degrees?|deg|°)\.?$/.test(bare)) return this.push('command', 'degree');
    if (/^[-+]?[0-9][0-9,.]*$/.test(words)) return this.inline(words);
    this.push('text', words);
  }

  // A lone letter in \text after a number is a unit when it is one.
  private isUnitLetter(letter: string): boolean {
    return this.followsValue() && /^[msghlLNJWVAKCF]$/.test(letter);
  }

  private followsValue(): boolean {
    const previous = this.tokens.at(-1);
    return (
      previous !== undefined && (previous.kind === 'number' || previous.text === '}' || previous.text === ')')
    );
  }

  private inline(text: string): void {
    for (const token of tokenize(text, this.options))
      if (token.kind !== 'end') this.push(token.kind, token.text);
  }

  private emitRoman(command: string, content: string): void {
    const name = content.replace(/\\[ ,;!]|[~\s]/g, '');
    if ((command === 'mathbb' || command === 'mathbf') && /^[RZNQC]$/.test(name))
      return this.push('command', `set:${name}`);
    if (/^[A-Za-z]$/.test(name))
      return /^[~\\\s]/.test(content) ? this.push('text', name) : this.push('letter', name);
    if (FUNCTIONS.has(name)) return this.push('command', name);
    if (WORD_COMMANDS.has(name))
      return this.emitName(ALIASES.get(WORD_COMMANDS.get(name) ?? '') ?? WORD_COMMANDS.get(name) ?? '');
    if (/^[A-Za-z\s/.^0-9{}~\\,-]+$/.test(content) && /[A-Za-z]{2}/.test(content))
      return this.emitText(content.replace(/~/g, ' '));
    this.inline(content);
  }

  private readNumber(): void {
    let text = this.readDigits();
    if (
      this.source[this.at] === '.' &&
      !/^\.\.|^\.\s*$/.test(this.source.slice(this.at, this.at + 3)) &&
      (isDigit(this.source[this.at + 1]) || text !== '')
    ) {
      this.at += 1;
      text += `.${this.plainDigits()}`;
    }
    const exponent = /^(?:E[+-]?|e[+-]?)[0-9]{1,6}(?![0-9.])/.exec(
      this.source.slice(this.at, this.at + 10),
    )?.[0];
    if (exponent) {
      this.at += exponent.length;
      text += exponent.toLowerCase();
    }
    if (text.length > LIMITS.digits) fail('a number has too many digits');
    this.push('number', text);
  }

  private plainDigits(): string {
    const from = this.at;
    while (isDigit(this.source[this.at])) this.at += 1;
    return this.source.slice(from, this.at);
  }

  private readDigits(): string {
    let text = this.plainDigits();
    if (/^[1-9]\d{0,2}$/.test(text)) {
      const pattern = this.groupPattern();
      let group = pattern.exec(this.source.slice(this.at, this.at + 24));
      while (group) {
        this.at += group[0].length;
        text += group[1] ?? '';
        group = pattern.exec(this.source.slice(this.at, this.at + 24));
      }
    }
    return this.readDecimalComma(text);
  }

  private readDecimalComma(text: string): string {
    const decimals =
      this.options.decimalComma && /^(?:\{,\}|,)([0-9]+)/.exec(this.source.slice(this.at, this.at + 40));
    if (!decimals) return text;
    this.at += decimals[0].length;
    return `${text}.${decimals[1]}`;
  }

  // A group of exactly three digits, joined by a comma or a thin space.
  private groupPattern(): RegExp {
    if (this.options.decimalComma) return /^(?:\\[,;: ]|\s|\.)(\d{3})(?!\d)/;
    const comma = this.options.thousands && this.commaJoins() ? '|,' : '';
    return new RegExp(`^(?:\\{,\\s?\\}|,?\\\\[,;: !]\\s{0,4}|[ ~]${comma})(\\d{3})(?!\\d)`);
  }

  // Inside brackets a comma separates, unless the bracket also holds a spaced comma.
  private commaJoins(): boolean {
    const open = this.brackets.at(-1);
    if (open === undefined || open === '{') return true;
    const rest = this.source.slice(this.at, this.at + 400);
    const end = rest.search(/[)\]}]/);
    const before = this.source.slice(Math.max(0, this.at - 400), this.at);
    const inside = before.slice(before.search(/[([{][^([{]*$/)) + (end < 0 ? rest : rest.slice(0, end));
    return /,\s|,\\/.test(inside) && /\d,\d{3}/.test(inside);
  }

  private readLetters(): void {
    const match = /[A-Za-z]+|\p{L}+/uy;
    match.lastIndex = this.at;
    const run = match.exec(this.source)?.[0] ?? this.source[this.at] ?? '';
    this.at += run.length;
    this.emitRun(run);
  }

  private emitRun(run: string): void {
    const previous = this.tokens.at(-1);
    const afterValue =
      previous !== undefined &&
      (previous.kind === 'number' ||
        previous.text === ')' ||
        previous.text === '}' ||
        previous.text === '\\}');
    if (run.length === 1 && (isAsciiLetter(run) || !isWordScript(run))) return this.push('letter', run);
    const lower = run.toLowerCase();
    if (lower === 'and' || lower === 'or') return this.push('sign', ' and ');
    const command = WORD_COMMANDS.get(run) ?? WORD_COMMANDS.get(lower);
    if (command) return this.emitName(ALIASES.get(command) ?? command);
    if (afterValue && isBareUnit(run) && !/^\s*[({\\]/.test(this.source.slice(this.at, this.at + 8)))
      return this.push('text', run);
    if (FUNCTIONS.has(run)) return this.push('command', run);
    if (afterValue && isBareUnit(run)) return this.push('text', run);
    if (!isAsciiLetter(run[0])) return this.push('text', run);
    if (this.options.words && isWord(run)) return this.push('text', run);
    this.splitRun(run);
  }

  // Letters multiply, except where a known name begins.
  private splitRun(run: string): void {
    let at = 0;
    while (at < run.length) {
      const name = KNOWN_NAMES.find((candidate) => run.startsWith(candidate, at));
      if (name && (at === 0 || name.length > 2 || name === 'pi')) {
        this.push('command', WORD_COMMANDS.get(name) ?? name);
        at += name.length;
      } else this.push('letter', run[at++] ?? '');
    }
  }

  private readSign(character: string): void {
    if (this.source.startsWith('...', this.at)) {
      this.at += 3;
      return this.push('command', 'ldots');
    }
    const pair = this.source.slice(this.at, this.at + 2);
    const long = PAIRS.get(pair);
    if (long !== undefined) {
      this.at += 2;
      this.push('sign', long);
      return;
    }
    this.at += 1;
    if (character === '%') this.push('command', 'percent');
    else if (character === '$') this.push('command', 'currency');
    else if (character !== '"' && character !== '`') this.push('sign', character);
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

// A run of letters that reads as a word: long enough and with a vowel.
function isWord(run: string): boolean {
  return run.length >= 4
    ? /[aeiouy]/i.test(run.slice(1)) && !/[A-Z]/.test(run.slice(1))
    : /^(yes|no|not|the|is|for|all|any|odd|even|true|none|if|are|to|of|no|No|be|by|at|on|with|than|dne|DNE)$/i.test(
        run,
      );
}

// Scripts whose letters never name variables.
function isWordScript(run: string): boolean {
  return /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Thai}]/u.test(
    run,
  );
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && DIGIT.test(character);
}

function isAsciiLetter(character: string | undefined): boolean {
  return character !== undefined && /[A-Za-z]/.test(character);
}

function fail(message: string): never {
  throw new LimitError(message);
}

/** Raises a syntax fault. */
export function fault(message: string): never {
  throw new SyntaxFault(message);
}
