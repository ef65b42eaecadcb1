import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { projectFolder, touchstone } from './touchstone.ts';

const CHAT = fileURLToPath(new URL('../parity/fixtures/chat', import.meta.url));

/** A model that no machine has the memory for. */
const HUGE = JSON.stringify({
  model: { hiddenSize: 65_536, layers: 200, heads: 512, keyValueHeads: 512, intermediateSize: 262_144 },
  grpo: {},
});

describe('touchstone plan', () => {
  it('says what sampling, training and adapters of a model need', async () => {
    const ended = await touchstone([
      'plan',
      CHAT,
      '--context',
      '64',
      '--batch',
      '16',
      '--rank',
      '4',
      '--json',
    ]);
    const { plans } = JSON.parse(ended.stdout) as { plans: Record<string, unknown>[] };
    expect(ended.code).toBe(0);
    expect(plans.map(({ name }) => name)).toEqual(['sampling', 'training', 'adapters of rank 4']);
    expect(plans[0]).toMatchObject({ fits: true, slots: 16, trained: 0, parameters: 24_512 });
    const { stdout } = await touchstone(['plan', CHAT, '--context', '64']);
    expect(stdout).toMatch(/parameters +24\.5k +24\.5k +24\.5k\n/);
    expect(stdout).toMatch(/fits +yes +yes +yes\n/);
  });

  it('and train refuse a config that the machine has no memory for', async () => {
    const cwd = projectFolder({ 'huge.json': HUGE });
    const planned = await touchstone(['plan', 'huge.json'], { cwd });
    expect(planned).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('too little memory') as string,
      stdout: expect.stringMatching(
        /gradient checkpointing +yes\n(.*\n)+ +without checkpointing +\d+ MB\n +with checkpointing +\d+ MB\nfits +no/,
      ) as string,
    });
    const { code, stderr } = await touchstone(['train', 'huge.json'], { cwd });
    expect(stderr).toMatch(
      /the run needs about \d+\.\d GB, and this machine has .*\n.*\n +fix +train adapters/,
    );
    expect(code).toBe(2);
  });
});
