import { difficultyChart, stratumScores, type StratumScore } from '../charts/difficulty.ts';
import { figure } from '../charts/draw.ts';
import { chosenEvaluation, validationChart } from '../charts/validation.ts';
import { beforeLabel } from '../headline.ts';
import { html, type Html, type HtmlValue } from '../html.ts';
import { fixed, percent, percentWithInterval, points } from '../numbers.ts';
import {
  AFTER,
  BEFORE,
  heldOutEvaluation,
  validationEvaluations,
  type EvaluationRecord,
  type RunData,
} from '../run-data.ts';
import { folded, missing, section, table } from '../table.ts';

/** What the policy can do on seeds it never trained on, before and after. */
export function evaluationSection(run: RunData): Html {
  return section('evaluation', 'Evaluation', [
    heldOutTable(run),
    html`<div class="pair">${difficultyFigure(run)}${validationFigure(run)}</div>`,
  ]);
}

interface Row {
  readonly name: string;
  readonly show: (evaluation: EvaluationRecord) => HtmlValue;
  readonly change?: (before: EvaluationRecord, after: EvaluationRecord) => string;
}

function shareRow(name: string, pick: (evaluation: EvaluationRecord) => number): Row {
  return {
    name,
    show: (evaluation) => percent(pick(evaluation)),
    change: (before, after) => points(pick(after) - pick(before)),
  };
}

function lengthRow(name: string, pick: (evaluation: EvaluationRecord) => number | undefined): Row {
  const tokens = (value: number | undefined): string => (value === undefined ? 'none' : fixed(value, 1));
  return {
    name,
    show: (evaluation) => tokens(pick(evaluation)),
    change: (before, after) => {
      const [from, to] = [pick(before), pick(after)];
      return from === undefined || to === undefined ? '' : signed(to - from);
    },
  };
}

function rowsFor(samples: number): Row[] {
  return [
    {
      name: 'pass@1',
      show: ({ passAt1: { mean, low, high } }) =>
        html`${percent(mean)} <small>${fixed(100 * low, 1)} to ${fixed(100 * high, 1)}</small>`,
      change: (before, after) => points(after.passAt1.mean - before.passAt1.mean),
    },
    shareRow(`pass@${samples}`, ({ passAtK }) => passAtK),
    shareRow(`majority of ${samples}`, ({ majority }) => majority),
    shareRow('unverifiable', ({ unverifiable }) => unverifiable),
    shareRow('cut off at the limit', ({ clippedShare }) => clippedShare),
    lengthRow('mean tokens', ({ lengthTokens }) => lengthTokens.mean),
    lengthRow('mean tokens when right', ({ lengthTokens }) => lengthTokens.correct),
    lengthRow('mean tokens when wrong', ({ lengthTokens }) => lengthTokens.incorrect),
  ];
}

function heldOutTable(run: RunData): Html {
  const before = heldOutEvaluation(run, BEFORE);
  const after = heldOutEvaluation(run, AFTER);
  const any = after ?? before;
  if (!any) return missing('No held-out seed has been evaluated yet.');
  const rows = rowsFor(any.samplesPerSeed).map(({ name, show, change }) => [
    name,
    before ? show(before) : '–',
    after ? show(after) : 'not yet',
    before && after && change ? change(before, after) : '',
  ]);
  const caption = `Held-out seeds: ${any.passAt1.n}, each sampled ${any.samplesPerSeed} times`;
  return html`${table(caption, ['', beforeLabel(run), 'after GRPO', 'change'], rows, 'fit')}
    <p class="note">
      pass@${any.samplesPerSeed} counts seeds solved at least once, majority those whose most frequent answer
      is right. Intervals are ${percent(any.passAt1.level, 0)} and treat seeds, not samples, as independent.
      Changes are in percentage points or tokens. Unverifiable answers count as not correct.
    </p>`;
}

function difficultyFigure(run: RunData): Html | undefined {
  const scores = stratumScores(run);
  if (scores.length === 0) return undefined;
  const key = html`<span class="key"
    ><i class="ring"></i>${beforeLabel(run)} <i class="disc"></i>after GRPO</span
  >`;
  return figure(difficultyChart(scores), key, folded('Numbers', strataTable(scores)));
}

function strataTable(scores: readonly StratumScore[]): Html {
  const rows = scores.map(({ stratum, phase, mean, low, high, seeds }) => [
    stratum,
    phase,
    percent(mean),
    low === undefined ? '–' : `${fixed(100 * low, 1)} to ${fixed(100 * high!, 1)}`,
    fixed(seeds),
  ]);
  return table('pass@1 by difficulty', ['difficulty', 'policy', 'pass@1', 'interval', 'seeds'], rows);
}

function validationFigure(run: RunData): Html {
  const evaluations = validationEvaluations(run);
  if (evaluations.length === 0) {
    const none = run.settings.data?.validation === 0 || !run.settings.grpo;
    return missing(none ? 'This run has no validation seeds.' : 'No validation seed has been evaluated yet.');
  }
  const chosen = chosenEvaluation(evaluations, heldOutEvaluation(run, AFTER)?.step)!;
  const rows = evaluations.map(({ step, passAt1, passAtK, lengthTokens }) => [
    step === chosen.step ? html`${step} <b>chosen</b>` : step,
    percentWithInterval(passAt1),
    percent(passAtK),
    fixed(lengthTokens.mean, 1),
  ]);
  const numbers = table(
    'Validation by step',
    ['step', 'pass@1', `pass@${chosen.samplesPerSeed}`, 'tokens'],
    rows,
  );
  return figure(
    validationChart(evaluations, chosen),
    'by GRPO step; band: interval',
    folded('Numbers', numbers),
  );
}

function signed(value: number): string {
  return value > 0 ? `+${fixed(value, 1)}` : fixed(value, 1);
}
