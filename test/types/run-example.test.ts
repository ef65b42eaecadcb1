import { expect, it } from 'vitest';
import { runExample } from './run-example.ts';

const problemsOf = async (text: string): Promise<string[]> => (await runExample(text)).problems;

it.each([
  ["'a'.repeat(3); // 'aaa'"],
  ['[1, 2].map((n) => n * 2); // [2, 4], twice as much'],
  ['({ a: -1, b: undefined, c: [null, NaN] }); // { a: -1, c: [null, NaN] }'],
  ["({ a: 1, b: 2, c: 'x' }); // { a: 1, c: ... , ... }"],
  ['1 / 3; // 0.333'],
  ['3 / 13; // 3 / 13'],
  ["'not JSON: at 7'; // 'not JSON: ...'"],
  ['const [last] = [1_000].toReversed(); // 1000'],
  ['await Promise.resolve(4);\n// 4'],
  ["JSON.parse('{'); // throws"],
  ["JSON.parse('{'); // throws: JSON at position 1"],
  ['for (const n of [1, 2]) console.log(n, [n]); // 2 [2]'],
  ["console.log(['a']); // ['a']"],
  ["import { basename } from 'node:path';\nbasename('a/b.ts' as string); // 'b.ts'"],
])('finds nothing false in %j', async (text) =>
  expect(await runExample(text)).toEqual({ claims: 1, problems: [] }),
);

it.each([
  ["'a'.repeat(3); // 'aaaa'", `line 1: 'a'.repeat(3) gives 'aaa'; it says 'aaaa'`],
  ['\n[1, 2].length; // 3 of them', 'line 2: [1, 2].length gives 2; it says 3 of them'],
  ['({ a: 1, b: 2 }); // { a: 1 }', 'line 1: ({ a: 1, b: 2 }) gives { a: 1, b: 2 }; it says { a: 1 }'],
  ['({ a: 1 }); // { a: 1, b: ... }', 'line 1: ({ a: 1 }) gives { a: 1 }; it says { a: 1, b: ... }'],
  ['0.34; // 0.333', 'line 1: 0.34 gives 0.34; it says 0.333'],
  ['0.254; // 0.25', 'line 1: 0.254 gives 0.254; it says 0.25'],
  ['[1, 2]; // [1, 2, 3]', 'line 1: [1, 2] gives [ 1, 2 ]; it says [1, 2, 3]'],
  ['null; // undefined', 'line 1: null gives null; it says undefined'],
  ["JSON.parse('1'); // throws", "line 1: JSON.parse('1') gives 1; it says throws"],
  ['const x = 1 + 1; // 3, not 2', 'line 1: x gives 2; it says 3, not 2'],
  ['if (Date.now() < 0) console.log(1); // 1', 'line 1: [1] is never reached; it says 1'],
  ["'a'.repeat(-1); // ''", "line 1: 'a'.repeat(-1) throws RangeError: Invalid count value: -1; it says ''"],
])('finds what is false in %j', async (text, problem) => expect(await problemsOf(text)).toEqual([problem]));

it('runs no example that says no value, and reports one that ends early', async () => {
  expect(await runExample('process.exit(); // ends\nconst mode = "r"; // 0 or more bytes')).toEqual({
    claims: 0,
    problems: [],
  });
  const early = 'const { length } = JSON.parse("null");\nlength; // 0';
  expect(await problemsOf(early)).toEqual([
    'line 2: length is never reached; it says 0',
    expect.stringContaining('it throws TypeError'),
  ]);
});
