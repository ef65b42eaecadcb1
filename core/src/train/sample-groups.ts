import {
  hash32,
  type Completion,
  type Group,
  type Rollout,
  type SamplingOptions,
  type Seed,
} from '../domain/index.ts';
import { throwIfInterrupted, type Codec, type EvaluationContext } from './context.ts';

export interface GroupRequest {
  readonly seeds: readonly Seed[];
  readonly samplesPerSeed: number;
  /** Distinguishes the random streams and rollout ids of different uses: `grpo/12`, `test`. */
  readonly label: string;
  readonly sampling: SamplingOptions;
}

/** A finished group together with the unrounded log-probabilities that training needs. */
export interface SampledGroup {
  readonly group: Group;
  readonly completions: readonly Completion[];
}

/** What sampling needs of a run. */
export type SamplingContext = Omit<EvaluationContext, 'kernel'>;

/**
 * Samples groups and hands each to `onGroup` as soon as its last completion is there, while the others are
 * still being sampled. Returns what `onGroup` returned, in the order of the seeds.
 */
export async function sampleGroups<T>(
  { engine, codec, settings, progress, signal }: SamplingContext,
  request: GroupRequest,
  onGroup: (sampled: SampledGroup) => Promise<T>,
): Promise<T[]> {
  const { seeds, samplesPerSeed, label } = request;
  const waiting = seeds.map(() => samplesPerSeed);
  const completions = seeds.map((): Completion[] => []);
  const results: Promise<T>[] = [];
  const requests = seeds.flatMap((seed, s) => {
    const promptTokens = codec.encodePrompt(seed);
    return Array.from({ length: samplesPerSeed }, (_, i) => ({
      id: `${s}/${i}`,
      promptTokens,
      randomSeed: hash32(JSON.stringify([settings.seed, label, seed.id, i])),
    }));
  });
  let done = 0;
  for await (const completion of engine.sample(requests, request.sampling)) {
    const [s, i] = completion.id.split('/').map(Number) as [number, number];
    completions[s]![i] = completion;
    throwIfInterrupted(signal);
    done += 1;
    if (done % 16 === 0) progress({ stage: `sampling ${label}`, done, total: requests.length });
    waiting[s]! -= 1;
    if (waiting[s] === 0) {
      const rollouts = completions[s]!.map((one, j) =>
        toRollout(one, `${label}/${seeds[s]!.id}/${j}`, seeds[s]!, codec),
      );
      const result = onGroup({ group: { seed: seeds[s]!, rollouts }, completions: completions[s]! });
      // A rejection is reported where the results are awaited, not as unhandled in the meantime.
      result.catch(() => undefined);
      results[s] = result;
    }
  }
  return Promise.all(results);
}

function toRollout(
  { tokens, logProbabilities, finishReason }: Completion,
  id: string,
  seed: Seed,
  codec: Codec,
): Rollout {
  const { endOfSequence, isEnd = (token) => token === endOfSequence } = codec;
  const ended = finishReason === 'stop' && isEnd(tokens.at(-1));
  return {
    id,
    seedId: seed.id,
    tokens: [...tokens],
    logProbabilities: logProbabilities.map((value) => Number(value.toPrecision(6))),
    text: codec.decode(tokens),
    finishReason,
    lengthTokens: ended ? tokens.length - 1 : tokens.length,
  };
}
