import type { PluginFixtures } from '@touchstone-rl/plugin-kit';

/** What a bad plugin must be told. */
export interface Expected {
  /** The clause that it breaks. */
  readonly check: string;
  /** A part of the sentence. */
  readonly says: string;
  readonly fixtures?: PluginFixtures;
}

const NUMBERS: PluginFixtures = {
  correct: [{ gold: '12', pred: '12' }],
  incorrect: [{ gold: '12', pred: '13' }],
};
const QUICK: PluginFixtures = { deadlineMilliseconds: 250 };

/** The zoo: one deliberately bad plugin a file, and the message it must get. */
export const zoo: Readonly<Record<string, Expected>> = {
  'accepts-everything': {
    check: 'verifier/near-misses',
    says: 'is judged correct ("why not")',
    fixtures: NUMBERS,
  },
  'accepts-nothing': { check: 'verifier/gold', says: 'the gold "12" is judged incorrect', fixtures: NUMBERS },
  'asks-names': { check: 'uses/network', says: 'it uses the network (dns.promises.lookup at' },
  'bare-options': { check: 'definition/options', says: 'the option `bonus` has no description' },
  'blames-missing-golds': {
    check: 'verifier/missing-gold',
    says: 'a right answer is judged incorrect when the seed has no gold',
    fixtures: NUMBERS,
  },
  'breaks-on-empty': { check: 'reward/hostile', says: 'it throws on the empty text' },
  'breaks-on-unicode': {
    check: 'reward/hostile',
    says: 'it throws on half of a surrogate pair: URI malformed',
  },
  'chance-filter': { check: 'filter/deterministic', says: 'is kept in one run and dropped' },
  'changes-arrays': {
    check: 'leaves/builtins',
    says: 'it, or a library that it imports, changes Array.prototype.last',
  },
  'changes-rollout': { check: 'reward/range', says: 'it changes what it is given' },
  'changes-text-on-import': {
    check: 'leaves/builtins',
    says: 'it, or a library that it imports, changes String.prototype.shout',
  },
  clock: { check: 'uses/clock', says: 'it reads the clock (Date at' },
  'counts-calls': { check: 'reward/deterministic', says: 'the same rollout got 1 and then 0.5' },
  'counts-characters': { check: 'reward/units', says: 'it counts characters where lengths are tokens' },
  'deep-recursion': {
    check: 'reward/hostile',
    says: 'it throws on deep nesting: Maximum call stack size exceeded',
  },
  'drops-without-reason': { check: 'filter/hostile', says: 'with "" as the reason' },
  'duplicate-ids': { check: 'seeds/ids', says: 'gives the id "n0" to train seed 0 and to validation seed 0' },
  'endless-after-await': {
    check: 'verifier/hostile',
    says: 'half of a surrogate pair did not end',
    fixtures: { ...NUMBERS, ...QUICK },
  },
  'endless-loop': { check: 'reward/range', says: 'did not end within 250 ms', fixtures: QUICK },
  'endless-source': { check: 'seeds/shape', says: 'gives more than the 20 train seeds that were asked for' },
  'evaluates-arithmetic': {
    check: 'reward/evaluation',
    says: 'it runs what a model wrote as a program of this process (eval at',
  },
  exits: { check: 'reward/hostile', says: 'the empty text ended the process with exit code 3' },
  'exponential-expression': { check: 'reward/regular-expressions', says: 'takes exponential time' },
  'file-access': { check: 'uses/files', says: 'it reads or writes files (fs.existsSync at' },
  'fine-clock': { check: 'uses/clock', says: 'it reads the clock (process.hrtime.bigint at' },
  'first-wins': { check: 'reward/order', says: 'at place 0 of its group and 0 at another place' },
  'floating-promise': { check: 'leaves/rejections', says: 'nobody waited for it (too long to check)' },
  'group-of-one': { check: 'reward/scores', says: 'returned NaN, which is not a finite number' },
  'hidden-randomness': { check: 'uses/random', says: 'it draws hidden random numbers (Math.random at' },
  'ignores-signs': {
    check: 'verifier/near-misses',
    says: 'the answer "-12" is judged correct',
    fixtures: NUMBERS,
  },
  infinite: { check: 'reward/scores', says: 'returned Infinity, which is not a finite number' },
  'inherited-answers': {
    check: 'verifier/hostile',
    says: 'an inherited name is judged correct',
    fixtures: NUMBERS,
  },
  'keeps-state': { check: 'reward/stateless', says: 'it keeps state between calls' },
  'keeps-verdicts': { check: 'verifier/stateless', says: 'it keeps state between calls', fixtures: NUMBERS },
  'kept-clock': { check: 'uses/clock', says: 'it reads the clock (Date at' },
  'lax-options': { check: 'definition/unknown-option', says: 'use z.strictObject' },
  'left-timer': { check: 'leaves/timers', says: 'a timer still runs after the calls (setInterval at' },
  'logger-without-numbers': {
    check: 'logger/reports',
    says: 'on a step whose loss is not a number (onStep) it throws: cannot write loss NaN',
  },
  lopsided: {
    check: 'verifier/symmetric',
    says: '"0.33" is judged correct against "0.3333", and incorrect when they change places',
    fixtures: { ...NUMBERS, correct: [{ gold: '0.3333', pred: '0.33' }], symmetric: true },
  },
  'machine-language': {
    check: 'uses/environment',
    says: 'it depends on the machine it runs on (Number.toLocaleString at',
  },
  'machine-time-zone': {
    check: 'uses/environment',
    says: 'it depends on the machine it runs on (Date.getHours at',
  },
  nan: { check: 'reward/scores', says: 'returned NaN, which is not a finite number' },
  'nameless-strata': { check: 'seeds/strata', says: 'on seed sum-0 `stratum` throws' },
  network: { check: 'uses/network', says: 'it uses the network (globalThis.fetch at' },
  'never-resolves': {
    check: 'reward/hostile',
    says: 'the empty text did not end within 250 ms',
    fixtures: QUICK,
  },
  'no-reason': { check: 'verifier/gold', says: 'its verdict has no reason', fixtures: NUMBERS },
  'not-a-plugin': { check: 'definition/loads', says: 'does not export a plugin' },
  'nothing-is-zero': {
    check: 'verifier/near-misses',
    says: 'the answer "" is judged correct against the gold "0"',
    fixtures: NUMBERS,
  },
  'numbers-as-golds': { check: 'seeds/shape', says: 'has a number as its gold, which must be text' },
  'other-context': {
    check: 'reward/evaluation',
    says: 'it runs what a model wrote as a program of this process (vm.runInNewContext at',
  },
  'other-process': { check: 'uses/processes', says: 'it starts other processes', fixtures: NUMBERS },
  'out-of-range': { check: 'reward/scores', says: 'outside its declared range [0, 1]' },
  'overlapping-splits': { check: 'seeds/splits', says: 'is the same problem as train seed train-0' },
  'part-of-the-gold': {
    check: 'verifier/near-misses',
    says: 'the answer "12012" is judged correct',
    fixtures: NUMBERS,
  },
  prints: { check: 'uses/console', says: 'it prints (console.log at' },
  'quadratic-copy': { check: 'reward/linear-work', says: 'its work grows faster than the length' },
  'quadratic-expression': {
    check: 'verifier/regular-expressions',
    says: 'takes quadratic time on some long responses',
    fixtures: NUMBERS,
  },
  'quadratic-loop': { check: 'reward/linear-work', says: 'its work grows faster than the length' },
  'quadratic-search': { check: 'reward/linear-work', says: 'its work grows faster than the length' },
  'random-bytes': { check: 'uses/random', says: 'it draws hidden random numbers (crypto.randomInt at' },
  'reads-beginnings': {
    check: 'verifier/near-misses',
    says: 'the answer "12banana" is judged correct',
    fixtures: NUMBERS,
  },
  'reads-environment': {
    check: 'uses/environment',
    says: 'it depends on the machine it runs on (process.env.BONUS at',
  },
  'returns-text': { check: 'reward/scores', says: 'returned 1, which is not a number' },
  'runs-answers': {
    check: 'reward/evaluation',
    says: 'it runs what a model wrote as a program of this process (new Function at',
  },
  'scores-unjudged': { check: 'reward/outcomes', says: 'a rollout without a verdict is scored 0' },
  'sees-spaces': {
    check: 'verifier/rewriting',
    says: 'and incorrect after the rewriting "spaces around it"',
    fixtures: { ...NUMBERS, rewritings: [{ name: 'spaces around it', prefix: ' ', suffix: ' ' }] },
  },
  'shared-generator': {
    check: 'seeds/deterministic',
    says: 'gives other train seeds when it is asked again',
  },
  'shouting-name': { check: 'definition/name', says: 'is not lower case with hyphens' },
  'sorts-tokens': { check: 'reward/range', says: 'it changes what it is given' },
  'starts-threads': {
    check: 'uses/processes',
    says: 'it starts other processes or threads (worker_threads.Worker at',
  },
  'throws-strings': { check: 'reward/scores', says: 'threw "no thought"' },
  'too-few-scores': { check: 'reward/scores', says: 'it returned 6 scores for a group of 18 rollouts' },
  'unbounded-range': { check: 'reward/range', says: 'both ends must be finite' },
  'undeclared-term': { check: 'reward/range', says: 'the term bonus declares no range' },
  'wordless-prompts': { check: 'seeds/shape', says: 'has a prompt without a word' },
  'wrong-golds': { check: 'seeds/gold', says: 'the gold of seed train-9 is judged incorrect ("another")' },
  'wrong-manifest': {
    check: 'package/manifest',
    says: '"touchstone.kind" is "verifier", and the plugin is a reward',
  },
  'yes-is-no-verdict': {
    check: 'verifier/gold',
    says: 'returned true, which is not a verdict',
    fixtures: NUMBERS,
  },
};
