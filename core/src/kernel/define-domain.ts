import {
  fingerprint,
  randomStream,
  type Group,
  type RandomStream,
  type Rollout,
  type Seed,
  type Split,
  type Verdict,
} from '../domain/index.ts';
import { definePlugin, type OptionsOutput, type OptionsSchema, type PluginFactory } from './define-plugin.ts';
import type { DomainInput, DomainStratum, WrittenProblem } from './domain-input.ts';
import { TouchstoneError } from './errors.ts';
import type { TermScore } from './hooks.ts';
import { judgeAnswers } from './judge-answers.ts';
import type { Benchmark, SeedRequest } from './providers.ts';

/** Draws in a row without a new problem after which a stratum counts as exhausted. */
const PATIENCE = 50_000;

/** The split of a canonical form: 80 % train, 10 % validation, 10 % test, from the form and nothing else. */
export function splitOfForm(domain: string, canonical: string): Split {
  const place = randomStream(0, `${domain}/split`, canonical).next();
  if (place < 0.8) return 'train';
  return place < 0.9 ? 'validation' : 'test';
}

/**
 * Defines a domain: a seed source, a verifier and a benchmark, all named after the plugin.
 *
 * The same request gives the same seeds, a shorter request the beginning of a longer one; strata take turns;
 * splits are disjoint by canonical form, whatever the options and random seeds.
 *
 * @example
 * import { z } from 'zod';
 * export default defineDomain({
 *   name: 'parity',
 *   options: z.strictObject({ bits: z.int().min(8).max(64).default(32) }),
 *   strata: () => [{ name: 'any' }],
 *   draw: (random, _, { bits }) => Array.from({ length: bits }, () => random.integer(0, 1)).join(''),
 *   canonical: (bits) => bits,
 *   write: (bits) => ({
 *     prompt: `Is the number of ones in ${bits} even or odd? End with <final_answer>even or odd</final_answer>.`,
 *     gold: [...bits].filter((bit) => bit === '1').length % 2 ? 'odd' : 'even',
 *     meta: { difficulty: bits.length },
 *   }),
 *   forms: ['tag'],
 *   judge: (answer, { gold }) => (answer === gold ? correct('equal') : incorrect(`it is ${gold}`)),
 *   benchmark: { description: 'Parity of 32 bits', size: 500, samples: 1, options: { bits: 32 } },
 * });
 */
export function defineDomain<Schema extends OptionsSchema, Stratum extends DomainStratum, Problem>(
  input: DomainInput<Schema, Stratum, Problem>,
): PluginFactory<Schema> {
  type Options = OptionsOutput<Schema>;
  return definePlugin<Schema>({
    ...input,
    kind: 'domain',
    setup({ options, hooks, addVerifier, addSeedSource, addBenchmark, declareTerm }) {
      const judge = (answer: string, seed: Seed): Verdict => input.judge(answer, seed, options);
      addVerifier(input.name, {
        verify: (judged) => judgeAnswers(judged, input.forms, judge),
        checkGold: (seed) => faultOfGold(seed, judge),
      });
      addSeedSource(input.name, { seeds: (request) => domainSeeds(input, request, options) });
      addBenchmark(input.name, benchmarkOf(input));
      if (!input.credit?.enabled(options as Options)) return;
      declareTerm({ name: input.credit.term, range: [0, 1] });
      hooks.computeReward.tap(input.name, (group) => ({
        [input.credit!.term]: creditsOf(input.name, group),
      }));
    },
  });
}

/** The seeds of a domain without a kernel: what its seed source gives for a request and whole options. */
function* domainSeeds<Schema extends OptionsSchema, Stratum extends DomainStratum, Problem>(
  input: DomainInput<Schema, Stratum, Problem>,
  { split, count, randomSeed }: Pick<SeedRequest, 'split' | 'count' | 'randomSeed'>,
  options: OptionsOutput<Schema>,
): Generator<Seed> {
  const seen = new Set<string>();
  const strata = input.strata(options);
  const random = randomStream(randomSeed, input.name, split);
  for (let i = 0; i < count; i++) {
    const stratum = strata[i % strata.length]!;
    const seed = drawSeed(input, { random, stratum, split, seen, options });
    if (!seed) throw spaceTooSmall(input.name, stratum.name, split, i, count, options);
    yield seed;
  }
}

interface Draw<Stratum, Options> {
  readonly random: RandomStream;
  readonly stratum: Stratum;
  readonly split: Split;
  readonly seen: Set<string>;
  readonly options: Options;
}

function drawSeed<Schema extends OptionsSchema, Stratum extends DomainStratum, Problem>(
  input: DomainInput<Schema, Stratum, Problem>,
  { random, stratum, split, seen, options }: Draw<Stratum, OptionsOutput<Schema>>,
): Seed | undefined {
  for (let attempt = 0; attempt < PATIENCE; attempt++) {
    const problem = input.draw(random, stratum, options);
    if (problem === undefined) continue;
    const canonical = input.canonical(problem);
    if (seen.has(canonical) || splitOfForm(input.name, canonical) !== split) continue;
    const written = input.write(problem, stratum, options);
    if (!written) continue;
    seen.add(canonical);
    return seedOf(input.name, stratum, canonical, written);
  }
  return undefined;
}

function seedOf(name: string, stratum: DomainStratum, canonical: string, written: WrittenProblem): Seed {
  const { prompt, gold, demonstration, meta } = written;
  return {
    id: `${name}:${fingerprint(prompt)}`,
    prompt: [{ role: 'user', content: prompt }],
    gold,
    domain: name,
    source: name,
    verifier: name,
    ...(demonstration !== undefined && { demonstration }),
    meta: { stratum: stratum.name, ...meta, canonical },
  };
}

/** Always the test split of random seed 0, whatever the run's: figures of different runs compare. */
function benchmarkOf<Schema extends OptionsSchema, Stratum extends DomainStratum, Problem>(
  input: DomainInput<Schema, Stratum, Problem>,
): Benchmark {
  const { description, samples, size, options } = input.benchmark;
  return {
    description,
    samples,
    stratum: ({ meta }) => String(meta?.['stratum']),
    seeds: ({ count }) =>
      domainSeeds(input, { split: 'test', count: Math.min(count, size), randomSeed: 0 }, options),
  };
}

function faultOfGold(seed: Seed, judge: (answer: string, seed: Seed) => Verdict): string | undefined {
  if (seed.gold === undefined) return 'the seed has no gold';
  const { verdict, reason } = judge(seed.gold, seed);
  return verdict === 'correct' ? undefined : reason;
}

/** One score per rollout of the domain's own seeds: the credit of its verdict, 0 for an answer without one. */
function creditsOf(domain: string, { seed, rollouts }: Group): TermScore[] {
  return rollouts.map(({ verdict }: Rollout): TermScore => {
    if (seed.verifier !== domain) return { abstained: `the seed is judged by ${seed.verifier}` };
    if (!verdict || verdict.verdict === 'unverifiable') return { abstained: 'there is no verdict' };
    const credit = verdict.evidence?.['credit'];
    return verdict.verdict === 'correct' ? 1 : typeof credit === 'number' ? credit : 0;
  });
}

function spaceTooSmall(
  domain: string,
  stratum: string,
  split: Split,
  found: number,
  count: number,
  options: unknown,
): TouchstoneError {
  return new TouchstoneError({
    code: 'DOMAIN_SPACE_TOO_SMALL',
    message: `only ${found} of ${count} ${split} seeds could be made: ${domain} found no further problem of the kind "${stratum}" in this split`,
    place: `options.${domain}`,
    value: options,
    fix: `ask for fewer seeds, or widen the options of ${domain}`,
  });
}
