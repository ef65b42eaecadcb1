import { figure } from '../charts/draw.ts';
import { rewardScatter, verdictOf } from '../charts/scatter.ts';
import { html, type Html } from '../html.ts';
import { compact, count, fixed } from '../numbers.ts';
import type { ReadableRollout, RunData } from '../run-data.ts';
import { missing, section, table } from '../table.ts';
import { oneLine } from '../visible-text.ts';

/** What the reward pays for: reward against length by verdict, and the terms behind it. */
export function rewardSection(run: RunData): Html {
  const { recent } = run.rollouts;
  if (recent.length === 0)
    return section('reward', 'The reward', [missing('No rollout has been scored yet.')]);
  const steps = [...new Set(recent.map(({ step }) => step))];
  const range = steps.length > 1 ? `steps ${steps[0]} to ${steps.at(-1)}` : `step ${steps[0]}`;
  const hasValue = recent.some(({ reward }) => reward.value !== undefined);
  const key = html`<span class="key"
    ><i class="right"></i>right <i class="wrong"></i>wrong <i class="unclear"></i>neither</span
  >`;
  return section('reward', 'The reward', [
    html`<div class="pair">
      ${hasValue ? figure(rewardScatter(recent), html`${range} ${key}`) : missing('No rollout of the latest steps has a reward.')}
      <div>${termTable(recent, range)}${stateNote(recent)}</div>
    </div>`,
  ]);
}

function termTable(rollouts: readonly ReadableRollout[], range: string): Html {
  const names = [...new Set(rollouts.flatMap(({ reward }) => reward.terms.map(({ term }) => term.name)))];
  const rows = names.map((name) => {
    const lines = rollouts.flatMap((rollout) =>
      rollout.reward.terms
        .filter(({ term }) => term.name === name)
        .map((line) => ({ line, verdict: verdictOf(rollout) })),
    );
    const scored = (verdict?: string): number[] =>
      lines.flatMap(({ line, verdict: own }) =>
        line.term.state === 'scored' && (!verdict || own === verdict) ? [line.term.score] : [],
      );
    const weights = [...new Set(lines.map(({ line }) => line.weight))];
    return [
      oneLine(name, 60),
      weights.map((weight) => compact(weight)).join(', '),
      mean(scored('correct')),
      mean(scored('incorrect')),
      fixed(scored().length),
      fixed(lines.filter(({ line }) => line.overriddenBy !== undefined).length),
    ];
  });
  const head = ['term', 'weight', 'right', 'wrong', 'scored', 'replaced'];
  return table(`Mean score of each term by verdict, ${range}`, head, rows, 'fit');
}

function stateNote(rollouts: readonly ReadableRollout[]): Html {
  const without = (state: string): number => rollouts.filter(({ reward }) => reward.state === state).length;
  return html`<p class="note">
    The reward is the sum of weight × score. A term of weight 0 takes no part in the sum itself: where it is
    scored, it replaces another term’s score. Of ${count(rollouts.length, 'rollout')},
    ${fixed(without('abstained'))} have no reward because every term abstained and ${fixed(without('failed'))}
    because one failed.
  </p>`;
}

function mean(values: readonly number[]): string {
  return values.length ? compact(values.reduce((sum, value) => sum + value, 0) / values.length) : '–';
}
