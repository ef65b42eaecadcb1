import type { Value } from '../value/value.ts';
import { JAVASCRIPT, JSON_TEXT, PYTHON } from './dialects.ts';
import type { Dialect } from './expression.ts';
import { fold } from './fold.ts';
import { javascriptTokens } from './javascript-tokens.ts';
import { Parser } from './parser.ts';
import { pythonTokens } from './python-tokens.ts';
import { UnreadableError, type Token } from './tokens.ts';

/**
 * Reads one Python literal, arithmetic on literals included. Nothing is evaluated by an interpreter.
 *
 * @throws UnreadableError where the text is something else.
 * @example
 * readPython('[(1, 2.0), {"a"}]'); // a list of a tuple and a set
 */
export function readPython(text: string): Value {
  const tokens = pythonTokens(text).filter(({ type }) => type !== 'newline');
  return readWhole(tokens, PYTHON);
}

/** Reads one JavaScript literal. */
export function readJavascript(text: string): Value {
  return readWhole(javascriptTokens(text), JAVASCRIPT);
}

/** Reads a JSON text and keeps `2` and `2.0` apart. Python's `True`, `None` and `NaN` are read too. */
export function readJson(text: string): Value {
  return readWhole(javascriptTokens(text), JSON_TEXT);
}

function readWhole(tokens: readonly Token[], dialect: Dialect): Value {
  const parser = new Parser(tokens, dialect);
  const expression = parser.expression();
  if (parser.token.type !== 'end') throw new UnreadableError('something behind the value');
  return fold(expression, dialect);
}
