import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../cli/touchstone.ts';

/** A whole run in about a second: SFT, curation, GRPO and evaluations of a model too small to learn much. */
export const TINY = {
  name: 'tiny',
  presets: ['phi4-reasoning'],
  plugins: [['arithmetic', { maxOperations: 1, maxOperand: 9, maxFactor: 5, maxResult: 49 }], 'dedupe'],
  data: { source: 'arithmetic', train: 24, validation: 4, test: 6 },
  model: {
    hiddenSize: 16,
    layers: 1,
    heads: 2,
    keyValueHeads: 1,
    intermediateSize: 32,
    characters: '0123456789+-*/()=?,\\{}bdeox',
    maxPromptTokens: 16,
    maxResponseTokens: 24,
  },
  options: {
    'length-cosine': { maxTokens: 24, positiveControlTokens: 20, negativeControlTokens: 4 },
    repetition: { unit: 'tokens' },
  },
  sft: { steps: 6, batchSize: 4, checkpointEvery: 2 },
  curate: { samples: 2, minimumPassRate: 0, maximumPassRate: 1 },
  grpo: { steps: 6, seedsPerStep: 4, groupSize: 2, evaluateEvery: 3, checkpointEvery: 2, warmupSteps: 1 },
  evaluate: { samples: 2, validationSamples: 1 },
};

/** A project folder with the tiny config. */
export function tinyProject(config: unknown = TINY): string {
  return projectFolder({ 'tiny.json': JSON.stringify(config) });
}

/** Files of a run that hold no wall-clock times: the same config and seed give the same bytes. */
export const REPRODUCIBLE = [
  'metrics.jsonl',
  'rollouts.jsonl',
  'evaluations.jsonl',
  'evaluation-rollouts.jsonl',
  'curation.jsonl',
  'seeds.jsonl',
  'model/model.safetensors',
] as const;

/** The reproducible files of a run, by name. */
export function contentOf(run: string): Record<string, string> {
  return Object.fromEntries(
    REPRODUCIBLE.map((name) => [name, readFileSync(join(run, name)).toString('latin1')]),
  );
}
