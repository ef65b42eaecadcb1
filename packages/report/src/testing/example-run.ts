import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  composeReward,
  correct,
  incorrect,
  majorityVote,
  pairedDifference,
  passAt1,
  randomStream,
  RUN_FORMAT,
  unverifiable,
  type ConfigRecord,
  type CurationRecord,
  type JournalName,
  type RewardTerm,
  type RolloutRecord,
  type RunRecord,
  type Seed,
  type SeedRecord,
  type StepRecord,
  type Verdict,
} from '@touchstone-rl/core';
import type {
  ComparisonRecord,
  EvaluatedRolloutRecord,
  EvaluationRecord,
  TimingRecord,
} from '../run-data.ts';

/** The files of a run folder, before they are written. */
export interface ExampleRun {
  run: RunRecord;
  config: ConfigRecord;
  seeds: SeedRecord[];
  metrics: StepRecord[];
  rollouts: RolloutRecord[];
  evaluations: (EvaluationRecord | ComparisonRecord)[];
  'evaluation-rollouts': EvaluatedRolloutRecord[];
  curation: CurationRecord[];
  timings: TimingRecord[];
}

const SFT_STEPS = 120;
const GRPO_STEPS = 60;
const GROUPS = 4;
const GROUP_SIZE = 4;
const SAMPLES = 4;
const LIMIT = 96;
const WEIGHTS = { 'length-cosine': 8 / 13, repetition: 1 / 13 };
const OVERRIDES = { format: ['length-cosine'] };

/** A finished run as the loops would have written it, with invented but lifelike numbers. */
export function exampleRun(): ExampleRun {
  const seeds = exampleSeeds();
  const train = seeds.flatMap(({ split, seed }) => (split === 'train' && seed ? [seed] : []));
  const test = seeds.flatMap(({ split, seed }) => (split === 'test' && seed ? [seed] : []));
  const grpo = Array.from({ length: GRPO_STEPS }, (_, i) => grpoStep(i + 1, train));
  const before = evaluateExample('sft', test, 0.12);
  const after = evaluateExample('final', test, 0.72);
  const difference = pairedDifference(before.rates, after.rates, 0.95, 1);
  const comparison: ComparisonRecord = {
    kind: 'comparison',
    before: 'sft',
    after: 'final',
    split: 'test',
    difference,
  };
  return {
    run: {
      format: RUN_FORMAT,
      name: 'arithmetic',
      configFile: '/home/ada/quickstart.config.ts',
      set: ['grpo.steps=60'],
      node: 'v20.20.2',
    },
    config: exampleConfig(),
    seeds,
    metrics: [...sftSteps(), ...grpo.map(({ step }) => step)],
    rollouts: grpo.flatMap(({ rollouts }) => rollouts),
    evaluations: [before.record, ...validations(), after.record, comparison],
    'evaluation-rollouts': [...before.rollouts, ...after.rollouts],
    curation: train.map((seed) => curate(seed)),
    timings: grpo.map(({ step }, i) => ({
      phase: 'grpo',
      step: step.step,
      milliseconds: 1_700_000_000_000 + 2300 * i,
    })),
  };
}

/** Writes the files of a run folder; parts that are `undefined` are left out. */
export function writeExampleRun(path: string, { run, config, ...journals }: Partial<ExampleRun>): void {
  mkdirSync(path, { recursive: true });
  if (run) writeFileSync(join(path, 'run.json'), JSON.stringify(run));
  if (config) writeFileSync(join(path, 'config.json'), JSON.stringify(config));
  const named = Object.entries(journals) as [JournalName | 'seeds', readonly unknown[] | undefined][];
  for (const [name, rows] of named) {
    if (!rows) continue;
    writeFileSync(join(path, `${name}.jsonl`), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }
}

function exampleSeeds(): SeedRecord[] {
  const sizes = { test: 96, validation: 32, train: 160 };
  const seeds = Object.entries(sizes).flatMap(([split, size]) =>
    Array.from({ length: size }, (_, i): SeedRecord => ({ split, seed: exampleSeed(split, i) })),
  );
  const drop = (id: string, plugin: string, reason: string): SeedRecord => ({
    split: 'train',
    dropped: { id, plugin, reason },
  });
  const repeats = Array.from({ length: 7 }, (_, i) =>
    drop(`arithmetic:${i}+1`, 'dedupe', 'repeats a held-out prompt'),
  );
  return [...seeds, ...repeats, drop('arithmetic:9+9', 'core', 'duplicate id')];
}

function exampleSeed(split: string, i: number): Seed {
  const random = randomStream(3, split, i);
  const difficulty = 1 + (i % 4);
  let value = random.integer(2, 30);
  let expression = String(value);
  const steps: string[] = [];
  for (let step = 0; step < difficulty; step++) {
    const operand = random.integer(2, 30);
    const next = step % 2 === 0 ? value + operand : value - operand;
    steps.push(`${value}${step % 2 === 0 ? '+' : '-'}${operand}=${next}`);
    expression += `${step % 2 === 0 ? '+' : '-'}${operand}`;
    value = next;
  }
  return {
    id: `arithmetic:${split}:${i}:${expression}`,
    prompt: [{ role: 'user', content: `${expression}=?` }],
    gold: String(value),
    domain: 'arithmetic',
    source: 'arithmetic',
    verifier: 'math',
    demonstration: `<think>${steps.join(',')}</think>\\boxed{${value}}`,
    meta: { difficulty },
  };
}

/** How likely a policy of some skill solves a seed. */
function chance(seed: Seed, skill: number): number {
  return 1 / (1 + Math.exp(1.1 * Number(seed.meta!.difficulty) - 4.6 * skill - 1.6));
}

interface Answer {
  readonly text: string;
  readonly lengthTokens: number;
  readonly finishReason: 'stop' | 'length';
  readonly verdict: Verdict;
}

function answer(seed: Seed, skill: number, ...path: (string | number)[]): Answer {
  const random = randomStream(11, seed.id, ...path);
  if (random.next() < 0.1 * (1 - skill)) {
    const text = `<think>${'17+25=42,'.repeat(10)}`.slice(0, LIMIT);
    return {
      text,
      lengthTokens: LIMIT,
      finishReason: 'length',
      verdict: unverifiable('the response holds no answer'),
    };
  }
  const solved = random.next() < chance(seed, skill);
  const value = solved ? seed.gold! : String(Number(seed.gold) + random.pick([-10, -1, 1, 10]));
  const text = seed.demonstration!.replace(/boxed\{.*\}/, `boxed{${value}}`);
  const lengthTokens = text.length + (solved ? 0 : random.integer(0, 12));
  const verdict = solved
    ? correct('equal integers', { extracted: value })
    : incorrect(`${value} is not ${seed.gold}`, { extracted: value });
  return { text, lengthTokens, finishReason: 'stop', verdict };
}

function termsOf({ verdict, lengthTokens, finishReason }: Answer, fail: boolean): RewardTerm[] {
  const progress = (1 - Math.cos((Math.PI * Math.min(lengthTokens, LIMIT)) / LIMIT)) / 2;
  const right = verdict.verdict === 'correct';
  return [
    {
      name: 'length-cosine',
      plugin: 'length-cosine',
      state: 'scored',
      score: right ? 1 - 0.5 * progress : -1 + 0.5 * progress,
    },
    fail
      ? { name: 'repetition', plugin: 'repetition', state: 'failed', reason: 'no answer within 10000 ms' }
      : {
          name: 'repetition',
          plugin: 'repetition',
          state: 'scored',
          score: finishReason === 'length' ? -0.4 : 0,
        },
    finishReason === 'length'
      ? { name: 'format', plugin: 'format', state: 'scored', score: -0.5, detail: { fault: 'incomplete' } }
      : { name: 'format', plugin: 'format', state: 'abstained' },
  ];
}

function grpoStep(step: number, train: readonly Seed[]): { step: StepRecord; rollouts: RolloutRecord[] } {
  const skill = 0.12 + 0.6 * (1 - Math.exp(-step / 22));
  const rollouts = Array.from(
    { length: GROUPS },
    (_, i) => train[(step * GROUPS + i) % train.length]!,
  ).flatMap((seed) =>
    Array.from({ length: GROUP_SIZE }, (_, index): RolloutRecord => {
      const { verdict, ...own } = answer(seed, skill, 'grpo', step, index);
      const fail = step === 30 && index === 0;
      const reward = composeReward(termsOf({ verdict, ...own }, fail), {
        weights: WEIGHTS,
        overrides: OVERRIDES,
      });
      const id = `${step}/${seed.id}/${index}`;
      return {
        step,
        id,
        seedId: seed.id,
        tokens: [1, 2],
        logProbabilities: [-0.1, -0.2],
        ...own,
        verdict,
        reward,
      };
    }),
  );
  return { step: { phase: 'grpo', step, metrics: grpoNumbers(step, skill, rollouts) }, rollouts };
}

function grpoNumbers(
  step: number,
  skill: number,
  rollouts: readonly RolloutRecord[],
): Record<string, number> {
  const noise = randomStream(5, 'metrics', step);
  const rewards = rollouts.flatMap(({ reward }) => (reward.value === undefined ? [] : [reward.value]));
  const lengths = (kind: string): number[] =>
    rollouts.filter(({ verdict }) => verdict?.verdict === kind).map(({ lengthTokens }) => lengthTokens);
  const term = (name: string): number =>
    mean(
      rollouts.flatMap(({ reward }) =>
        reward.terms.flatMap((line) =>
          line.term.name === name && line.term.state === 'scored' ? [line.term.score] : [],
        ),
      ),
    );
  const numbers = {
    reward: mean(rewards),
    accuracy: lengths('correct').length / rollouts.length,
    lengthTokens: mean(rollouts.map(({ lengthTokens }) => lengthTokens)),
    lengthTokensCorrect: mean(lengths('correct')),
    lengthTokensIncorrect: mean(lengths('incorrect')),
    clippedShare: rollouts.filter(({ finishReason }) => finishReason === 'length').length / rollouts.length,
    zeroVarianceShare: noise.integer(0, GROUPS) / GROUPS,
    'term/length-cosine': term('length-cosine'),
    'term/repetition': term('repetition'),
    'term/format': term('format'),
    entropy: 0.32 - 0.25 * skill + 0.01 * noise.normal(),
    kl: Math.abs(0.0004 * noise.normal()),
    loss: 0.01 * noise.normal(),
    gradientNorm: 0.5 + 0.1 * noise.normal(),
    learningRate: 1e-3 * Math.min(1, step / 10),
  };
  return Object.fromEntries(Object.entries(numbers).filter(([, value]) => Number.isFinite(value)));
}

function sftSteps(): StepRecord[] {
  return Array.from({ length: SFT_STEPS }, (_, i) => {
    const noise = randomStream(5, 'sft', i);
    const loss = 0.25 + 2.6 * Math.exp(-i / 18) + 0.03 * noise.normal();
    return {
      phase: 'sft',
      step: i + 1,
      metrics: { loss, gradientNorm: 0.8 + 0.2 * noise.next(), learningRate: 3e-3, tokens: 1800 },
    };
  });
}

function evaluateExample(
  name: string,
  seeds: readonly Seed[],
  skill: number,
): { record: EvaluationRecord; rates: number[]; rollouts: EvaluatedRolloutRecord[] } {
  const groups = seeds.map((seed) =>
    Array.from({ length: SAMPLES }, (_, sample): EvaluatedRolloutRecord => {
      const { verdict, text, lengthTokens, finishReason } = answer(seed, skill, 'evaluate', name, sample);
      return {
        evaluation: name,
        split: 'test',
        seedId: seed.id,
        sample,
        text,
        lengthTokens,
        finishReason,
        ...verdict,
      };
    }),
  );
  const rates = groups.map((group) => group.filter(({ verdict }) => verdict === 'correct').length / SAMPLES);
  const all = groups.flat();
  const lengths = (right: boolean): number[] =>
    all.filter(({ verdict }) => (verdict === 'correct') === right).map(({ lengthTokens }) => lengthTokens);
  const record: EvaluationRecord = {
    kind: 'evaluation',
    name,
    split: 'test',
    benchmark: 'arithmetic',
    step: name === 'sft' ? 0 : 40,
    samplesPerSeed: SAMPLES,
    passAt1: passAt1(rates, SAMPLES),
    passAtK: rates.filter((rate) => rate > 0).length / rates.length,
    majority: mean(
      groups.map((group) =>
        majorityVote(
          group.map(({ extracted, verdict }) => ({
            ...(extracted && { key: extracted }),
            correct: verdict === 'correct',
          })),
        ),
      ),
    ),
    unverifiable: all.filter(({ verdict }) => verdict === 'unverifiable').length / all.length,
    clippedShare: all.filter(({ finishReason }) => finishReason === 'length').length / all.length,
    lengthTokens: {
      mean: mean(all.map(({ lengthTokens }) => lengthTokens)),
      correct: mean(lengths(true)),
      incorrect: mean(lengths(false)),
    },
    strata: strataOf(seeds, rates),
  };
  return { record, rates, rollouts: all };
}

function strataOf(seeds: readonly Seed[], rates: readonly number[]): EvaluationRecord['strata'] {
  const names = [...new Set(seeds.map(({ meta }) => String(meta!.difficulty)))].sort();
  return Object.fromEntries(
    names.map((name) => {
      const own = rates.filter((_, i) => String(seeds[i]!.meta!.difficulty) === name);
      return [name, { passAt1: mean(own), seeds: own.length }];
    }),
  );
}

function validations(): EvaluationRecord[] {
  const seeds = Array.from({ length: 32 }, (_, i) => exampleSeed('validation', i));
  return [0, 10, 20, 30, 40, 50, 60].map((step) => {
    const skill = 0.12 + 0.6 * (1 - Math.exp(-step / 22)) - (step === 60 ? 0.1 : 0);
    const { record } = evaluateExample(`step ${step}`, seeds, skill);
    return { ...record, split: 'validation', step };
  });
}

function curate(seed: Seed): CurationRecord {
  const right = Array.from({ length: SAMPLES }, (_, i) => answer(seed, 0.12, 'curate', i)).filter(
    ({ verdict }) => verdict.verdict === 'correct',
  ).length;
  const reason = right === 0 ? 'too hard' : right === SAMPLES ? 'too easy' : undefined;
  return { seedId: seed.id, samples: SAMPLES, correct: right, kept: !reason, ...(reason && { reason }) };
}

function exampleConfig(): ConfigRecord {
  const plugin = (name: string, options: unknown) => ({
    name,
    version: '0.1.0',
    origin: `@touchstone-rl/plugin-${name}`,
    options,
  });
  return {
    settings: {
      name: 'arithmetic',
      seed: 1,
      data: { source: 'arithmetic', train: 160, validation: 32, test: 96 },
      model: { hiddenSize: 128, layers: 3, maxResponseTokens: LIMIT },
      sft: { steps: SFT_STEPS, batchSize: 64 },
      curate: { samples: SAMPLES, minimumPassRate: 0.1, maximumPassRate: 0.9 },
      grpo: { steps: GRPO_STEPS, seedsPerStep: GROUPS, groupSize: GROUP_SIZE, klReference: 'old' },
      evaluate: { samples: SAMPLES, confidence: 0.95 },
      reward: { weights: WEIGHTS },
    },
    plugins: [
      plugin('math', { policy: 'strict' }),
      plugin('length-cosine', { correctMax: 1, incorrectMin: -1, maxLength: LIMIT }),
      plugin('repetition', { n: 5, threshold: 5 }),
      plugin('format', { incompleteScore: -0.5 }),
      plugin('arithmetic', { maxOperations: 4 }),
    ],
    origins: {
      name: 'quickstart.config.ts',
      'grpo.steps': '--set',
      'reward.weights.repetition': 'preset phi4-reasoning',
    },
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
