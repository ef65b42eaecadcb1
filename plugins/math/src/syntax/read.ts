import { SyntaxFault } from '../limits.ts';
import type { Node } from '../tree/node.ts';
import { tokenize } from './lexer.ts';
import { Parser } from './parser.ts';
import type { LexerOptions, Token } from './token.ts';

/** Attempts at ambiguous bars before a text counts as unreadable. */
const BAR_ATTEMPTS = 24;

/** One reading of an answer, and whether another one exists. */
export interface ParseResult {
  readonly node: Node;
  /** A slash stood before juxtaposed factors, so `1/2x` has two readings. */
  readonly slashProduct: boolean;
}

/** Parses an answer; throws `SyntaxFault` or `LimitError`. */
export function parseMath(source: string, options: LexerOptions, tightProducts = false): ParseResult {
  const tokens = tokenize(source, options);
  const choices: boolean[] = [];
  for (let attempt = 0; ; attempt++) {
    const parser = new Parser([...tokens] as Token[], choices, tightProducts);
    try {
      return { node: parser.parseAll(), slashProduct: parser.slashProduct };
    } catch (error) {
      if (!(error instanceof SyntaxFault) || attempt >= BAR_ATTEMPTS || !nextChoices(choices)) throw error;
    }
  }
}

// The next combination in depth-first order: flips the last unflipped choice.
function nextChoices(choices: boolean[]): boolean {
  while (choices.length > 0 && choices.at(-1)) choices.pop();
  if (choices.length === 0) return false;
  choices[choices.length - 1] = true;
  return true;
}
