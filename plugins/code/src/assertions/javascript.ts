import { JAVASCRIPT } from '../literal/dialects.ts';
import type { Expression } from '../literal/expression.ts';
import { fold } from '../literal/fold.ts';
import { javascriptTokens } from '../literal/javascript-tokens.ts';
import { Parser } from '../literal/parser.ts';
import { UnreadableError } from '../literal/tokens.ts';
import { JAVASCRIPT_EQUALITY } from '../value/compare.ts';
import type { ReadAssertions } from './assertion.ts';
import { collect } from './collect.ts';
import { named, readClaim, type NamedTest } from './expectation-of.ts';

/**
 * Reads JavaScript assertions as data: `console.assert(f(1) === 2)`, `assert.deepEqual(f(1), [2])` and their
 * kin, bare or in the body of one test function. Definitions of that function, calls of it and
 * `const assert = require('assert')` are passed over.
 *
 * @throws UnreadableError where the program does anything else; it must then be run.
 * @example
 * readJavascriptAssertions('console.assert(add(1, 2) === 3)').entryPoint; // 'add'
 */
export function readJavascriptAssertions(text: string): ReadAssertions {
  const parser = new Parser(javascriptTokens(text), JAVASCRIPT);
  const found: NamedTest[] = [];
  const aliases = new Map<string, string>();
  const functions = new Set<string>();
  while (parser.token.type !== 'end') {
    if (parser.skip(';') || (functions.size > 0 && parser.skip('}'))) continue;
    readStatement(parser, found, aliases, functions);
  }
  return collect(found, aliases);
}

function readStatement(
  parser: Parser,
  found: NamedTest[],
  aliases: Map<string, string>,
  functions: Set<string>,
): void {
  if (parser.is('const') || parser.is('let') || parser.is('var'))
    return readDeclaration(parser, aliases, functions);
  if (parser.skip('function')) {
    functions.add(parser.name());
    for (const sign of ['(', ')', '{']) parser.expect(sign);
    return;
  }
  const statement = parser.expression();
  if (statement.kind !== 'call') throw new UnreadableError('a statement that is no call');
  if (functions.has(statement.callee) && statement.arguments.length === 0) return;
  const test = readAssertion(statement);
  if (test) found.push(test);
}

/** `const testAdd = () => {`, `let candidate = add;`, `const assert = require('assert')`. */
function readDeclaration(parser: Parser, aliases: Map<string, string>, functions: Set<string>): void {
  parser.at += 1;
  const name = parser.name();
  parser.expect('=');
  if (parser.is('(') && parser.is(')', 1) && parser.is('=>', 2) && parser.is('{', 3)) {
    functions.add(name);
    parser.at += 4;
    return;
  }
  const value = parser.expression();
  if (value.kind === 'name') aliases.set(name, value.name);
  else if (value.kind !== 'call' || value.callee !== 'require') throw new UnreadableError('a declaration');
}

const EQUAL = new Set(['assert.deepEqual', 'assert.equal', 'assert.deepStrictEqual', 'assert.strictEqual']);
const CLAIM = new Set(['assert', 'assert.ok', 'console.assert']);

function readAssertion({
  callee,
  arguments: [first, second],
}: Extract<Expression, { kind: 'call' }>): NamedTest | undefined {
  if (first === undefined) throw new UnreadableError(`${callee}() without arguments`);
  if (CLAIM.has(callee)) {
    if (first.kind === 'value' && first.value.type === 'boolean' && first.value.value) return undefined;
    return readClaim(first, JAVASCRIPT);
  }
  if (!EQUAL.has(callee) || second === undefined) throw new UnreadableError(`a call of ${callee}`);
  const expected = fold(second, JAVASCRIPT);
  const deep = callee.includes('deep');
  if (!deep && (expected.type === 'list' || expected.type === 'dict')) {
    throw new UnreadableError(`${callee} with a new ${expected.type}, which is never equal`);
  }
  const nothing = !callee.includes('trict') && (expected.type === 'null' || expected.type === 'undefined');
  const equal = { kind: 'equal', expected, equality: JAVASCRIPT_EQUALITY } as const;
  if (!nothing) return named(first, equal, JAVASCRIPT);
  const either = [
    equal,
    { ...equal, expected: { type: expected.type === 'null' ? 'undefined' : 'null' } },
  ] as const;
  return named(first, { kind: 'any', of: either }, JAVASCRIPT);
}
