import { fixed, count, percent, percentWithInterval, points } from './numbers.ts';
import { AFTER, BEFORE, heldOutEvaluation, type EvaluationRecord, type RunData } from './run-data.ts';

/** How the run ended, as far as the measured data can tell. */
export type Outcome = 'rose' | 'fell' | 'unclear' | 'no comparison' | 'not finished';

/** The sentence that matters, and what a reader should know with it. */
export interface Headline {
  readonly outcome: Outcome;
  readonly sentence: string;
  readonly notes: readonly string[];
}

/** Says what the run showed, from measured data alone; never more than the interval allows. */
export function headlineOf(run: RunData): Headline {
  const before = heldOutEvaluation(run, BEFORE);
  const after = heldOutEvaluation(run, AFTER);
  const notes = notesOf(run, after);
  if (!isFinished(run)) return { outcome: 'not finished', sentence: unfinishedSentence(run, before), notes };
  if (before && after && run.comparison) return { ...comparedSentence(run, before, after), notes };
  return { outcome: 'no comparison', sentence: singleSentence(run, after ?? before), notes };
}

/** Whether everything that the config asks for has been measured. */
function isFinished(run: RunData): boolean {
  const { settings } = run;
  const hasTest = settings.data === undefined || settings.data.test > 0;
  if (!settings.grpo && run.grpo.length === 0) return hasTest ? has(run, BEFORE) : stepsDone(run, 'sft');
  return hasTest
    ? has(run, AFTER) && (!has(run, BEFORE) || run.comparison !== undefined)
    : stepsDone(run, 'grpo');
}

function has(run: RunData, name: string): boolean {
  return heldOutEvaluation(run, name) !== undefined;
}

function stepsDone(run: RunData, phase: 'sft' | 'grpo'): boolean {
  return (run[phase].at(-1)?.step ?? 0) >= (run.settings[phase]?.steps ?? 0);
}

function comparedSentence(
  run: RunData,
  before: EvaluationRecord,
  after: EvaluationRecord,
): Pick<Headline, 'outcome' | 'sentence'> {
  const { difference } = run.comparison!;
  const from = `${percentWithInterval(before.passAt1)} ${beforeLabel(run)}`;
  const to = `${percentWithInterval(after.passAt1)} after GRPO`;
  const interval =
    `${percent(difference.level, 0)} interval ${fixed(100 * difference.low, 1)} to ` +
    `${fixed(100 * difference.high, 1)}, ${count(difference.n, 'seed')} × ${count(after.samplesPerSeed, 'sample')}`;
  const change = `${points(difference.mean)} points`;
  if (difference.low > 0) {
    return {
      outcome: 'rose',
      sentence: `Held-out pass@1 rose from ${from} to ${to}: ${change} (${interval}).`,
    };
  }
  if (difference.high < 0) {
    return {
      outcome: 'fell',
      sentence: `Held-out pass@1 fell from ${from} to ${to}: ${change} (${interval}).`,
    };
  }
  const sentence =
    `Held-out pass@1 went from ${from} to ${to}: no change that the interval could tell from zero ` +
    `(${change}, ${interval}).`;
  return { outcome: 'unclear', sentence };
}

function singleSentence(run: RunData, evaluation: EvaluationRecord | undefined): string {
  if (!evaluation) return 'This run has no held-out seeds, so there is no score that training could not see.';
  const measured = `Held-out pass@1 is ${percentWithInterval(evaluation.passAt1)}`;
  const size = `${count(evaluation.passAt1.n, 'seed')} × ${count(evaluation.samplesPerSeed, 'sample')}`;
  if (evaluation.name === AFTER) {
    return `${measured} after GRPO (${size}); nothing was measured before it to compare with.`;
  }
  return `${measured} ${beforeLabel(run)} (${size}); this run has no GRPO stage.`;
}

function unfinishedSentence(run: RunData, before: EvaluationRecord | undefined): string {
  const measured = before
    ? `held-out pass@1 is ${percentWithInterval(before.passAt1)} ${beforeLabel(run)}, and `
    : 'no held-out seed has been evaluated; ';
  return `Not finished: ${measured}${progressOf(run)}.`;
}

function progressOf(run: RunData): string {
  const { settings, grpo, sft } = run;
  const step = grpo.at(-1)?.step ?? sft.at(-1)?.step ?? 0;
  if (grpo.length > 0) {
    const of = settings.grpo ? ` of ${settings.grpo.steps}` : '';
    return step === settings.grpo?.steps
      ? 'the evaluation after GRPO has yet to be done'
      : `GRPO is at step ${step}${of}`;
  }
  if (sft.length > 0 && step !== settings.sft?.steps) {
    return `SFT is at step ${step}${settings.sft ? ` of ${settings.sft.steps}` : ''}`;
  }
  return sft.length > 0 ? 'GRPO has not begun' : 'training has not begun';
}

function notesOf(run: RunData, after: EvaluationRecord | undefined): string[] {
  const notes: string[] = [];
  const steps = run.settings.grpo?.steps;
  const validated = run.evaluations.some(({ split }) => split === 'validation');
  if (after && validated && after.step === 0) {
    notes.push(
      'No GRPO step did better on the validation seeds, so the chosen policy is the one before GRPO.',
    );
  } else if (after && validated && steps !== undefined && run.grpo.length > 0) {
    notes.push(
      `The evaluated policy is that of step ${after.step} of ${steps}, the best on validation seeds.`,
    );
  }
  if (after && after.unverifiable >= 0.05) {
    notes.push(
      `${percent(after.unverifiable)} of the answers after GRPO could not be judged; they count as not correct.`,
    );
  }
  if (after && after.clippedShare >= 0.05) {
    notes.push(`${percent(after.clippedShare)} of the answers after GRPO were cut off at the length limit.`);
  }
  return notes;
}

/** What the policy before GRPO is called. */
export function beforeLabel({ settings, sft }: RunData): string {
  return settings.sft !== undefined || sft.length > 0 ? 'after SFT' : 'before GRPO';
}
