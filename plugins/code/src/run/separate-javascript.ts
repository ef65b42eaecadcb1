import { JAVASCRIPT_HARNESS } from './harness-javascript.ts';

/** What the tests see in place of Node's `assert` and `console`. Assertions tell the judge, and only it. */
const ASSERTIONS = `
function touchstone_same(a, b, strict) {
  if (a === b || (a !== a && b !== b)) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return !strict && a == b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (a instanceof Set || b instanceof Set || a instanceof Map || b instanceof Map) {
    if (a.constructor !== b.constructor || a.size !== b.size) return false;
    return touchstone_same(Array.from(a), Array.from(b), strict);
  }
  const [left, right] = [Object.keys(a), Object.keys(b)];
  if (left.length !== right.length) return false;
  return left.every((key) => Object.prototype.hasOwnProperty.call(b, key) && touchstone_same(a[key], b[key], strict));
}

function touchstone_assertions(check) {
  const assert = (value) => check(Boolean(value));
  assert.ok = assert;
  assert.equal = (a, b) => check(a == b);
  assert.notEqual = (a, b) => check(a != b);
  assert.strictEqual = (a, b) => check(Object.is(a, b));
  assert.notStrictEqual = (a, b) => check(!Object.is(a, b));
  assert.deepEqual = (a, b) => check(touchstone_same(a, b, false));
  assert.deepStrictEqual = (a, b) => check(touchstone_same(a, b, true));
  assert.strict = assert;
  const silent = () => undefined;
  const console = { assert, log: silent, error: silent, warn: silent, info: silent };
  const require = (name) => {
    if (name.replace('node:', '') === 'assert') return assert;
    throw new ReferenceError('the tests require ' + name);
  };
  return [assert, console, require];
}
`;

/**
 * The tests of a data set as a program of their own, without the program that is judged; see the Python one.
 * Text of the tests is trusted, so it may stand in the source.
 */
export function javascriptSeparate(setup: string, tests: string, entryPoint: string): string {
  return `${JAVASCRIPT_HARNESS.slice(0, JAVASCRIPT_HARNESS.indexOf('function __touchstone_call'))}${ASSERTIONS}
const touchstone_opaque = (wire) => Array.isArray(wire) && (wire[0] === 'opaque' || wire.some(touchstone_opaque));
class CandidateError extends Error {}
class OpaqueValue extends Error {}
class TooManyCalls extends Error {}
class AssertionFailed extends Error {}

function touchstone_judge(known) {
  let state = 20240229;
  Math.random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  const answers = new Map(known.map(([key, ...answer]) => [key, answer]));
  const needs = new Map();
  let unknowns = 0;
  let assertions = 0;
  const unknown = new Proxy(function () {}, {
    get(_, name) {
      if (name === Symbol.toPrimitive) return () => 0;
      if (name === Symbol.iterator) return function* () {};
      return name === 'toJSON' ? () => null : unknown;
    },
    apply: () => unknown,
    construct: () => unknown,
  });
  const candidate = (...positional) => {
    const wire = positional.map((item) => __touchstone_encode(item, 0));
    const key = JSON.stringify(wire);
    if (wire.some(touchstone_opaque)) throw new OpaqueValue('the tests pass an argument that is no data');
    const answer = answers.get(key);
    if (answer !== undefined) {
      const [kind, content] = answer;
      if (kind === 'error') throw new CandidateError(content);
      return __touchstone_decode(content);
    }
    needs.set(key, [wire, []]);
    unknowns += 1;
    if (unknowns > 1000) throw new TooManyCalls();
    return unknown;
  };
  const check = (passed) => {
    assertions += 1;
    if (!passed && unknowns === 0) throw new AssertionFailed('assertion ' + assertions + ' failed');
  };
  let problem = null;
  try {
    (function (${entryPoint}, assert, console, require) {
${setup}
${tests}
    })(candidate, ...touchstone_assertions(check));
  } catch (error) {
    const name = error instanceof Error ? error.constructor.name : 'Error';
    problem = [name, String(error && error.message).slice(0, 300)];
  }
  return { needs: Array.from(needs), problem, assertions };
}
`;
}

/** The tests beside the program, which can then change what they say. */
export function javascriptInProcess(program: string, tests: string): string {
  return `${program}
;${ASSERTIONS}
function touchstone_in_process() {
  const check = (passed) => {
    if (!passed) throw new Error('an assertion failed');
  };
  const [assert, console, require] = touchstone_assertions(check);
  (function () {
${tests}
  })();
  return 'passed';
}
`;
}
