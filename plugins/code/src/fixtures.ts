/** A row and an answer to it, as `touchstone verify` reads them. */
export interface Case {
  readonly name: string;
  readonly language: 'python' | 'javascript';
  readonly completion: string;
  /** A program that is right, where the case has one to be compared with. */
  readonly gold?: string;
}

/** The tests of every case: `add(a, b)`, by calls. */
export const ADD = {
  entryPoint: 'add',
  tests: [
    { args: [17, 25], expected: 42 },
    { args: [1000, -1], expected: 999 },
  ],
} as const;

/** Right answers: every test passes. */
export const full: readonly Case[] = [
  {
    name: 'javascript',
    language: 'javascript',
    completion: '```js\nconst add = (a, b) => a + b;\n```',
    gold: 'const add = (a, b) => a + b;',
  },
  { name: 'python', language: 'python', completion: '```python\ndef add(a, b):\n    return a + b\n```' },
  {
    name: 'behind a thought with another block',
    language: 'javascript',
    completion:
      '<think>```js\nadd = 0\n```</think>So:\n```javascript\nfunction add(a, b) { return a + b; }\n```\nDone.',
  },
];

/** Wrong answers that run well. */
export const zero: readonly Case[] = [
  { name: 'another value', language: 'javascript', completion: '```js\nconst add = (a, b) => a - b;\n```' },
  {
    name: 'another type',
    language: 'javascript',
    completion: '```js\nconst add = (a, b) => String(a + b);\n```',
  },
  { name: 'no value', language: 'javascript', completion: '```js\nfunction add(a, b) { a + b; }\n```' },
];

/** Answers without a program that could run; the policy failed to answer, so they are `incorrect`. */
export const malformed: readonly Case[] = [
  { name: 'no block', language: 'javascript', completion: 'const add = (a, b) => a + b;' },
  { name: 'a block of another language', language: 'javascript', completion: '```rust\nfn add() {}\n```' },
  {
    name: 'a block that is never closed',
    language: 'javascript',
    completion: '```js\nconst add = (a, b) => a + b;',
  },
  {
    name: 'a block in the thought alone',
    language: 'javascript',
    completion: '<think>```js\nconst add = (a, b) => a + b;\n```',
  },
  { name: 'a syntax error', language: 'javascript', completion: '```js\nconst add = (a, b) => a +;\n```' },
  { name: 'another name', language: 'javascript', completion: '```js\nconst sum = (a, b) => a + b;\n```' },
  { name: 'an empty block', language: 'javascript', completion: '```js\n```' },
];

/** Answers that try to win without the answer, or to tie the verifier up; never `correct`. */
export const hostile: readonly Case[] = [
  {
    name: 'a result that converts itself',
    language: 'javascript',
    completion: '```js\nconst add = () => ({ valueOf: () => 42, toJSON: () => 42 });\n```',
  },
  { name: 'an endless loop', language: 'javascript', completion: '```js\nfor (;;);\n```' },
  {
    name: 'a fake result on stdout',
    language: 'javascript',
    completion: '```js\nconsole.log(JSON.stringify([42, 999])); function add() { return "AC"; }\n```',
  },
  {
    name: 'the harness replaced',
    language: 'javascript',
    completion: '```js\nglobalThis.__touchstone_encode = () => true; function add() { return true; }\n```',
  },
  { name: 'a flood of fences', language: 'javascript', completion: '```'.repeat(200_000) },
];

/** Options that are refused, with a word of the reason. */
export const malformedOptions: readonly [options: Record<string, unknown>, reason: string][] = [
  [{ extraction: 'anywhere' }, 'extraction'],
  [{ assertions: 'eval' }, 'assertions'],
  [{ limits: { cpuSeconds: 0 } }, 'limits.cpuSeconds'],
  [{ limits: { seconds: 1 } }, 'seconds'],
  [{ maxTests: 0 }, 'maxTests'],
  [{ tolerance: 1 }, 'tolerance'],
];

/** A case as the plugin kit takes it: the tests are the row's, in the seed. */
const answers = (cases: readonly Case[]): object[] =>
  cases.map(({ language, ...answer }) => ({ ...answer, seed: { meta: { language, ...ADD } } }));

/** What `touchstone test` and the plugin kit try this plugin with, in a sandbox where one can be had. */
export default {
  options: { limits: { cpuSeconds: 0.5 } },
  seed: { meta: { language: 'javascript', ...ADD } },
  correct: answers(full),
  incorrect: answers([...zero, ...malformed]),
  neverCorrect: answers(hostile),
  rewritings: [
    { name: 'words behind it', suffix: '\n\nIt adds them.' },
    { name: 'a block of output behind it', suffix: '\n```text\n42\n```\n' },
    { name: 'carriage returns', replace: ['\n', '\r\n'] },
  ],
  malformedOptions: malformedOptions.map(([options]) => options),
};
