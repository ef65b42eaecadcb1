import { LIMITS, LimitError } from '../limits.ts';
import type { Node } from '../tree/node.ts';
import { call, negative, number, product, quotient, sum, ungroup } from '../tree/node.ts';
import { rational } from '../tree/rational.ts';
import { BINDING } from './binding.ts';
import { parseCommand } from './commands.ts';
import { parseBars, parseBraces, parseGroup } from './groups.ts';
import type { Token } from './lexer.ts';
import { fault } from './lexer.ts';
import { parseNumber } from './numbers.ts';
import { parsePower } from './scripts.ts';
import { RELATIONS, REGIONS, parsePlusMinus, parseRatio, parseRegion, parseRelation } from './infix.ts';
import { parseFactorial, parseLateIndex, parsePostfixCommand, parseUnit } from './postfix.ts';
import { parseLetter } from './symbols.ts';

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
  ' land ',
  ' lor ',
  '=',
  '<',
  '<=',
  '>',
  '>=',
  '!=',
  '~',
  '==',
  '->',
  'subset',
  'subseteq',
  'supset',
  'supseteq',
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
  /** Open norm bars, which close at the next one. */
  norms = 0;
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
    const separators = new Set<string>();
    let wide = false;
    for (;;) {
      this.skipSeparators(groups, separators, () => (wide = true));
      if (this.ends()) break;
      groups.at(-1)?.push(this.parseExpression(0));
      if (!this.atSeparator()) break;
    }
    return assemble(
      groups.filter((group) => group.length > 0),
      wide,
      separators,
    );
  }

  // "[" closes an interval when nothing that it could open follows.
  private closesHere(): boolean {
    const next = this.peek(1);
    return (
      this.open > 0 &&
      (next.kind === 'end' ||
        next.text === 'cup' ||
        next.text === 'cap' ||
        next.text === '}' ||
        next.text === ',')
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
      (token.text === '[' && (this.reversed || this.closesHere())) ||
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
      this.isSign(' land ') ||
      this.isSign(' lor ') ||
      this.isSign('\\\\') ||
      this.isCommand('quad') ||
      this.isSign('implies')
    );
  }

  private skipSeparators(groups: Node[][], separators: Set<string>, onWide: () => void): void {
    for (; this.atSeparator() || (this.isSign('.') && this.peek(1).kind === 'sign'); this.advance()) {
      separators.add(this.peek().text);
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

  /** An operand with the signs before it. */
  parsePrefix(): Node {
    this.skipEmptyBraces();
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
    if (
      /(?:^|\s)(?:is|are|equals|be|about|approximately|=)$/.test(token.text) &&
      (this.startsOperand() || this.isSign('-'))
    )
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

  // "{}" only spaces; it has no meaning of its own.
  private skipEmptyBraces(): void {
    while (this.isSign('{') && this.isSign('}', 1)) {
      this.advance();
      this.advance();
    }
  }

  private parseInfix(left: Node, minimum: number): Node | undefined {
    this.skipEmptyBraces();
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
    if (token.kind === 'text' && minimum <= BINDING.postfix) return parseUnit(this, left);
    return this.parseJuxtaposition(left, minimum);
  }

  private parseInfixSign(left: Node, text: string, minimum: number): Node | undefined {
    const relation = RELATIONS.get(text);
    if (relation) return minimum <= BINDING.relation ? parseRelation(this, left, relation) : undefined;
    switch (text) {
      case '+':
      case '-':
        return minimum <= BINDING.sum ? this.parseSum(left, text) : undefined;
      case '*':
      case '/':
        return minimum <= BINDING.product ? this.parseProduct(left, text) : undefined;
      case '^':
        return minimum <= BINDING.power ? parsePower(this, left) : undefined;
      case '!':
        return minimum <= BINDING.postfix ? parseFactorial(this, left) : undefined;
      case "'":
        this.advance();
        return left;
      case '_':
        return minimum <= BINDING.postfix ? parseLateIndex(this, left) : undefined;
      case ':':
        return minimum <= BINDING.ratio && !this.builder ? parseRatio(this, left) : undefined;
      default:
        return undefined;
    }
  }

  private parseInfixCommand(left: Node, text: string, minimum: number): Node | undefined {
    const region = REGIONS.get(text);
    if (region) return minimum <= BINDING.region ? parseRegion(this, left, region) : undefined;
    if (text === 'in') return minimum <= BINDING.relation ? parseRelation(this, left, 'in') : undefined;
    if (text === 'pm' || text === 'mp')
      return minimum <= BINDING.sum ? parsePlusMinus(this, left, text) : undefined;
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
    if (text === 'mid' && !this.builder && this.open > 0 && minimum <= BINDING.relation) {
      this.advance();
      return call('given', left, this.parseExpression(BINDING.relation + 1));
    }
    return parsePostfixCommand(this, left, text);
  }

  private parseSum(left: Node, text: string): Node {
    this.advance();
    const right = this.parseExpression(BINDING.sum + 1);
    if (text === '-' && right.kind === 'set' && left.kind !== 'number')
      return { kind: 'region', name: 'difference', items: [left, right] };
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

  /** Whether the next token can begin a factor. */
  startsOperand(): boolean {
    const token = this.peek();
    switch (token.kind) {
      case 'number':
        return true;
      case 'letter':
        return true;
      case 'command':
        return !CLOSING_COMMANDS.has(token.text) && (token.text !== 'Vert' || this.norms === 0);
      case 'sign':
        if (token.text === '|' || token.text === '||') return this.bars === 0 ? !this.builder : this.choose();
        return !(token.text === '[' && (this.reversed || this.closesHere())) && !CLOSERS.has(token.text);
      default:
        return false;
    }
  }

  private parseJuxtaposition(left: Node, minimum: number): Node | undefined {
    const binding = this.tightProducts ? BINDING.juxtaposition : BINDING.product;
    if (minimum > binding || !this.startsOperand()) return undefined;
    if (this.peek().kind === 'number' && isNumberLike(left) && this.followsNumber() && !this.isMixedAhead())
      return fault('two numbers without a sign between them');
    return product(left, this.parseExpression(binding + 1));
  }

  private followsNumber(): boolean {
    return this.tokens[this.at - 1]?.kind === 'number';
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

function isNumberLike(node: Node): boolean {
  return node.kind === 'number' || node.kind === 'based';
}

// Letters and what is made of them; relations joined by the same signs are lists of answers.
function isProposition(node: Node): boolean {
  return (
    node.kind === 'symbol' ||
    node.kind === 'call' ||
    (node.kind === 'product' && node.items.every(isProposition))
  );
}

// ";" binds weaker than ",": "1,2;3,4" is a list of pairs.
function assemble(groups: Node[][], wide: boolean, separators: ReadonlySet<string>): Node {
  const items =
    groups.length > 1 && groups.some((group) => group.length > 1)
      ? groups.map((group): Node =>
          group.length === 1 && group[0] ? group[0] : { kind: 'tuple', open: '(', close: ')', items: group },
        )
      : groups.flat();
  if (items.length === 1 && items[0]) return items[0];
  const [sign] = separators;
  if (
    items.length > 1 &&
    separators.size === 1 &&
    (sign === ' land ' || sign === ' lor ') &&
    items.every(isProposition)
  )
    return { kind: 'call', name: sign.trim(), items };
  if (items.length === 0 && !wide) return { kind: 'list', items: [] };
  return { kind: 'list', items };
}
