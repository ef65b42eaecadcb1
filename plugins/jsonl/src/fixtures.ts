/** A line that holds a seed: nothing but what is needed, and everything there is. */
export const minimal = '{"id":"a","prompt":"1+1=?","gold":"2","domain":"math","verifier":"math"}';
export const full = JSON.stringify({
  id: 'b',
  prompt: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: '2+2=?' },
  ],
  gold: '4',
  goldOrigin: 'majority',
  domain: 'math',
  source: 'by hand',
  licence: 'CC0-1.0',
  verifier: 'math',
  demonstration: '<think>2+2=4</think>\\boxed{4}',
  meta: { difficulty: 1, tags: ['sum', null] },
});

/** Lines that hold nothing and are passed over. */
export const zero: readonly string[] = ['', ' ', '\t\r', '\u00a0'];

const withChange = (change: Record<string, unknown>): string =>
  JSON.stringify({ ...(JSON.parse(minimal) as object), ...change });

/** Lines that are no seeds, with a part of the reason. */
export const malformed: readonly [line: string, reason: string][] = [
  ['{"id":', 'not JSON'],
  ['{}{}', 'not JSON'],
  ['[]', 'expected an object'],
  ['"a"', 'expected an object'],
  ['null', 'expected an object'],
  ['{}', 'id: '],
  [withChange({ id: '' }), 'id: '],
  [withChange({ id: 7 }), 'id: '],
  [withChange({ prompt: undefined }), 'prompt: expected a string or a list of messages'],
  [withChange({ prompt: 7 }), 'prompt: expected a string or a list of messages'],
  [withChange({ prompt: [] }), 'prompt: expected a message'],
  [withChange({ prompt: [{ role: 'tool', content: '' }] }), 'prompt.0.role: '],
  [withChange({ gold: 2 }), 'gold: '],
  [withChange({ goldOrigin: 'guess' }), 'goldOrigin: '],
  [withChange({ domain: undefined }), 'domain: '],
  [withChange({ verifier: null }), 'verifier: '],
  [withChange({ meta: [] }), 'meta: '],
  [`{"meta":${'['.repeat(65)}${']'.repeat(65)}}`, 'nested deeper than 64 levels'],
  [withChange({ demonstraton: 'x' }), 'demonstraton'],
];

/** Lines that are made to do harm: each must be a bad row or a harmless seed, and never an exception. */
export const hostile: readonly string[] = [
  '['.repeat(100_000),
  `{"meta":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`,
  minimal.replace('"gold"', '"__proto__":{"gold":"3"},"gold"'),
  minimal.replace('"2"', '"2","meta":{"__proto__":{"polluted":true}}'),
  minimal.replace('"2"', '"2","meta":{"constructor":{"prototype":{"polluted":true}}}'),
  minimal.replace('"a"', '"\\u0000../../etc/passwd"'),
  minimal.replace('1+1=?', '\\ud800'),
];

/** What `touchstone test` and the plugin kit try this plugin with. */
export default {
  options: {
    train: 'fixtures/train.jsonl',
    validation: 'fixtures/validation.jsonl',
    test: 'fixtures/test.jsonl',
  },
  malformedOptions: [{ train: '' }, { maxLineBytes: 0 }, { file: 'train.jsonl' }],
  uses: ['files'],
  with: ['math'],
};
