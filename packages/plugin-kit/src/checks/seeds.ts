import { parseResponse, type Seed } from '@touchstone-rl/core';
import { firstLine, type Subject } from '../subject.ts';
import { failed, firstFailure, sameData, skipped, type Check, type Outcome } from './check.ts';
import {
  generate,
  generatorsOf,
  GeneratorFailed,
  requestFor,
  splitsOf,
  type Generator,
  type SplitName,
} from './generating.ts';

const each =
  (find: (subject: Subject, generator: Generator) => Promise<Outcome>): Check['run'] =>
  async (subject) => {
    for (const generator of generatorsOf(subject)) {
      const outcome = await find(subject, generator).catch(sentenceOf);
      if (outcome) return outcome;
    }
    return undefined;
  };

/** Clauses about seed sources and benchmarks. */
export const seedChecks: readonly Check[] = [
  {
    check: 'seeds/shape',
    title: 'every seed is whole, and no more come than were asked for',
    run: each(areWhole),
  },
  {
    check: 'seeds/ids',
    title: 'ids are unique, within a split and between splits',
    run: each(haveUniqueIds),
  },
  { check: 'seeds/strata', title: 'each seed of a benchmark has a stratum', run: each(haveStrata) },
  { check: 'seeds/splits', title: 'splits are disjoint', run: each(areDisjoint) },
  {
    check: 'seeds/deterministic',
    title: 'the same request gives the same seeds',
    run: each(areDeterministic),
  },
  { check: 'seeds/gold', title: "each seed's own gold is correct", run: each(goldsVerify) },
  {
    check: 'seeds/demonstrations',
    title: "each seed's demonstration is correct",
    run: each(demonstrationsVerify),
  },
];

function sentenceOf(error: unknown): Outcome {
  if (error instanceof GeneratorFailed) return failed(error.message);
  throw error;
}

async function seedsBySplit(
  subject: Subject,
  generator: Generator,
): Promise<Map<SplitName, readonly Seed[]>> {
  const found = new Map<SplitName, readonly Seed[]>();
  for (const split of splitsOf(subject, generator)) {
    found.set(split, (await generate(subject, generator, requestFor(subject, split))).seeds);
  }
  return found;
}

async function areWhole(subject: Subject, generator: Generator): Promise<Outcome> {
  for (const split of splitsOf(subject, generator)) {
    const request = requestFor(subject, split);
    const { seeds, bad } = await generate(subject, generator, request);
    if (seeds.length === 0) {
      const why = bad[0] ? `; the first bad row: ${bad[0].reason}` : '';
      return failed(
        `${generator.name} gives no ${split} seeds: give a split that it has in \`splits\`${why}`,
      );
    }
    if (seeds.length > request.count) {
      return failed(
        `${generator.name} gives more than the ${request.count} ${split} seeds that were asked for`,
      );
    }
    const outcome = await firstFailure(seeds, (seed) => faultOf(seed) ?? faultOfPrompt(seed));
    if (outcome) return outcome;
  }
  return undefined;
}

const TEXT_FIELDS = ['id', 'domain', 'verifier'] as const;

/** What is wrong with one seed. */
export function faultOf(seed: Seed): string | undefined {
  const empty = TEXT_FIELDS.find((field) => typeof seed[field] !== 'string' || seed[field] === '');
  if (empty) return `a seed has ${JSON.stringify(seed[empty])} as its \`${empty}\`, which must be text`;
  if (!Array.isArray(seed.prompt) || seed.prompt.length === 0) {
    return `seed ${seed.id} has no prompt: it must be a list of chat messages`;
  }
  const message = seed.prompt.find(({ role, content }) => typeof content !== 'string' || !isRole(role));
  if (message) return `seed ${seed.id} has the message ${JSON.stringify(message)}, which is none`;
  if (seed.gold !== undefined && typeof seed.gold !== 'string') {
    return `seed ${seed.id} has a ${typeof seed.gold} as its gold, which must be text`;
  }
  return survivesJson(seed.meta) ? undefined : `the meta of seed ${seed.id} does not survive JSON`;
}

function faultOfPrompt({ id, prompt }: Seed): string | undefined {
  if (prompt.some(({ content }) => content.trim() !== '')) return undefined;
  return `seed ${id} has a prompt without a word: a model would be asked nothing`;
}

function isRole(role: unknown): boolean {
  return role === 'system' || role === 'user' || role === 'assistant';
}

function survivesJson(value: unknown): boolean {
  try {
    const text = JSON.stringify(value);
    return value === undefined || sameData(JSON.parse(text), value);
  } catch {
    return false;
  }
}

async function haveUniqueIds(subject: Subject, generator: Generator): Promise<Outcome> {
  const places = new Map<string, string>();
  for (const [split, seeds] of await seedsBySplit(subject, generator)) {
    for (const [i, { id }] of seeds.entries()) {
      const place = `${split} seed ${i}`;
      const earlier = places.get(id);
      if (earlier)
        return failed(`${generator.name} gives the id ${JSON.stringify(id)} to ${earlier} and to ${place}`);
      places.set(id, place);
    }
  }
  return undefined;
}

async function haveStrata(subject: Subject, generator: Generator): Promise<Outcome> {
  const kernel = await subject.kernel();
  const benchmark = generator.kind === 'benchmark' ? kernel.benchmark(generator.name) : undefined;
  if (!benchmark?.stratum) return undefined;
  for (const seeds of (await seedsBySplit(subject, generator)).values()) {
    for (const seed of seeds) {
      let stratum: unknown;
      try {
        stratum = benchmark.stratum(seed);
      } catch (error) {
        return failed(`on seed ${seed.id} \`stratum\` throws: ${firstLine(error)}`);
      }
      if (typeof stratum !== 'string' || stratum === '')
        return failed(
          `on seed ${seed.id} \`stratum\` is ${JSON.stringify(stratum)}, and must be the name of a part of the benchmark`,
        );
    }
  }
  return undefined;
}

async function areDisjoint(subject: Subject, generator: Generator): Promise<Outcome> {
  const known = new Map<string, string>();
  for (const [split, seeds] of await seedsBySplit(subject, generator)) {
    for (const { id, prompt, meta } of seeds) {
      const problem = JSON.stringify([prompt, meta ?? null]);
      const earlier = known.get(problem);
      if (earlier && !earlier.startsWith(`${split} `)) {
        return failed(
          `${split} seed ${id} is the same problem as ${earlier}: divide problems by what they are (a hash of their canonical form), not by luck`,
        );
      }
      known.set(problem, `${split} seed ${id}`);
    }
  }
  return undefined;
}

async function areDeterministic(subject: Subject, generator: Generator): Promise<Outcome> {
  const kernel = await subject.kernel();
  for (const split of splitsOf(subject, generator)) {
    const request = requestFor(subject, split);
    const first = await generate(subject, generator, request, kernel);
    await generate(subject, generator, requestFor(subject, split, 8), kernel);
    const again = await generate(subject, generator, request, kernel);
    const fresh = await generate(subject, generator, request);
    const other = [again, fresh].find((one) => !sameData(one, first));
    if (!other) continue;
    const at = first.seeds.findIndex((seed, i) => !sameData(seed, other.seeds[i]));
    return failed(
      `${generator.name} gives other ${split} seeds when it is asked again (seed ${at}): draw from randomStream(request.randomSeed, ...), and keep nothing between requests`,
    );
  }
  return undefined;
}

type Answer = (seed: Seed) => { readonly pred: string } | { readonly completion: string } | undefined;

function goldsVerify(subject: Subject, generator: Generator): Promise<Outcome> {
  return verifyEach(subject, generator, 'gold', ({ gold }) =>
    gold === undefined ? undefined : { pred: gold },
  );
}

function demonstrationsVerify(subject: Subject, generator: Generator): Promise<Outcome> {
  return verifyEach(subject, generator, 'demonstration', ({ demonstration }) =>
    demonstration === undefined ? undefined : { completion: demonstration },
  );
}

/** Judges what a seed says of itself, with the verifier that it names. */
async function verifyEach(
  subject: Subject,
  generator: Generator,
  noun: string,
  answerOf: Answer,
): Promise<Outcome> {
  const kernel = await subject.kernel();
  let judged = 0;
  for (const seeds of (await seedsBySplit(subject, generator)).values()) {
    for (const seed of seeds) {
      const form = answerOf(seed);
      if (!form) continue;
      if (!kernel.verifiers.has(seed.verifier)) return skipped(noVerifier(subject, seed));
      judged += 1;
      const parsed = 'completion' in form ? { answer: parseResponse(form.completion).answer } : {};
      const input = { seed, gold: seed.gold, ...form, ...parsed };
      const outcome = await subject.call(`the ${noun} of seed ${seed.id}`, () =>
        kernel.judge(seed.verifier, input),
      );
      const said = outcome.ok
        ? `${outcome.value.verdict} ("${outcome.value.reason}")`
        : outcome.failure.message;
      if (outcome.ok && outcome.value.verdict === 'correct') continue;
      return failed(
        `the ${noun} of seed ${seed.id} is judged ${said} by its own verifier "${seed.verifier}"`,
      );
    }
  }
  return judged === 0 ? skipped(`its seeds have no ${noun}`) : undefined;
}

function noVerifier(subject: Subject, seed: Seed): string {
  return subject.missing.length
    ? `${subject.missing.join(', ')} is not installed here, and its seeds are judged by "${seed.verifier}"`
    : `no verifier "${seed.verifier}" is loaded: name the plugin that provides it in \`with\``;
}
