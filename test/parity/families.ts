import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { characterTokenizer, parseModelConfig } from '@touchstone-rl/core/model';
import type { ModelConfig } from '@touchstone-rl/core/model';

/** Models of each family, made and recorded by transformers_logits.py. */
export const FAMILIES = ['llama-2', 'llama-3', 'qwen2', 'qwen3', 'phi-3', 'phi-4', 'phi-4-mini'] as const;

/** Logits of a sequence, as transformers computed them. */
export interface RecordedCase {
  /** Changes of the stored configuration. */
  readonly changes: Record<string, unknown>;
  readonly tokens: number[];
  readonly logits: number[][];
}

/** A stand-in for the tokenizer that the recorded models have none of: every token is a character. */
export const tokenizer = characterTokenizer({ characters: '0123456789+-*/=()[]{}.,;: abcde' });

/** The folder of a recorded model. */
export function familyFolder(name: string): string {
  return fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));
}

/** A JSON file of a recorded model. */
export function readFixture(name: string, file: string): unknown {
  return JSON.parse(readFileSync(`${familyFolder(name)}/${file}`, 'utf8'));
}

/** The configuration of a recorded model, changed. */
export function familyConfig(name: string, changes: Record<string, unknown> = {}): ModelConfig {
  return parseModelConfig({ ...(readFixture(name, 'config.json') as object), ...changes });
}
