import { PYTHON } from '../literal/dialects.ts';
import { fold } from '../literal/fold.ts';
import { Parser } from '../literal/parser.ts';
import { pythonTokens } from '../literal/python-tokens.ts';
import { UnreadableError } from '../literal/tokens.ts';
import type { ReadAssertions } from './assertion.ts';
import { collect } from './collect.ts';
import { readClaim, type NamedTest } from './expectation-of.ts';

/**
 * Reads Python assertions as data: `assert f(1) == 2` one below the other, bare or in the body of a
 * `def check(candidate):`. Imports, doc strings, `METADATA = {...}` and `assert True` are passed over.
 *
 * @throws UnreadableError where the program does anything else; it must then be run.
 * @example
 * readPythonAssertions('assert add(1, 2) == 3\nassert add(0, 0) == 0').tests.length; // 2
 */
export function readPythonAssertions(text: string): ReadAssertions {
  const parser = new Parser(pythonTokens(text), PYTHON);
  const found: NamedTest[] = [];
  const aliases = new Map<string, string>();
  readBlock(parser, 0, found, aliases);
  return collect(found, aliases);
}

/** Reads statements with one indentation, up to a line with a smaller one. */
function readBlock(parser: Parser, indent: number, found: NamedTest[], aliases: Map<string, string>): void {
  for (;;) {
    skipEmptyLines(parser);
    if (parser.token.type === 'end') return;
    const own = lineIndent(parser);
    if (own < indent) return;
    if (own > indent) throw new UnreadableError('an unexpected indentation');
    parser.at += 1;
    readStatement(parser, found, aliases);
  }
}

function lineIndent(parser: Parser): number {
  const { type, indent } = parser.token;
  if (type !== 'newline') throw new UnreadableError('several statements in a line');
  return indent!;
}

/** Of several newlines in a row only the last one tells where the next statement stands. */
function skipEmptyLines(parser: Parser): void {
  const next = (): string | undefined => parser.tokens[parser.at + 1]?.type;
  while (parser.token.type === 'newline' && (next() === 'newline' || next() === 'end')) parser.at += 1;
}

function readStatement(parser: Parser, found: NamedTest[], aliases: Map<string, string>): void {
  if (parser.skip('assert')) return readAssert(parser, found);
  if (parser.is('def')) return readDefinition(parser, found, aliases);
  if (parser.is('import') || parser.is('from')) return skipLine(parser);
  if (parser.skip('pass') || parser.token.type === 'string') return skipLine(parser);
  if (parser.token.type === 'name' && parser.is('=', 1)) return readAssignment(parser, aliases);
  if (parser.token.type === 'name' && parser.is('(', 1)) return readCheckCall(parser, aliases);
  throw new UnreadableError(`a statement that starts with "${parser.token.text.slice(0, 20)}"`);
}

function readAssert(parser: Parser, found: NamedTest[]): void {
  const claim = parser.expression();
  if (parser.skip(',')) parser.expression();
  if (parser.token.type !== 'newline') throw new UnreadableError('something behind an assertion');
  const isTrue = claim.kind === 'value' && claim.value.type === 'boolean' && claim.value.value;
  if (!isTrue) found.push(readClaim(claim, PYTHON));
}

/** `def check(candidate):` with its body; the parameter stands for the program's function. */
function readDefinition(parser: Parser, found: NamedTest[], aliases: Map<string, string>): void {
  parser.expect('def');
  const name = parser.name();
  parser.expect('(');
  const parameter = parser.is(')') ? undefined : parser.name();
  parser.expect(')');
  parser.expect(':');
  skipEmptyLines(parser);
  if (parser.token.type !== 'newline') throw new UnreadableError('a definition in one line');
  if (parameter !== undefined) aliases.set(parameter, `${name}()`);
  readBlock(parser, parser.token.indent!, found, aliases);
}

/** `METADATA = {...}`, or `candidate = name`. */
function readAssignment(parser: Parser, aliases: Map<string, string>): void {
  const name = parser.name();
  parser.expect('=');
  const value = parser.expression();
  if (parser.token.type !== 'newline') throw new UnreadableError('something behind an assignment');
  if (value.kind === 'name') aliases.set(name, value.name);
  else if (value.kind !== 'dict' && value.kind !== 'value') throw new UnreadableError('an assignment');
}

/** `check(name)` at the end, which says what `candidate` stands for. */
function readCheckCall(parser: Parser, aliases: Map<string, string>): void {
  const call = parser.expression();
  if (call.kind === 'call' && call.callee === 'print') {
    // What tests print is of no account.
    for (const printed of call.arguments) fold(printed, PYTHON);
    return;
  }
  if (call.kind !== 'call' || call.arguments.length > 1)
    throw new UnreadableError('a call without assertion');
  const [given] = call.arguments;
  if (given === undefined) return;
  if (given.kind !== 'name') throw new UnreadableError('a call without assertion');
  const parameter = [...aliases].find(([, target]) => target === `${call.callee}()`)?.[0];
  if (parameter === undefined) throw new UnreadableError('a call of an unknown function');
  aliases.set(parameter, given.name);
}

function skipLine(parser: Parser): void {
  while (parser.token.type !== 'newline' && parser.token.type !== 'end') parser.at += 1;
}
