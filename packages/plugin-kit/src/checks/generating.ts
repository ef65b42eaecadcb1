import type { BadSeed, Kernel, Seed, SeedRequest } from '@touchstone-rl/core';
import { firstLine, type Subject } from '../subject.ts';

export type SplitName = SeedRequest['split'];

/** A source or benchmark of the plugin under test. */
export interface Generator {
  readonly kind: 'seed source' | 'benchmark';
  readonly name: string;
  readonly seeds: (
    kernel: Kernel,
    request: SeedRequest,
  ) => Iterable<Seed | BadSeed> | AsyncIterable<Seed | BadSeed>;
}

/** What a source gave for one request. */
export interface Generated {
  readonly seeds: readonly Seed[];
  readonly bad: readonly BadSeed[];
}

const COUNT = 20;

export function generatorsOf(subject: Subject): Generator[] {
  return [
    ...subject.provided('seedSources').map((name): Generator => ({
      kind: 'seed source',
      name,
      seeds: (kernel, request) => kernel.seedSource(name).seeds(request),
    })),
    ...subject.provided('benchmarks').map((name): Generator => ({
      kind: 'benchmark',
      name,
      seeds: (kernel, request) => kernel.benchmark(name).seeds(request),
    })),
  ];
}

/** Splits that a generator is asked for: a benchmark is for reporting only. */
export function splitsOf(subject: Subject, { kind }: Generator): readonly SplitName[] {
  return subject.fixtures.splits ?? (kind === 'benchmark' ? ['test'] : ['train', 'validation', 'test']);
}

export function requestFor(subject: Subject, split: SplitName, randomSeed = 7): SeedRequest {
  return { split, count: subject.fixtures.count ?? COUNT, randomSeed, baseFolder: subject.folder };
}

/** Thrown when a source fails; its message is the sentence. */
export class GeneratorFailed extends Error {}

/** Asks a source for seeds. More than twice what was asked for is not read. */
export async function generate(
  subject: Subject,
  generator: Generator,
  request: SeedRequest,
  kernel?: Kernel,
): Promise<Generated> {
  const what = `the ${generator.kind} ${generator.name} (${request.split}, ${request.count} seeds)`;
  const run = kernel ?? (await subject.kernel());
  const seeds: Seed[] = [];
  const bad: BadSeed[] = [];
  try {
    await subject.call(what, async () => {
      for await (const row of generator.seeds(run, request)) {
        if ('bad' in row) bad.push(row);
        else seeds.push(row);
        if (seeds.length > 2 * request.count + 10) break;
      }
    });
  } catch (error) {
    throw new GeneratorFailed(`${what} throws: ${firstLine(error)}`);
  }
  return { seeds, bad };
}
