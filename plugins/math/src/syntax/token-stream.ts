import type { Token } from './token.ts';
import { fault } from './token.ts';

/** A place in the tokens of one answer, with what a parser asks about the tokens ahead. */
export class TokenStream {
  private readonly tokens: Token[];
  private at = 0;

  constructor(tokens: Token[]) {
    this.tokens = tokens;
  }

  /** The token ahead, or one further on. */
  peek(offset = 0): Token {
    return this.tokens[Math.min(this.at + offset, this.tokens.length - 1)] as Token;
  }

  /** Takes the token ahead; the last one stays. */
  advance(): Token {
    const token = this.peek();
    if (this.at < this.tokens.length - 1) this.at += 1;
    return token;
  }

  /** Puts a changed token in the place of the current one. */
  replace(token: Token): void {
    this.tokens[this.at] = token;
  }

  /** The place of the token ahead. */
  get position(): number {
    return this.at;
  }

  /** Goes back to a place that {@link position} gave. */
  rewind(position: number): void {
    this.at = position;
  }

  /** Whether a sign stands ahead. */
  isSign(text: string, offset = 0): boolean {
    const token = this.peek(offset);
    return token.kind === 'sign' && token.text === text;
  }

  /** Whether a command stands ahead. */
  isCommand(text: string, offset = 0): boolean {
    const token = this.peek(offset);
    return token.kind === 'command' && token.text === text;
  }

  /** Takes a sign that has to stand ahead. */
  expect(text: string): void {
    if (!this.isSign(text)) fault(`expected "${text}" and found "${this.peek().text}"`);
    this.advance();
  }

  /** Whether the token just read is a number, or closes braces, which show nothing between two numbers. */
  followsDigits(): boolean {
    const last = this.tokens[this.at - 1];
    return last?.kind === 'number' || last?.text === '}';
  }
}
