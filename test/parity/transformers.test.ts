import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { createForward } from '../../core/src/model/forward.ts';
import { createLocalEngine } from '../../core/src/model/local-engine.ts';
import { allocateParameters } from '../../core/src/model/parameters.ts';
import { createProgramCache } from '../../core/src/model/program-cache.ts';
import { openWeights, readWeights } from '../../core/src/model/weight-files.ts';
import { createOnnxruntimeExecutor } from '../../core/src/tensor/index.ts';
import { FAMILIES, familyConfig, familyFolder, readFixture, tokenizer } from './families.ts';
import type { RecordedCase } from './families.ts';

/** Recorded by transformers_logits.py. Phi-4-mini is recorded with its short and with its long factors. */
describe('logits equal those of transformers', () => {
  it.each(FAMILIES)('%s', async (name) => {
    const executor = await createOnnxruntimeExecutor({ threads: 1 });
    const { cases } = readFixture(name, 'expected.json') as { cases: RecordedCase[] };
    for (const { changes, tokens, logits } of cases) {
      const config = familyConfig(name, { ...changes, contextTokens: tokens.length });
      const weights = allocateParameters(config);
      await readWeights(familyFolder(name), config, weights);
      const programs = createProgramCache(executor);
      const ours = await createForward(config, weights.views, programs)(tokens);
      await programs.dispose();
      const worst = Math.max(...logits.flat().map((value, i) => Math.abs(value - ours[i]!)));
      expect(worst).toBeLessThan(1e-4);
      expect(Math.max(...logits.flat()) - Math.min(...logits.flat())).toBeGreaterThan(3);
    }
  });
});

describe('a saved model has the same layout', () => {
  it.each(FAMILIES)('%s', async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'family-'));
    const engine = await createLocalEngine({
      model: familyConfig(name),
      tokenizer: tokenizer.files,
      folder: familyFolder(name),
      seed: 1,
    });
    await engine.save(folder);
    await engine.dispose();
    const [before, after] = await Promise.all([familyFolder(name), folder].map(openWeights));
    const shapes = ({ entries }: typeof before): unknown =>
      Object.entries(entries)
        .map(([tensor, { shape }]) => [tensor, shape])
        .sort();
    expect(shapes(after!)).toEqual(shapes(before!));
    await Promise.all([before!.close(), after!.close()]);
    const saved = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as object;
    const { dtype: _, ...rest } = readFixture(name, 'config.json') as Record<string, unknown>;
    expect(saved).toMatchObject(rest);
    expect(saved).toMatchObject({ torch_dtype: 'float32', dtype: 'float32' });
  });
});
