import type { EvaluationReport, ProgressEvent, SeedRecord, StepReport } from '@touchstone-rl/core';
import { compact, duration, interval, percent } from '../text.ts';
import { Pace } from './pace.ts';
import { seedSummary } from './seed-summary.ts';
import { StatusLine } from './status-line.ts';

const LABEL_WIDTH = 10;

/** Shows a run as it goes on: one status line, and a permanent line for whatever is worth keeping. */
export class TrainReporter {
  readonly status: StatusLine;
  #phase: StepReport['phase'] | undefined;
  #pace = new Pace(0);
  #stepText = '';
  #activity = '';

  constructor(status = new StatusLine()) {
    this.status = status;
  }

  /** Says where the run is and which seeds it works on. */
  start(run: string, seeds: readonly SeedRecord[], resumed: boolean): void {
    this.#keep(resumed ? 'Resume' : 'Run', run);
    for (const [i, line] of seedSummary(seeds).entries()) this.#keep(i === 0 ? 'Seeds' : '', line);
  }

  onStep(report: StepReport): void {
    const { phase, step, steps } = report;
    if (phase !== this.#phase) {
      this.#phase = phase;
      this.#pace = new Pace(step - 1);
    }
    this.#pace.mark(step, tokensOf(report));
    this.#stepText = this.#describeStep(report);
    if (step < steps) return this.status.update(this.#stepText);
    const took = duration(this.#pace.elapsedMilliseconds);
    this.#keep(label(phase), `${steps} steps done in ${took} · ${metricsText(report)}`);
  }

  onEvaluate(report: EvaluationReport): void {
    const { name, split, samplesPerSeed, passAt1, lengthTokens, clippedShare } = report;
    const size = `${passAt1.n} seeds × ${samplesPerSeed}`;
    const length = `length ${lengthTokens.mean.toFixed(0)} · clipped ${percent(clippedShare)}`;
    this.#keep(
      split === 'validation' ? 'Validation' : 'Test',
      `${name}: pass@1 ${interval(passAt1)} · ${size} · ${length}`,
    );
  }

  onProgress({ stage, done, total, note }: ProgressEvent): void {
    if (note !== undefined) return this.#keep(capitalise(stage), note);
    this.#activity = stage.replace(/^sampling /, '');
    const inStep = this.#activity.startsWith('grpo/') && this.#stepText !== '';
    const text = `sampling ${done}/${total}`;
    this.status.update(inStep ? `${this.#stepText} · ${text}` : `${padded(activityLabel(stage))} ${text}`);
  }

  #describeStep(report: StepReport): string {
    const { phase, step, steps } = report;
    const parts = [`${step}/${steps}`, metricsText(report), ...this.#paceText(phase, steps - step)];
    return `${padded(label(phase))} ${parts.join(' · ')}`;
  }

  #paceText(phase: StepReport['phase'], stepsLeft: number): string[] {
    const { millisecondsPerStep, tokensPerSecond } = this.#pace;
    if (millisecondsPerStep === undefined || tokensPerSecond === undefined) return [];
    const seconds = `${(millisecondsPerStep / 1000).toFixed(1)} s/step`;
    const speed = phase === 'sft' ? `${compact(tokensPerSecond)} tokens/s` : seconds;
    return [speed, `ETA ${duration(millisecondsPerStep * stepsLeft)}`];
  }

  #keep(name: string, text: string): void {
    this.status.permanent(`${padded(name)} ${text}`);
  }
}

function padded(name: string): string {
  return name.padEnd(LABEL_WIDTH);
}

function label(phase: StepReport['phase']): string {
  return phase.toUpperCase();
}

function activityLabel(stage: string): string {
  if (stage.includes('curate')) return 'Curate';
  if (stage.includes('validation')) return 'Validation';
  return stage.includes('evaluate') ? 'Test' : 'GRPO';
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function metricsText({ phase, metrics }: StepReport): string {
  const { loss, accuracy, reward, lengthTokens } = metrics;
  if (phase === 'sft') return `loss ${loss?.toFixed(4)}`;
  const parts = [
    accuracy !== undefined && `accuracy ${percent(accuracy)}`,
    reward !== undefined && `reward ${reward.toFixed(3)}`,
    lengthTokens !== undefined && `length ${lengthTokens.toFixed(0)}`,
  ];
  return parts.filter(Boolean).join(' · ');
}

function tokensOf({ metrics, groups = [] }: StepReport): number {
  if (metrics.tokens !== undefined) return metrics.tokens;
  const rollouts = groups.flatMap((group) => group.rollouts);
  return rollouts.reduce((sum, { rollout }) => sum + rollout.tokens.length, 0);
}
