import { dot, type PlotOptions } from '@observablehq/plot';
import { count } from '../numbers.ts';
import type { ReadableRollout } from '../run-data.ts';
import { spread } from '../sample-rollouts.ts';
import { verdictColour } from './colours.ts';
import { baseOptions, type Chart } from './draw.ts';
import { axes, valueDomain, zeroLine } from './marks.ts';

/** Points drawn at most; more would only cover one another. */
const MAX_POINTS = 600;

/** Verdict of a rollout; `failed` when its verifier gave none. */
export function verdictOf({ verdict }: ReadableRollout): string {
  return verdict?.verdict ?? 'failed';
}

/** Reward against length, one mark per rollout, coloured and shaped by verdict. */
export function rewardScatter(rollouts: readonly ReadableRollout[]): Chart {
  const scored = rollouts.filter(({ reward }) => reward.value !== undefined);
  const shown = spread(scored, MAX_POINTS).map((rollout) => ({
    length: rollout.lengthTokens,
    reward: rollout.reward.value!,
    verdict: verdictOf(rollout),
  }));
  const marksOf = (test: (verdict: string) => boolean, symbol: 'circle' | 'times' | 'diamond2') =>
    dot(shown, {
      filter: ({ verdict }: { verdict: string }) => test(verdict),
      x: 'length',
      y: 'reward',
      symbol,
      r: 3,
      stroke: ({ verdict }: { verdict: string }) => verdictColour(verdict),
      strokeWidth: 1.5,
      strokeOpacity: 0.7,
    });
  const lengths = shown.map(({ length }) => length);
  const rewards = shown.map(({ reward }) => reward);
  const domain = valueDomain(rewards, false);
  const options: PlotOptions = {
    ...baseOptions(380, 230),
    marginRight: 60,
    x: { domain: valueDomain(lengths, true) },
    y: { domain },
    symbol: { legend: false },
    marks: [
      ...axes({ ticks: 5, unit: 'tokens' }),
      ...zeroLine(domain),
      marksOf((verdict) => verdict === 'incorrect', 'times'),
      marksOf((verdict) => verdict !== 'incorrect' && verdict !== 'correct', 'diamond2'),
      marksOf((verdict) => verdict === 'correct', 'circle'),
    ],
  };
  const description = `Reward against length of ${count(shown.length, 'rollout')} of the latest steps, by verdict.`;
  return { title: 'Reward by length and verdict', description, options };
}
