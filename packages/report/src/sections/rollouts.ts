import { html, type Html } from '../html.ts';
import { count, fixed } from '../numbers.ts';
import { pairHeldOut, type HeldOutPairs } from '../pair-rollouts.ts';
import type { ReadableRollout, RunData } from '../run-data.ts';
import { missing, section } from '../table.ts';
import { pairCard, trainingCard } from './rollout-card.ts';

/** Rollouts a person can read, with everything their reward was computed from. */
export function rolloutsSection(run: RunData): Html {
  const pairs = pairHeldOut(run);
  const { first, last, best, worst, total } = run.rollouts;
  if (total === 0 && pairs.total === 0) {
    return section('rollouts', 'Rollouts', [missing('There are no rollouts to read yet.')]);
  }
  const cards = (rollouts: readonly ReadableRollout[]): Html[] =>
    rollouts.map((one) => trainingCard(run, one));
  const heldOut = pairs.shown.map((pair) => pairCard(run, pair));
  return section('rollouts', 'Rollouts', [
    html`<p class="note">
      A fixed choice out of ${count(total, 'training rollout')} and the held-out ones; all are in
      rollouts.jsonl and evaluation-rollouts.jsonl.
    </p>`,
    filterForm(),
    html`<p class="missing" id="nothing" hidden>No rollout shown here is of that kind.</p>`,
    group('Held-out seeds, before and after', 'heldout', heldOut, changeNote(pairs)),
    group('First step of GRPO', 'first', cards(first)),
    group('Latest step of GRPO', 'last', cards(last)),
    group('Highest rewards', 'best', cards(best)),
    group('Lowest rewards', 'worst', cards(worst)),
  ]);
}

/** What became of all held-out seeds, since the few that are shown do not tell. */
function changeNote({ total, counts, shown }: HeldOutPairs): string {
  const parts = Object.entries(counts).map(([change, number]) => `${fixed(number)} ${change}`);
  return `First sample of ${count(total, 'seed')}: ${parts.join(', ')}. ${fixed(shown.length)} of them are shown.`;
}

function group(title: string, phase: string, cards: readonly Html[], note?: string): Html | undefined {
  if (cards.length === 0) return undefined;
  return html`<div class="cards" data-phase="${phase}">
    <h3>${title}</h3>
    ${note !== undefined && html`<p class="note">${note}</p>`} ${cards}
  </div>`;
}

const PHASES = [
  ['', 'all parts'],
  ['heldout', 'held-out, before and after'],
  ['first', 'first step'],
  ['last', 'latest step'],
  ['best', 'highest rewards'],
  ['worst', 'lowest rewards'],
] as const;
const VERDICTS = [
  ['', 'all verdicts'],
  ['correct', 'correct'],
  ['incorrect', 'incorrect'],
  ['unverifiable', 'unverifiable'],
  ['failed', 'failed'],
] as const;

/** Shown by the script; without it every rollout is on the page. */
function filterForm(): Html {
  const select = (name: string, label: string, options: readonly (readonly [string, string])[]): Html =>
    html`<label
      >${label}
      <select name="${name}">
        ${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}
      </select></label
    >`;
  return html`<form id="filter" hidden>
    ${select('verdict', 'Verdict', VERDICTS)}${select('phase', 'Part', PHASES)}
    <button type="button" id="unfold">Open all</button>
  </form>`;
}
