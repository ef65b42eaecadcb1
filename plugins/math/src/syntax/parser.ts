import { LIMITS, LimitError } from '../limits.ts';
import type { Node } from '../tree/node.ts';
import { UNNAMED, negative, number, product, quotient, sum, symbol, ungroup } from '../tree/node.ts';
import { rational } from '../tree/rational.ts';
import { BINDING } from './binding.ts';
import { CLOSERS, CLOSING_COMMANDS } from './closers.ts';
import { parseCommand } from './commands.ts';
import { parseBars, parseBraces, parseGroup } from './groups.ts';
import type { Token } from './token.ts';
import { fault } from './token.ts';
import { parseNumber } from './numbers.ts';
import { parseText } from './prose.ts';
import { parsePower } from './scripts.ts';
import { closesHere, parseSequence } from './sequence.ts';
import { RELATIONS, parseInfixCommand, parseRatio, parseRelation } from './infix.ts';
import { parseFactorial, parseLateIndex, parseUnit } from './postfix.ts';
import { parseLetter } from './symbols.ts';
import { TokenStream } from './token-stream.ts';

const POSTFIX = new Set(['!', "'", 'percent', 'degree', 'currency']);

/** A Pratt parser over the tokens of one answer. */
export class Parser extends TokenStream {
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
    super(tokens);
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
    return parseSequence(this);
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
        return parseText(this, token);
      case 'sign':
        return this.parsePrefixSign(token);
      default:
        return fault('the answer ends too early');
    }
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
      case '<':
      case '<=':
      case '>':
      case '>=':
        return {
          kind: 'relation',
          signs: [token.text],
          items: [symbol(UNNAMED), this.parseExpression(BINDING.relation + 1)],
        };
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
      const result = parseInfixCommand(this, left, token.text, minimum);
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
    const from = this.position;
    const right = this.parseExpression(
      text === '/' && this.tightProducts ? BINDING.juxtaposition : BINDING.product + 1,
    );
    if (text === '/' && !this.tightProducts && this.position > from && this.startsOperand())
      this.slashProduct = true;
    return this.combine(left, text, right);
  }

  private combine(left: Node, text: string, right: Node): Node {
    if (text === '*') return product(left, right);
    // 1/2 hour is half an hour.
    if (left.kind === 'number' && right.kind === 'quantity' && right.item.kind === 'number')
      return { ...right, item: quotient(left, right.item) };
    return quotient(left, right);
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
        return !(token.text === '[' && (this.reversed || closesHere(this))) && !CLOSERS.has(token.text);
      default:
        return false;
    }
  }

  private parseJuxtaposition(left: Node, minimum: number): Node | undefined {
    const binding = this.tightProducts ? BINDING.juxtaposition : BINDING.product;
    if (minimum > binding || !this.startsOperand()) return undefined;
    if (this.peek().kind === 'number' && isNumberLike(left) && this.followsDigits() && !this.isMixedAhead())
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

function isNumberLike(node: Node): boolean {
  return node.kind === 'number' || node.kind === 'based';
}
