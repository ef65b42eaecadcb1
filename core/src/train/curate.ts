import type { Seed } from '../domain/index.ts';
import { type RunContext } from './context.ts';
import { sampleGroups } from './sample-groups.ts';
import { samplingOptions } from './sampling-options.ts';

/**
 * One line of `curation.jsonl`: how often the policy solved a seed, and whether the seed is kept.
 *
 * @example
 * const records = await RunFolder.open('runs/quickstart').read<CurationRecord>('curation');
 * const passRates = records.map(({ correct, samples }) => correct / samples);
 * const tooHard = records.filter(({ reason }) => reason === 'too hard').length;
 */
export interface CurationRecord {
  readonly seedId: string;
  readonly samples: number;
  readonly correct: number;
  readonly kept: boolean;
  readonly reason?: string;
}

/**
 * Measures how often the current policy solves each training seed and keeps those at the edge of its
 * abilities (report section 2: seeds are "situated at the edge of Phi-4's current abilities"). The raw counts
 * are kept, so that another window needs no new sampling.
 */
export async function curateSeeds(context: RunContext): Promise<CurationRecord[]> {
  const { kernel, settings, seeds } = context;
  const { samples, minimumPassRate, maximumPassRate } = settings.curate!;
  const sampling = samplingOptions(settings, { temperature: 1 });
  const request = { seeds: seeds.train, samplesPerSeed: samples, label: 'curate', sampling };
  return sampleGroups(context, request, async ({ group }) => {
    const rollouts = await Promise.all(group.rollouts.map((one) => kernel.annotate(one, group.seed)));
    const correct = rollouts.filter(({ verdict }) => verdict?.verdict === 'correct').length;
    const rate = correct / samples;
    const reason = rate < minimumPassRate ? 'too hard' : rate > maximumPassRate ? 'too easy' : undefined;
    return { seedId: group.seed.id, samples, correct, kept: !reason, ...(reason && { reason }) };
  });
}

/** The training seeds that the records keep, in their own order. */
export function keptSeeds(train: readonly Seed[], records: readonly CurationRecord[]): Seed[] {
  const kept = new Set(records.filter((record) => record.kept).map(({ seedId }) => seedId));
  return train.filter(({ id }) => kept.has(id));
}
