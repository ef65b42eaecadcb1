import { LIMITS, LimitError } from '../limits.ts';
import type { Node, RelationSign } from '../tree/node.ts';
import {
  call,
  constant,
  integer,
  negative,
  number,
  power,
  product,
  quotient,
  sum,
  symbol,
  ungroup,
} from '../tree/node.ts';
import { rational } from '../tree/rational.ts';
import { BINDING } from './binding.ts';
import { parseCommand } from './commands.ts';
import { parseBars, parseBraces, parseGroup } from './groups.ts';
import type { Token } from './lexer.ts';
import { fault } from './lexer.ts';
import { decimalNode, parseNumber } from './numbers.ts';
import { parseLetter, parseSubscript } from './symbols.ts';
import { normaliseUnit } from './units.ts';

const RELATIONS: ReadonlyMap<string, RelationSign> = new Map([
  ['=', '='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['!=', '!='],
  ['~', '~'],
  ['==', '=='],
  ['->', '->'],
  ['in', 'in'],
]);

const REGIONS: ReadonlyMap<string, 'union' | 'intersection' | 'difference'> = new Map([
  ['cup', 'union'],
  ['cap', 'intersection'],
  ['setminus', 'difference'],
]);

const POSTFIX = new Set(['!', "'", 'percent', 'degree', 'currency']);

const CLOSERS = new Set([
  ')',
  ']',
  '}',
  '\\}',
  '|)',
  ',',
  ';',
  ' and ',
  '=',
  '<',
  '<=',
  '>',
  '>=',
  '!=',
  '~',
  '==',
  '->',
  ':',
  '+',
  '-',
  '*',
  '/',
  '^',
  '_',
  '!',
  "'",
  '&',
  '\\\\',
  '.',
  '?',
  'implies',
  'end',
]);
const CLOSING_COMMANDS = new Set([
  'cup',
  'cap',
  'setminus',
  'in',
  'mod',
  'pmod',
  'pm',
  'mp',
  'quad',
  'rfloor',
  'rceil',
  'rangle',
  'mid',
  'end',
  'choose',
  'over',
  'percent',
  'degree',
  'implies',
  'notin',
]);

/** A Pratt parser over the tokens of one answer. */
export class Parser {
  private readonly tokens: Token[];
  private at = 0;
  private depth = 0;
  private made = 0;
  private postfixes = 0;
  /** Open absolute-value bars in the current group. */
  bars = 0;
  /** Inside `]a, b[`, where `[` closes. */
  reversed = false;
  /** Inside a function argument written without brackets. */
  argument = false;
  /** Inside braces of a set: a bar or colon may separate a condition. */
  builder = false;
  /** Brackets that are open; at none, `]` begins an interval. */
  open = 0;
  /** Choices at ambiguous bars, replayed by {@link parse}. */
  readonly choices: boolean[];
  private choice = 0;
  /** Binds juxtaposed factors tighter than a slash: `1/2x` as `1/(2x)`. */
  readonly tightProducts: boolean;
  /** Whether a slash was followed by juxtaposed factors. */
  slashProduct = false;

  constructor(tokens: Token[], choices: boolean[] = [], tightProducts = false) {
    this.tokens = tokens;
    this.choices = choices;
    this.tightProducts = tightProducts;
  }

  /** Reads the whole input. */
  parseAll(): Node {
    const node = this.parseSequence();
    while (this.isSign('.') || this.isSign('?') || this.isSign(',') || this.isSign(';')) this.advance();
    if (this.peek().kind !== 'end') fault(`unexpected "${this.peek().text}"`);
    return node;
  }

  /** The choice at an ambiguous bar: `false` the first time, later what the search sets. */
  choose(): boolean {
    const index = this.choice++;
    if (index >= this.choices.length) this.choices.push(false);
    return this.choices[index] ?? false;
  }

  peek(offset = 0): Token {
    return this.tokens[Math.min(this.at + offset, this.tokens.length - 1)] as Token;
  }

  advance(): Token {
    const token = this.peek();
    if (this.at < this.tokens.length - 1) this.at += 1;
    return token;
  }

  /** Puts a changed token in the place of the current one. */
  replace(token: Token): void {
    this.tokens[this.at] = token;
  }

  get position(): number {
    return this.at;
  }

  /** Goes back to a place that {@link position} gave. */
  rewind(position: number): void {
    this.at = position;
  }

  isSign(text: string, offset = 0): boolean {
    const token = this.peek(offset);
    return token.kind === 'sign' && token.text === text;
  }

  isCommand(text: string, offset = 0): boolean {
    const token = this.peek(offset);
    return token.kind === 'command' && token.text === text;
  }

  expect(text: string): void {
    if (!this.isSign(text)) fault(`expected "${text}" and found "${this.peek().text}"`);
    this.advance();
  }

  /** Runs a nested production with the depth limit and fresh bracket state. */
  nested<T>(run: () => T): T {
    if (++this.depth > LIMITS.depth) throw new LimitError('the answer is nested too deeply');
    const saved = [this.bars, this.reversed, this.argument, this.builder] as const;
    this.bars = 0;
    this.reversed = false;
    this.argument = false;
    this.builder = false;
    const result = run();
    [this.bars, this.reversed, this.argument, this.builder] = saved;
    this.depth -= 1;
    return result;
  }

  /** Items separated by commas, semicolons, "and" or wide spaces. */
  parseSequence(): Node {
    const groups: Node[][] = [[]];
    let wide = false;
    for (;;) {
      this.skipSeparators(groups, () => (wide = true));
      if (this.ends()) break;
      groups.at(-1)?.push(this.parseExpression(0));
      if (!this.atSeparator()) break;
    }
    return assemble(
      groups.filter((group) => group.length > 0),
      wide,
    );
  }

  private ends(): boolean {
    const token = this.peek();
    if (token.text === ']' && this.open === 0) return false;
    return (
      token.kind === 'end' ||
      (token.kind === 'sign' &&
        (token.text === ')' ||
          token.text === ']' ||
          token.text === '}' ||
          token.text === '\\}' ||
          token.text === '&' ||
          token.text === '|)')) ||
      (this.reversed && token.text === '[') ||
      (token.kind === 'command' &&
        (token.text === 'rangle' ||
          token.text === 'rfloor' ||
          token.text === 'rceil' ||
          token.text === 'end'))
    );
  }

  private atSeparator(): boolean {
    return (
      this.isSign(',') ||
      this.isSign(';') ||
      this.isSign(' and ') ||
      this.isSign('\\\\') ||
      this.isCommand('quad') ||
      this.isSign('implies')
    );
  }

  private skipSeparators(groups: Node[][], onWide: () => void): void {
    for (; this.atSeparator() || (this.isSign('.') && this.peek(1).kind === 'sign'); this.advance()) {
      if (this.isSign(';') || this.isSign('\\\\')) {
        if ((groups.at(-1)?.length ?? 0) > 0) groups.push([]);
        onWide();
      }
    }
  }

  /** An expression whose operators bind at least as tightly as `minimum`. */
  parseExpression(minimum: number): Node {
    if (++this.depth > LIMITS.depth * 2) throw new LimitError('the answer is nested too deeply');
    let left = this.parsePrefix();
    for (;;) {
      const next = this.parseInfix(left, minimum);
      if (!next) break;
      left = next;
    }
    this.depth -= 1;
    return left;
  }

  private parsePrefix(): Node {
    if (++this.made > LIMITS.nodes) throw new LimitError('the answer has too many parts');
    const token = this.advance();
    switch (token.kind) {
      case 'number':
        return parseNumber(this, token);
      case 'letter':
        return parseLetter(this, token);
      case 'command':
        return parseCommand(this, token);
      case 'text':
        return this.parseText(token);
      case 'sign':
        return this.parsePrefixSign(token);
      default:
        return fault('the answer ends too early');
    }
  }

  // A label ("Sequence 1:") is dropped; other words become text.
  private parseText(token: Token): Node {
    const label =
      token.text.endsWith(':') || this.isSign(':') || (this.peek().kind === 'number' && this.isSign(':', 1));
    if (label) {
      while (!token.text.endsWith(':') && !this.isSign(':')) this.advance();
      if (this.isSign(':')) this.advance();
      return this.parseExpression(0);
    }
    if (/(?:^|\s)(?:is|are|equals|be|=)$/.test(token.text) && this.startsOperand())
      return this.parseExpression(0);
    const words = [token.text];
    while (this.peek().kind === 'text' || (this.peek().kind === 'letter' && this.peek().spaced))
      words.push(this.advance().text);
    return { kind: 'text', value: words.join(' ') };
  }

  private parsePrefixSign(token: Token): Node {
    switch (token.text) {
      case '-':
        return negative(this.parseExpression(BINDING.negation));
      case '+':
        return this.parseExpression(BINDING.negation);
      case '(':
      case '[':
        return parseGroup(this, token.text);
      case ']':
        return parseGroup(this, ']');
      case '{':
      case '\\{':
        return parseBraces(this, token.text);
      case '|':
      case '|(':
      case '||':
        return parseBars(this, token.text);
      case '/':
      case '.':
        return this.parseExpression(BINDING.postfix);
      case '=':
      case '~':
        return this.parseExpression(BINDING.relation + 1);
      default:
        return fault(`unexpected "${token.text}"`);
    }
  }

  private parseInfix(left: Node, minimum: number): Node | undefined {
    const token = this.peek();
    if (POSTFIX.has(token.text) && ++this.postfixes > LIMITS.depth)
      throw new LimitError('the answer has too many signs');
    if (token.kind === 'sign') {
      const result = this.parseInfixSign(left, token.text, minimum);
      if (result) return result;
    }
    if (token.kind === 'command') {
      const result = this.parseInfixCommand(left, token.text, minimum);
      if (result) return result;
    }
    if (token.kind === 'text' && minimum <= BINDING.postfix) return this.parseUnit(left);
    return this.parseJuxtaposition(left, minimum);
  }

  private parseInfixSign(left: Node, text: string, minimum: number): Node | undefined {
    const relation = RELATIONS.get(text);
    if (relation) return minimum <= BINDING.relation ? this.parseRelation(left, relation) : undefined;
    switch (text) {
      case '+':
      case '-':
        return minimum <= BINDING.sum ? this.parseSum(left, text) : undefined;
      case '*':
      case '/':
        return minimum <= BINDING.product ? this.parseProduct(left, text) : undefined;
      case '^':
        return minimum <= BINDING.power ? this.parsePower(left) : undefined;
      case '!':
        return minimum <= BINDING.postfix ? this.parseFactorial(left) : undefined;
      case "'":
        this.advance();
        return left;
      case '_':
        return minimum <= BINDING.postfix ? this.parseLateIndex(left) : undefined;
      case ':':
        return minimum <= BINDING.ratio && !this.builder ? this.parseRatio(left) : undefined;
      default:
        return undefined;
    }
  }

  private parseInfixCommand(left: Node, text: string, minimum: number): Node | undefined {
    const region = REGIONS.get(text);
    if (region) return minimum <= BINDING.region ? this.parseRegion(left, region) : undefined;
    if (text === 'in') return minimum <= BINDING.relation ? this.parseRelation(left, 'in') : undefined;
    if (text === 'pm' || text === 'mp')
      return minimum <= BINDING.sum ? this.parsePlusMinus(left, text) : undefined;
    if (text === 'mod' && minimum <= BINDING.modulo) {
      this.advance();
      return call('mod', left, this.parseExpression(BINDING.negation));
    }
    if (text === 'pmod' && minimum <= BINDING.relation) {
      this.advance();
      return { kind: 'modulo', item: left, modulus: this.parseArgument() };
    }
    if ((text === 'choose' || text === 'over') && minimum <= BINDING.relation) {
      this.advance();
      const right = this.parseExpression(BINDING.relation);
      return text === 'over' ? quotient(left, right) : call('binomial', left, right);
    }
    return this.parsePostfixCommand(left, text);
  }

  private parsePostfixCommand(left: Node, text: string): Node | undefined {
    if (text === 'percent') {
      this.advance();
      return { kind: 'percent', item: left };
    }
    if (text === 'degree') {
      this.advance();
      return this.parseMinutes({ kind: 'degrees', item: left });
    }
    if (text === 'currency' || text === 'euro') {
      this.advance();
      return { kind: 'quantity', item: left, unit: text === 'euro' ? 'euro' : 'dollar' };
    }
    return undefined;
  }

  // 60° 42' 10"
  private parseMinutes(degrees: Node): Node {
    let total = degrees;
    let divisor = 1n;
    while (this.peek().kind === 'number' && this.isSign("'", 1) && divisor < 3600n) {
      divisor *= 60n;
      const part = parseNumber(this, this.advance());
      this.advance();
      total = sum(total, { kind: 'degrees', item: quotient(part, integer(divisor)) });
      if (this.isSign("'")) this.advance();
    }
    return total;
  }

  private parseRelation(first: Node, sign: RelationSign): Node {
    const items = [first];
    const signs: RelationSign[] = [];
    let next: RelationSign | undefined = sign;
    while (next) {
      this.advance();
      signs.push(next);
      items.push(this.parseExpression(BINDING.relation + 1));
      next =
        this.peek().kind === 'sign'
          ? RELATIONS.get(this.peek().text)
          : this.isCommand('in')
            ? 'in'
            : undefined;
    }
    return { kind: 'relation', signs, items };
  }

  private parseSum(left: Node, text: string): Node {
    this.advance();
    const right = this.parseExpression(BINDING.sum + 1);
    return sum(left, text === '-' ? negative(right) : right);
  }

  private parseProduct(left: Node, text: string): Node {
    this.advance();
    if (this.isSign('-') || this.isSign('+'))
      return this.combine(left, text, this.parseExpression(BINDING.negation));
    const from = this.at;
    const right = this.parseExpression(
      text === '/' && this.tightProducts ? BINDING.juxtaposition : BINDING.product + 1,
    );
    if (text === '/' && !this.tightProducts && this.at > from && this.startsOperand())
      this.slashProduct = true;
    return this.combine(left, text, right);
  }

  private combine(left: Node, text: string, right: Node): Node {
    return text === '/' ? quotient(left, right) : product(left, right);
  }

  private parsePower(left: Node): Node {
    this.advance();
    const exponent = this.parseScript();
    if (exponent === undefined) return left;
    if (exponent.kind === 'symbol' && exponent.name === 'ldots') return left;
    return power(left, exponent);
  }

  /** An exponent; `undefined` when it is empty, and a degree sign ends as a postfix. */
  parseScript(): Node | undefined {
    if (this.isCommand('degree')) return undefined;
    if (this.isSign('{') && this.isCommand('degree', 1) && this.isSign('}', 2)) {
      this.advance();
      const degree = this.advance();
      this.replace(degree);
      return undefined;
    }
    if (this.isSign('{') && this.isSign('}', 1)) {
      this.advance();
      this.advance();
      return undefined;
    }
    if (this.isSign('-') || this.isSign('+')) return this.parsePrefix();
    const single = this.singleScript();
    if (single) return single;
    return this.nested(() =>
      this.isSign('{') || this.isSign('(')
        ? ungroup(this.parsePrefix())
        : this.parseExpression(BINDING.power),
    );
  }

  // A raised number or letter ends there: in x^2_1 the index belongs to x.
  private singleScript(): Node | undefined {
    const token = this.peek();
    if (this.isSign('^', 1) || this.isSign("'", 1) || this.isSign('(', 1)) return undefined;
    if (token.kind === 'number') return decimalNode(this.advance().text);
    if (token.kind !== 'letter') return undefined;
    this.advance();
    return token.text === 'e' || token.text === 'i' ? constant(token.text) : symbol(token.text);
  }

  private parseFactorial(left: Node): Node {
    this.advance();
    if (!this.isSign('!')) return call('factorial', left);
    this.advance();
    return call('factorial2', left);
  }

  private parseRatio(first: Node): Node {
    const items = [first];
    while (this.isSign(':')) {
      this.advance();
      items.push(this.parseExpression(BINDING.ratio + 1));
    }
    return { kind: 'ratio', items };
  }

  private parseRegion(left: Node, name: 'union' | 'intersection' | 'difference'): Node {
    this.advance();
    return { kind: 'region', name, items: [asSet(left), asSet(this.parseExpression(BINDING.region + 1))] };
  }

  private parsePlusMinus(left: Node, text: string): Node {
    this.advance();
    const item = this.parseExpression(BINDING.sum + 1);
    return sum(left, { kind: 'plusminus', sign: text === 'pm' ? 1 : -1, item });
  }

  // x^2_1 is x_1^2; an index of anything else is decoration.
  private parseLateIndex(left: Node): Node {
    const index = parseSubscript(this) ?? '';
    if (left.kind === 'power' && left.base.kind === 'symbol')
      return power(symbol(`${left.base.name}_${index}`), left.exponent);
    return left.kind === 'power' ? left : call(`index:${index}`, left);
  }

  // Words after a value are its unit; an unfinished "cm^2" takes its power along.
  private parseUnit(left: Node): Node | undefined {
    const words: string[] = [];
    while (this.peek().kind === 'text' || (words.length > 0 && this.unitContinues()))
      words.push(this.unitWord());
    const unit = normaliseUnit(words.join(' '));
    return unit === '' ? left : { kind: 'quantity', item: left, unit };
  }

  private unitContinues(): boolean {
    return (
      this.isSign('^') ||
      (this.isSign('/') && this.peek(1).kind === 'text') ||
      (this.peek().kind === 'letter' && this.peek().spaced) ||
      (this.isSign('.') && this.peek(1).kind !== 'number')
    );
  }

  private unitWord(): string {
    const token = this.advance();
    if (token.text !== '^') return token.text;
    const open = this.isSign('{');
    if (open) this.advance();
    const exponent = `${this.isSign('-') ? this.advance().text : ''}${this.advance().text}`;
    if (open && this.isSign('}')) this.advance();
    return `^${exponent}`;
  }

  /** Whether the next token can begin a factor. */
  startsOperand(): boolean {
    const token = this.peek();
    switch (token.kind) {
      case 'number':
        return true;
      case 'letter':
        return true;
      case 'command':
        return !CLOSING_COMMANDS.has(token.text);
      case 'sign':
        if (token.text === '|' || token.text === '||') return this.bars === 0 ? !this.builder : this.choose();
        return !(this.reversed && token.text === '[') && !CLOSERS.has(token.text);
      default:
        return false;
    }
  }

  private parseJuxtaposition(left: Node, minimum: number): Node | undefined {
    const binding = this.tightProducts ? BINDING.juxtaposition : BINDING.product;
    if (minimum > binding || !this.startsOperand()) return undefined;
    if (this.peek().kind === 'number' && isNumberLike(left) && !this.isMixedAhead())
      return fault('two numbers without a sign between them');
    return product(left, this.parseExpression(binding + 1));
  }

  private isMixedAhead(): boolean {
    return this.isCommand('frac', 1);
  }

  /** One argument as TeX reads it: a brace group, or a single token (one digit of a number). */
  parseArgument(): Node {
    const token = this.peek();
    if (token.kind === 'number' && token.text.length > 1) {
      this.replace({ ...token, text: token.text.slice(1), spaced: false });
      return number(rational(BigInt(token.text[0] === '.' ? 0 : (token.text[0] ?? 0))));
    }
    return ungroup(
      this.nested(() =>
        token.kind === 'sign' && token.text !== '{' && token.text !== '('
          ? this.parseExpression(BINDING.power)
          : this.parsePrefix(),
      ),
    );
  }
}

// Braces around one number next to a set operation are a set.
function asSet(node: Node): Node {
  return node.kind === 'number' || node.kind === 'product' ? { kind: 'set', items: [node] } : node;
}

function isNumberLike(node: Node): boolean {
  return node.kind === 'number' || node.kind === 'based';
}

// ";" binds weaker than ",": "1,2;3,4" is a list of pairs.
function assemble(groups: Node[][], wide: boolean): Node {
  const items =
    groups.length > 1 && groups.some((group) => group.length > 1)
      ? groups.map((group): Node =>
          group.length === 1 && group[0] ? group[0] : { kind: 'tuple', open: '(', close: ')', items: group },
        )
      : groups.flat();
  if (items.length === 1 && items[0]) return items[0];
  if (items.length === 0 && !wide) return { kind: 'list', items: [] };
  return { kind: 'list', items };
}
