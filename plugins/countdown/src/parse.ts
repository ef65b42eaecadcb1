import type { Expression, Operator } from './expression.ts';
import { ParseError } from './parse-error.ts';
import { tokenise, type Token } from './tokens.ts';

/**
 * What an answer says: an expression, and the value it claims for it after `=`, if it claims one.
 *
 * @example
 * const answer: Answer = { expression: { kind: 'number', value: 42 }, claimed: 42 }; // what '42 = 42' says
 */
export interface Answer {
  readonly expression: Expression;
  readonly claimed?: number;
}

/** Parentheses and signs nested deeper than this are no honest answer. */
const MAX_DEPTH = 40;

/**
 * Reads an expression of whole numbers, `+ - * /`, parentheses and signs, plain or in LaTeX, and an optional
 * `= value` behind it. Bounded in length and depth. Throws a ParseError that says where reading failed.
 *
 * @example
 * parseAnswer('(3 + 5) \\times 2 = 16').claimed; // 16
 */
export function parseAnswer(text: string): Answer {
  const reader = new Reader(tokenise(text));
  const expression = reader.sum(0);
  const claimed = reader.takes('=') ? reader.value() : undefined;
  reader.end();
  return { expression, ...(claimed !== undefined && { claimed }) };
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    if (tokens.length === 0) throw new ParseError('the answer is empty');
    this.#tokens = tokens;
  }

  takes(sign: string): boolean {
    if (!this.#isSign(sign)) return false;
    this.#at++;
    return true;
  }

  end(): void {
    const token = this.#tokens[this.#at];
    if (token === undefined) return;
    const before = this.#tokens[this.#at - 1];
    const isFactor = 'number' in token || token.sign === '(' || token.sign === 'frac';
    if (isFactor && before && ('number' in before || before.sign === ')')) {
      throw new ParseError(`an operator is missing between ${show(before)} and ${show(token)}`);
    }
    throw new ParseError(`${show(token)} stands where the expression should end`);
  }

  value(): number {
    const negative = this.takes('-');
    const token = this.#tokens[this.#at++];
    if (!token || !('number' in token)) throw new ParseError('"=" is not followed by a number');
    return negative ? -token.number : token.number;
  }

  sum(depth: number): Expression {
    return this.#chain(['+', '-'], () => this.#product(depth));
  }

  #product(depth: number): Expression {
    return this.#chain(['*', '/'], () => this.#factor(depth));
  }

  #chain(operators: readonly Operator[], part: () => Expression): Expression {
    let left = part();
    for (;;) {
      const operator = operators.find((sign) => this.takes(sign));
      if (!operator) return left;
      left = { kind: 'operation', operator, left, right: part() };
    }
  }

  #factor(depth: number): Expression {
    if (depth > MAX_DEPTH) throw new ParseError(`parentheses are nested deeper than ${MAX_DEPTH}`);
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new ParseError('the expression ends where a number should stand');
    if ('number' in token) return { kind: 'number', value: token.number };
    switch (token.sign) {
      case '(':
        return this.#closed(depth, ')');
      case '-':
        return { kind: 'negation', operand: this.#factor(depth + 1) };
      case 'frac':
        return this.#fraction(depth);
      default:
        throw new ParseError(`${show(token)} stands where a number should stand`);
    }
  }

  #fraction(depth: number): Expression {
    const [left, right] = [this.#braced(depth), this.#braced(depth)];
    return { kind: 'operation', operator: '/', left, right };
  }

  #braced(depth: number): Expression {
    if (!this.takes('{')) throw new ParseError('\\frac needs two parts in braces');
    return this.#closed(depth, '}');
  }

  #closed(depth: number, close: ')' | '}'): Expression {
    const inner = this.sum(depth + 1);
    if (!this.takes(close)) throw new ParseError(`"${close}" is missing`);
    return inner;
  }

  #isSign(sign: string): boolean {
    const token = this.#tokens[this.#at];
    return token !== undefined && 'sign' in token && token.sign === sign;
  }
}

function show(token: Token): string {
  return 'number' in token ? String(token.number) : JSON.stringify(token.sign);
}
