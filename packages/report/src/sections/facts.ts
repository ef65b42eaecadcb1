import { html, type Html } from '../html.ts';
import { duration, fixed } from '../numbers.ts';
import type { RunData } from '../run-data.ts';
import { missing, section, table } from '../table.ts';
import { oneLine } from '../visible-text.ts';

/** How the run was made, what went wrong in it, and how to check it. */
export function factsSection(run: RunData): Html {
  return section('facts', 'Run facts', [failurePart(run), factList(run), commands(run)]);
}

function failurePart({ rollouts, heldOut }: RunData): Html {
  const failedJudgements = heldOut.filter(({ verdict }) => verdict === 'failed');
  const rows = rollouts.failures.map(({ plugin, what, reason, count, example }) => [
    plugin,
    what,
    oneLine(reason, 200),
    fixed(count),
    oneLine(example, 80),
  ]);
  if (failedJudgements.length > 0) {
    const { reason, seedId } = failedJudgements[0]!;
    rows.push([
      'verifier',
      'held-out verdict',
      oneLine(reason, 200),
      fixed(failedJudgements.length),
      oneLine(seedId, 80),
    ]);
  }
  if (rows.length === 0) {
    return rollouts.total === 0
      ? missing('No rollout has been scored yet, so no plugin could have failed on one.')
      : html`<p>No plugin failed on any of ${fixed(rollouts.total)} training rollouts.</p>`;
  }
  const head = ['plugin', 'what', 'reason', 'times', 'for example'];
  return table('Failures by plugin', head, rows, 'text');
}

function factList(run: RunData): Html {
  const { record, settings, problems } = run;
  const facts: [string, string | undefined][] = [
    ['Run', run.shownPath],
    ['Config file', record.configFile?.replace(/^.*[/\\]/, '')],
    ['Set on the command line', record.set.length > 0 ? record.set.join(' ') : undefined],
    ['Seed of all random streams', settings.seed === undefined ? undefined : String(settings.seed)],
    ['Node.js', record.node],
    ['Time of an SFT step', stepTime(run, 'sft')],
    ['Time of a GRPO step', stepTime(run, 'grpo')],
    ['Could not be read', problems.length > 0 ? problems.join('; ') : undefined],
  ];
  const shown = facts.filter(([, value]) => value !== undefined);
  return html`<dl class="facts-list">
    ${shown.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

/** The median, which an interruption between two steps does not move. */
function stepTime({ timings }: RunData, phase: string): string | undefined {
  const times = timings.filter((one) => one.phase === phase).map(({ milliseconds }) => milliseconds);
  const differences = times.slice(1).map((time, i) => time - times[i]!);
  if (differences.length === 0) return undefined;
  const median = differences.sort((a, b) => a - b)[Math.floor(differences.length / 2)]!;
  return `${duration(median)} (median)`;
}

function commands({ shownPath }: RunData): Html {
  const path = /^[\w./-]+$/.test(shownPath) ? shownPath : `'${shownPath.replaceAll("'", "'\\''")}'`;
  return html`<h3>Check it, continue it</h3>
    <dl class="commands">
      <dt><code>touchstone replay ${path}</code></dt>
      <dd>computes every stored reward again and reports any difference</dd>
      <dt><code>touchstone train --resume ${path}</code></dt>
      <dd>continues the run from its newest checkpoint, with the same numbers</dd>
      <dt><code>touchstone report ${path}</code></dt>
      <dd>writes this page again</dd>
    </dl>`;
}
