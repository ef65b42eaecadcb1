import type { Value } from '../value/value.ts';
import type { Dialect, Expression } from './expression.ts';
import { UnreadableError, type Token } from './tokens.ts';

const MAX_DEPTH = 100;

/** A recursive-descent reader of expressions, bounded in depth and linear in the number of tokens. */
export class Parser {
  readonly tokens: readonly Token[];
  readonly dialect: Dialect;
  at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], dialect: Dialect) {
    this.tokens = tokens;
    this.dialect = dialect;
  }

  get token(): Token {
    return this.tokens[this.at]!;
  }

  /** Whether a sign or a word stands here (ahead by `offset` tokens). */
  is(text: string, offset = 0): boolean {
    const token = this.tokens[this.at + offset];
    return (token?.type === 'sign' || token?.type === 'name') && token.text === text;
  }

  skip(text: string): boolean {
    if (!this.is(text)) return false;
    this.at += 1;
    return true;
  }

  expect(text: string): void {
    if (!this.skip(text)) this.fail(`"${this.token.text.slice(0, 20)}" where "${text}" was expected`);
  }

  name(): string {
    const { type, text } = this.token;
    if (type !== 'name') this.fail(`"${text.slice(0, 20)}" where a name was expected`);
    this.at += 1;
    return text;
  }

  fail(what: string): never {
    throw new UnreadableError(what);
  }

  expression(): Expression {
    if (++this.#depth > MAX_DEPTH) this.fail(`an expression nested deeper than ${MAX_DEPTH}`);
    const read = this.#comparison();
    this.#depth -= 1;
    return read;
  }

  #comparison(): Expression {
    if (this.dialect.language === 'python' && this.skip('not')) {
      return { kind: 'unary', operator: 'not', operand: this.expression() };
    }
    const left = this.#sum();
    if (!this.#isSign(this.dialect.comparisons) && !this.is('is')) return left;
    const operator = this.token.text;
    this.at += 1;
    if (operator === 'is' && this.is('not')) this.fail('a comparison with "is not"');
    const right = this.#sum();
    if (this.#isSign(this.dialect.comparisons)) this.fail('a chain of comparisons');
    return { kind: 'compare', operator, left, right };
  }

  #isSign(signs: ReadonlySet<string>): boolean {
    return this.token.type === 'sign' && signs.has(this.token.text);
  }

  #sum(): Expression {
    let left = this.#product();
    while (this.#isSign(this.dialect.additive)) {
      const operator = this.#next();
      left = { kind: 'binary', operator, left, right: this.#product() };
    }
    return left;
  }

  #product(): Expression {
    let left = this.#unary();
    while (this.#isSign(this.dialect.multiplicative)) {
      const operator = this.#next();
      left = { kind: 'binary', operator, left, right: this.#unary() };
    }
    return left;
  }

  #next(): string {
    const { text } = this.token;
    this.at += 1;
    return text;
  }

  #unary(): Expression {
    for (const operator of ['-', '+', '!']) {
      if (operator === '!' && this.dialect.not !== '!') continue;
      if (this.token.type !== 'sign' || !this.skip(operator)) continue;
      if (++this.#depth > MAX_DEPTH) this.fail(`an expression nested deeper than ${MAX_DEPTH}`);
      const operand = this.#unary();
      this.#depth -= 1;
      return { kind: 'unary', operator, operand };
    }
    const base = this.#postfix();
    if (!this.skip('**')) return base;
    return { kind: 'binary', operator: '**', left: base, right: this.#unary() };
  }

  #postfix(): Expression {
    const atom = this.#atom();
    if (atom.kind !== 'name') {
      if (this.is('.') || this.is('[') || this.is('(')) this.fail('an expression behind a value');
      return atom;
    }
    let path = atom.name;
    while (this.skip('.')) path += `.${this.name()}`;
    if (!this.skip('(')) {
      if (this.is('[')) this.fail('a subscript');
      return { kind: 'name', name: path };
    }
    const call = this.#call(path);
    if (this.is('.') || this.is('[') || this.is('(')) this.fail('an expression behind a call');
    return call;
  }

  #call(callee: string): Expression {
    const given: Expression[] = [];
    const keywords = new Map<string, Expression>();
    this.#items(')', () => {
      if (this.dialect.language === 'python' && this.token.type === 'name' && this.is('=', 1)) {
        const name = this.name();
        this.expect('=');
        keywords.set(name, this.expression());
      } else {
        given.push(this.expression());
      }
    });
    return { kind: 'call', callee, arguments: given, keywords };
  }

  /** Comma-separated items up to a closing sign; says whether a comma came last. */
  #items(close: string, read: () => void): boolean {
    let comma = false;
    while (!this.skip(close)) {
      read();
      comma = this.skip(',');
      if (!comma && !this.is(close)) this.fail(`"${this.token.text.slice(0, 20)}" in a list`);
    }
    return comma;
  }

  #atom(): Expression {
    const { type, text } = this.token;
    if (type === 'number') {
      this.at += 1;
      return value(this.dialect.number(text));
    }
    if (type === 'string') return value({ type: 'string', value: this.#strings() });
    if (type === 'bytes') return this.fail('bytes');
    if (this.skip('(')) return this.#parenthesised();
    if (this.skip('[')) return this.#list();
    if (this.skip('{')) return this.dialect.language === 'python' ? this.#braces() : this.#object();
    const word = this.name();
    const constant = this.dialect.constants.get(word);
    return constant ? value(constant) : { kind: 'name', name: word };
  }

  #strings(): string {
    const parts: string[] = [];
    while (this.token.type === 'string') parts.push(this.#next());
    if (parts.length > 1 && this.dialect.language !== 'python') this.fail('two strings in a row');
    return parts.join('');
  }

  #parenthesised(): Expression {
    const items: Expression[] = [];
    const comma = this.#items(')', () => items.push(this.expression()));
    if (items.length === 1 && !comma) return items[0]!;
    if (this.dialect.language !== 'python') this.fail('a comma in parentheses');
    return { kind: 'tuple', items };
  }

  #list(): Expression {
    const items: Expression[] = [];
    this.#items(']', () => items.push(this.expression()));
    return { kind: 'list', items };
  }

  #braces(): Expression {
    const items: Expression[] = [];
    const entries: (readonly [Expression, Expression])[] = [];
    this.#items('}', () => {
      const key = this.expression();
      if (this.skip(':')) entries.push([key, this.expression()]);
      else items.push(key);
    });
    if (items.length === 0) return { kind: 'dict', entries };
    if (entries.length > 0) this.fail('a set with a pair in it');
    return { kind: 'set', items };
  }

  #object(): Expression {
    const entries: (readonly [Expression, Expression])[] = [];
    this.#items('}', () => {
      const { type, text } = this.token;
      if (type !== 'name' && type !== 'string' && type !== 'number') this.fail('a computed key');
      this.at += 1;
      this.expect(':');
      entries.push([value({ type: 'string', value: text }), this.expression()]);
    });
    return { kind: 'dict', entries };
  }
}

function value(read: Value): Expression {
  return { kind: 'value', value: read };
}
