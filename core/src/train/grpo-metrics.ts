import type { ScoredGroup, ScoredRollout } from '../domain/index.ts';

/**
 * Scalars of one GRPO step's rollouts. A metric that has nothing to average (the length of correct answers
 * when none is correct) is left out, never 0. `clippedShare` is the share cut off at the length limit.
 */
export function grpoMetrics(groups: readonly ScoredGroup[]): Record<string, number> {
  const all = groups.flatMap(({ rollouts }) => rollouts);
  const scored = all.filter(({ reward }) => reward.state === 'scored');
  const rewards = scored.map(({ reward }) => reward.value!);
  const verdictIs = (kind: string) => (one: ScoredRollout) => one.rollout.verdict?.verdict === kind;
  const length = ({ rollout }: ScoredRollout): number => rollout.lengthTokens;
  const metrics: Record<string, number | undefined> = {
    reward: mean(rewards),
    rewardStd: standardDeviation(rewards),
    accuracy: share(all, verdictIs('correct')),
    unverifiableShare: share(all, verdictIs('unverifiable')),
    lengthTokens: mean(all.map(length)),
    lengthTokensCorrect: mean(all.filter(verdictIs('correct')).map(length)),
    lengthTokensIncorrect: mean(all.filter(verdictIs('incorrect')).map(length)),
    clippedShare: share(all, ({ rollout }) => rollout.finishReason === 'length'),
    failedShare: share(all, ({ reward }) => reward.state === 'failed'),
    excludedShare: share(all, (one) => one.reward.state !== 'scored' || one.rollout.excluded !== undefined),
    zeroVarianceShare: share(groups, hasNoVariance),
    ...termMeans(all),
  };
  return Object.fromEntries(Object.entries(metrics).filter(([, value]) => value !== undefined)) as Record<
    string,
    number
  >;
}

/** Mean score of each term, as its plugin gave it, over the rollouts where it was scored. */
function termMeans(all: readonly ScoredRollout[]): Record<string, number | undefined> {
  const scores = new Map<string, number[]>();
  for (const { term } of all.flatMap(({ reward }) => reward.terms)) {
    const own = scores.get(term.name) ?? [];
    if (term.state === 'scored') own.push(term.score);
    scores.set(term.name, own);
  }
  return Object.fromEntries([...scores].map(([name, values]) => [`term/${name}`, mean(values)]));
}

function hasNoVariance({ rollouts }: ScoredGroup): boolean {
  const values = rollouts.flatMap(({ reward }) => (reward.state === 'scored' ? [reward.value!] : []));
  return values.every((value) => value === values[0]);
}

function mean(values: readonly number[]): number | undefined {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : undefined;
}

function standardDeviation(values: readonly number[]): number | undefined {
  const centre = mean(values);
  if (centre === undefined || values.length < 2) return undefined;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

function share<T>(items: readonly T[], test: (item: T) => boolean): number | undefined {
  return items.length ? items.filter(test).length / items.length : undefined;
}
