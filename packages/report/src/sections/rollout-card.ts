import { parseResponse, type Reward, type Seed, type WeightedTerm } from '@touchstone-rl/core';
import { verdictOf } from '../charts/scatter.ts';
import { beforeLabel } from '../headline.ts';
import { html, type Html, type HtmlValue } from '../html.ts';
import { compact, count, fixed } from '../numbers.ts';
import type { HeldOutPair } from '../pair-rollouts.ts';
import type { EvaluatedRolloutRecord, ReadableRollout, RunData } from '../run-data.ts';
import { table } from '../table.ts';
import { oneLine, shorten } from '../visible-text.ts';

/** Characters shown of one text; the whole of it is in the run's journals. */
const TEXT_LIMIT = 4000;

/** A training rollout: prompt, gold, thought, answer, verdict and the whole breakdown of its reward. */
export function trainingCard(run: RunData, rollout: ReadableRollout): Html {
  const { reward, text, lengthTokens, finishReason, verdict, excluded, step } = rollout;
  const seed = run.seeds.get(rollout.seedId);
  const facts: HtmlValue[] = [
    `step ${step}`,
    reward.value === undefined ? `reward ${reward.state}` : `reward ${fixed(reward.value, 3)}`,
    tokens(lengthTokens, finishReason),
  ];
  return card([verdictOf(rollout)], seed, rollout.seedId, facts, [
    seedPart(seed),
    responsePart(text),
    reasonPart(verdict?.extracted, verdict?.reason ?? 'no verdict'),
    excluded === undefined
      ? undefined
      : html`<p><b>Excluded from training:</b> ${oneLine(excluded, 300)}</p>`,
    rewardPart(reward),
  ]);
}

/** The same sample of a held-out seed before and after, side by side. */
export function pairCard(run: RunData, { seedId, before, after, change }: HeldOutPair): Html {
  const seed = run.seeds.get(seedId);
  const side = (title: string, one: EvaluatedRolloutRecord): Html =>
    html`<div>
      <h4>${badge(one.verdict)} ${title}, ${tokens(one.lengthTokens, one.finishReason)}</h4>
      ${responsePart(one.text)}${reasonPart(one.extracted, one.reason)}
    </div>`;
  return card(
    [before.verdict, after.verdict],
    seed,
    seedId,
    [change],
    [
      seedPart(seed),
      html`<div class="sides">${side(beforeLabel(run), before)}${side('after GRPO', after)}</div>`,
    ],
  );
}

function card(
  verdicts: readonly string[],
  seed: Seed | undefined,
  seedId: string,
  facts: readonly HtmlValue[],
  content: readonly (Html | undefined)[],
): Html {
  const arrow = html`<span class="arrow">→</span>`;
  const badges = verdicts.map((verdict, i) => [i > 0 ? arrow : undefined, badge(verdict)]);
  return html`<details class="card" data-verdict="${verdicts.join(' ')}">
    <summary>
      <span class="badges">${badges}</span><code>${oneLine(promptOf(seed) ?? seedId, 90)}</code
      ><span class="facts">${facts.map((fact) => html`<span>${fact}</span>`)}</span>
    </summary>
    ${content}
  </details>`;
}

function badge(verdict: string): Html {
  const known = ['correct', 'incorrect', 'unverifiable'].includes(verdict) ? verdict : 'failed';
  const sign = { correct: '✓', incorrect: '✗', unverifiable: '?', failed: '!' }[known]!;
  return html`<span class="badge ${known}"><span aria-hidden="true">${sign}</span> ${verdict}</span>`;
}

function seedPart(seed: Seed | undefined): Html {
  if (!seed) return html`<p class="missing">The seed is not in seeds.jsonl.</p>`;
  const messages = seed.prompt.map(
    ({ role, content }) =>
      html`<dt>${role === 'user' ? 'Prompt' : role}</dt>
        <dd>${longText(content)}</dd>`,
  );
  const origin = seed.goldOrigin && seed.goldOrigin !== 'gold' ? ` (${seed.goldOrigin})` : '';
  const gold = seed.gold === undefined ? 'none' : longText(seed.gold);
  return html`<dl>
    ${messages}
    <dt>Gold answer${origin}</dt>
    <dd>${gold}</dd>
  </dl>`;
}

function responsePart(text: string): Html {
  const { valid, problem, thought, answer } = parseResponse(text);
  if (!valid) {
    return html`<dl>
      <dt>Response, ${problem ?? 'no valid think block'}</dt>
      <dd>${longText(text)}</dd>
    </dl>`;
  }
  return html`<dl>
    <dt>Thought</dt>
    <dd>${longText(thought ?? '')}</dd>
    <dt>Answer</dt>
    <dd>${longText(answer.trim())}</dd>
  </dl>`;
}

function reasonPart(extracted: string | undefined, reason: string): Html {
  const read = extracted === undefined ? '' : html` · read as <code>${oneLine(extracted, 200)}</code>`;
  return html`<dl>
    <dt>Verdict</dt>
    <dd>${oneLine(reason, 600)}${read}</dd>
  </dl>`;
}

function rewardPart(reward: Reward): Html {
  const total =
    reward.value === undefined
      ? `${reward.state}: ${oneLine(reward.reason ?? '', 300)}`
      : compact(reward.value);
  const rows = [...reward.terms.map(termRow), [html`<b>reward</b>`, '', '', html`<b>${total}</b>`, '']];
  return table(
    'How the reward was computed',
    ['term', 'weight', 'score', 'weight × score', 'note'],
    rows,
    'noted',
  );
}

function termRow({ term, weight, effectiveScore, overriddenBy }: WeightedTerm): HtmlValue[] {
  const score = term.state === 'scored' ? compact(term.score) : term.state;
  const part = effectiveScore === undefined ? '–' : compact(weight * effectiveScore);
  return [oneLine(term.name, 60), compact(weight), score, part, noteOf(term, effectiveScore, overriddenBy)];
}

function noteOf(
  term: WeightedTerm['term'],
  effectiveScore: number | undefined,
  overriddenBy: string | undefined,
): string {
  if (overriddenBy !== undefined)
    return `replaced by ${compact(effectiveScore!)} from ${oneLine(overriddenBy, 60)}`;
  if (term.state === 'failed') return oneLine(`${term.plugin}: ${term.reason}`, 300);
  if (term.state === 'abstained') return oneLine(term.reason ?? '', 300);
  return term.detail ? oneLine(detailOf(term.detail), 200) : '';
}

function detailOf(detail: Readonly<Record<string, unknown>>): string {
  const show = (value: unknown): string =>
    typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return Object.entries(detail)
    .map(([name, value]) => `${name}: ${show(value)}`)
    .join(', ');
}

/** A text as it was written, cut in the middle when it is very long. */
function longText(text: string): Html {
  if (text === '') return html`<span class="missing">(empty)</span>`;
  const { head, left, tail } = shorten(text, TEXT_LIMIT);
  const gap =
    left > 0 ? html`<span class="gap">… ${fixed(left)} characters are left out here …</span>` : undefined;
  return html`<pre dir="auto">${head}${gap}${tail}</pre>`;
}

function tokens(length: number, finishReason: string): string {
  return `${count(length, 'token')}${finishReason === 'length' ? ', cut off' : ''}`;
}

function promptOf(seed: Seed | undefined): string | undefined {
  return seed?.prompt.findLast(({ role }) => role === 'user')?.content;
}
