import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pairedDifference, type EvaluationReport, type Seed, type StepReport } from '../domain/index.ts';
import { clockToken, TouchstoneError } from '../kernel/index.ts';
import { pruneCheckpoints, stageCheckpoint, writeCheckpoint } from '../run/checkpoint.ts';
import type { Progress, Stage } from '../run/index.ts';
import type { RunContext } from './context.ts';
import { curateSeeds, keptSeeds, type CurationRecord } from './curate.ts';
import { evaluatePolicy } from './evaluate.ts';
import { runGrpo } from './grpo.ts';
import { stepRecord, rolloutRecords } from './records.ts';
import { samplingOptions } from './sampling-options.ts';
import { runSft } from './sft.ts';

/** Stages whose last checkpoint holds the policy that GRPO starts from. */
const BEFORE_GRPO: readonly Stage[] = ['sft', 'evaluate-sft', 'curate'];

/** Walks a run through its stages, journaling and checkpointing as it goes. */
export class StageRunner {
  readonly #context: RunContext;
  #progress: Progress;
  /** Whether the engine's weights and the journals are exactly at `#progress`. */
  #clean = true;

  constructor(context: RunContext, progress: Progress) {
    this.#context = context;
    this.#progress = progress;
  }

  /** Runs one stage from where the progress says. */
  async run(stage: Stage): Promise<void> {
    const { settings } = this.#context;
    if (stage === 'sft' && settings.sft) await this.#sft();
    if (stage === 'evaluate-sft') await this.#evaluateTest('sft', 'evaluate-sft');
    if (stage === 'curate' && settings.curate && settings.grpo) await this.#curate();
    if (stage === 'grpo' && settings.grpo) await this.#grpo();
    if (stage === 'evaluate-final' && settings.grpo) await this.#evaluateFinal();
  }

  /** Writes a checkpoint after an interrupt, where the state is whole; else the last one stands. */
  async saveInterrupted(): Promise<void> {
    if (this.#clean && this.#progress.step > 0) await this.#checkpoint(this.#progress);
  }

  async #sft(): Promise<void> {
    const { settings, kernel } = this.#context;
    const { steps, checkpointEvery } = settings.sft!;
    await runSft(this.#context, this.#stepsDone('sft'), async (report) => {
      this.#journalStep(report);
      await kernel.report('onStep', report);
      const done = report.step === steps;
      this.#advance({ stage: 'sft', step: report.step, done });
      if (done || report.step % checkpointEvery === 0) await this.#checkpoint(this.#progress);
    });
  }

  async #curate(): Promise<void> {
    const { run, progress, seeds } = this.#context;
    this.#clean = false;
    const records = await curateSeeds(this.#context);
    run.append('curation', ...records);
    const kept = records.filter((record) => record.kept).length;
    progress({ stage: 'curate', done: kept, total: seeds.train.length, note: curationNote(records) });
    await this.#endStage('curate');
  }

  async #grpo(): Promise<void> {
    const { settings, kernel } = this.#context;
    const { steps, checkpointEvery, evaluateEvery, klReference } = settings.grpo!;
    const seeds = await this.#grpoSeeds();
    const from = this.#stepsDone('grpo');
    // A checkpoint keeps the reference weights, so a resumed run has them already.
    if (klReference === 'initial' && from === 0) await this.#context.engine.freezeReference();
    if (from === 0) await this.#validate(0);
    await runGrpo(this.#context, seeds, from, async (report) => {
      this.#clean = false;
      this.#journalStep(report);
      await kernel.report('onStep', report);
      const done = report.step === steps;
      const next: Progress = { stage: 'grpo', step: report.step, done, best: this.#progress.best };
      const improved = done || report.step % evaluateEvery === 0 ? await this.#validate(report.step) : false;
      this.#advance({ ...next, best: this.#progress.best });
      if (done || improved || report.step % checkpointEvery === 0)
        await this.#checkpoint(this.#progress, improved);
    });
  }

  /** Evaluates on validation seeds; true when the score is the best so far. */
  async #validate(step: number): Promise<boolean> {
    const { seeds, settings } = this.#context;
    if (seeds.validation.length === 0) return false;
    const samples = settings.evaluate.validationSamples;
    const report = await this.#evaluate(`step ${step}`, 'validation', step, seeds.validation, samples);
    const { mean: score } = report.passAt1;
    if (this.#progress.best && score <= this.#progress.best.score) return false;
    // At step 0 the best policy is the one GRPO starts from; later ones get their own checkpoint's name.
    const folder = basename(stageCheckpoint(this.#context.run, BEFORE_GRPO)?.folder ?? '');
    this.#progress = { ...this.#progress, best: { score, step, folder } };
    return true;
  }

  async #evaluateTest(name: string, stage: Stage): Promise<void> {
    const { seeds, settings } = this.#context;
    if (seeds.test.length === 0) return;
    this.#clean = false;
    await this.#evaluate(name, 'test', 0, seeds.test, settings.evaluate.samples);
    await this.#endStage(stage);
  }

  async #evaluateFinal(): Promise<void> {
    const { run, engine, seeds, settings } = this.#context;
    const best = this.#progress.best;
    const folder = best && join(run.path, 'checkpoints', best.folder);
    this.#clean = false;
    if (folder) await engine.load(folder);
    if (seeds.test.length > 0) {
      const step = best?.step ?? settings.grpo!.steps;
      await this.#evaluate('final', 'test', step, seeds.test, settings.evaluate.samples);
      await this.#compare();
    }
    await this.#publishModel();
    await this.#endStage('evaluate-final');
  }

  async #evaluate(
    name: string,
    split: string,
    step: number,
    seeds: readonly Seed[],
    samplesPerSeed: number,
  ): Promise<EvaluationReport> {
    const { settings, kernel, run } = this.#context;
    const { confidence } = settings.evaluate;
    const sampling = samplingOptions(settings, settings.evaluate);
    const benchmark = settings.data!.source;
    const request = { name, split, benchmark, step, seeds, samplesPerSeed, sampling, confidence };
    const report = await evaluatePolicy(this.#context, request);
    const { rollouts, seeds: _, ...summary } = report;
    run.append('evaluations', { kind: 'evaluation', ...summary });
    run.append(
      'evaluation-rollouts',
      ...rollouts.map((rollout) => ({ evaluation: name, split, ...rollout })),
    );
    await kernel.report('onEvaluate', report);
    return report;
  }

  /** Compares the final policy with the SFT policy, seed by seed, on the held-out seeds. */
  async #compare(): Promise<void> {
    const { run, settings, seeds } = this.#context;
    type Row = { evaluation: string; split: string; seedId: string; verdict: string };
    const rows = await run.read<Row>('evaluation-rollouts');
    const rates = (name: string): number[] =>
      seeds.test.map(({ id }) => {
        const own = rows.filter(
          (row) => row.split === 'test' && row.evaluation === name && row.seedId === id,
        );
        return own.filter(({ verdict }) => verdict === 'correct').length / Math.max(1, own.length);
      });
    if (!rows.some(({ evaluation }) => evaluation === 'sft')) return;
    const { confidence } = settings.evaluate;
    const difference = pairedDifference(rates('sft'), rates('final'), confidence, settings.seed);
    run.append('evaluations', {
      kind: 'comparison',
      before: 'sft',
      after: 'final',
      split: 'test',
      difference,
    });
  }

  /** Puts the final policy at RUN/model, as a folder that other tools can read. */
  async #publishModel(): Promise<void> {
    const { run, engine } = this.#context;
    const folder = join(run.path, 'model');
    const temporary = `${folder}.tmp`;
    rmSync(temporary, { recursive: true, force: true });
    const best = this.#progress.best && join(run.path, 'checkpoints', this.#progress.best.folder);
    if (best && existsSync(best)) cpSync(best, temporary, { recursive: true, filter: isModelFile });
    else await engine.save(temporary);
    rmSync(folder, { recursive: true, force: true });
    renameSync(temporary, folder);
  }

  async #grpoSeeds(): Promise<readonly Seed[]> {
    const { run, seeds, settings } = this.#context;
    if (!settings.curate) return seeds.train;
    const kept = keptSeeds(seeds.train, await run.read<CurationRecord>('curation'));
    if (kept.length > 0) return kept;
    throw new TouchstoneError({
      code: 'NO_SEEDS',
      message: `curation kept none of the ${seeds.train.length} training seeds`,
      place: run.journalPath('curation'),
      value: {
        minimumPassRate: settings.curate.minimumPassRate,
        maximumPassRate: settings.curate.maximumPassRate,
      },
      fix: 'widen curate.minimumPassRate and curate.maximumPassRate, or train SFT longer (all too hard) or less',
    });
  }

  #journalStep(report: StepReport): void {
    const { run, kernel } = this.#context;
    run.append('metrics', stepRecord(report));
    run.append('rollouts', ...rolloutRecords(report));
    const { phase, step } = report;
    run.append('timings', {
      phase,
      step,
      milliseconds: Math.round(kernel.services.resolve(clockToken).now()),
    });
  }

  #stepsDone(stage: Stage): number {
    return this.#progress.stage === stage ? this.#progress.step : 0;
  }

  #advance(progress: Progress): void {
    this.#progress = progress;
    this.#clean = true;
  }

  async #endStage(stage: Stage): Promise<void> {
    await this.#checkpoint({ stage, step: 0, done: true, best: this.#progress.best });
  }

  async #checkpoint(progress: Progress, isBest = false): Promise<void> {
    const { run, engine, kernel } = this.#context;
    const { folder, state } = await writeCheckpoint(run, progress, (path) => engine.save(path), { isBest });
    pruneCheckpoints(run);
    this.#advance(state);
    const phase = progress.stage === 'sft' ? 'sft' : 'grpo';
    await kernel.report('onCheckpoint', { phase, step: progress.step, folder, best: isBest });
  }
}

function isModelFile(path: string): boolean {
  return !/(optimizer\.safetensors|state\.json)$/.test(path);
}

function curationNote(records: readonly CurationRecord[]): string {
  const count = (reason?: string): number => records.filter((record) => record.reason === reason).length;
  return `kept ${count()} of ${records.length}; too easy ${count('too easy')}, too hard ${count('too hard')}`;
}
