import { describe, expect, it } from 'vitest';

import * as t from './index.ts';
import type { GrpoConstants, Tensor } from './index.ts';

/** Runs a graph over named vectors and returns its outputs as plain numbers. */
async function evaluate(
  feeds: Record<string, number[]>,
  build: (inputs: Record<string, Tensor>, graph: t.Graph) => Record<string, Tensor>,
): Promise<Record<string, number[]>> {
  const graph = new t.Graph();
  const inputs = Object.fromEntries(
    Object.entries(feeds).map(([name, values]) => [name, graph.input(name, [values.length])]),
  );
  for (const [name, tensor] of Object.entries(build(inputs, graph))) graph.output(name, tensor);
  const program = await (await t.createOnnxruntimeExecutor({ threads: 1 })).compile(graph);
  const arrays = Object.entries(feeds).map(([name, values]) => [name, Float32Array.from(values)]);
  const outputs = await program.run(Object.fromEntries(arrays) as Record<string, Float32Array>);
  await program.dispose();
  return Object.fromEntries(Object.entries(outputs).map(([name, values]) => [name, [...values]]));
}

const constants = { clipLow: 0.2, clipHigh: 0.28, dualClip: 3, klCoefficient: 0, entropyCoefficient: 0 };

/** One token: ratio r, advantage A, and what differs from `constants`. */
async function grpo(
  token: { ratio: number; advantage: number; reference?: number; entropy?: number; weight?: number },
  changed: Partial<typeof constants> = {},
): Promise<{ loss: number; kl: number; clipped: number }> {
  const settings = { ...constants, ...changed };
  const feeds = {
    lp: [-1],
    old: [-1 - Math.log(token.ratio)],
    reference: [-1 + (token.reference ?? 0)],
    advantage: [token.advantage],
    entropy: [token.entropy ?? 0],
    weight: [token.weight ?? 1],
  };
  const outputs = await evaluate(feeds, (inputs, graph) => {
    const scalars = Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [name, graph.scalar(value)]),
    ) as unknown as GrpoConstants;
    return {
      ...t.grpoLoss({
        ...scalars,
        logProbabilities: inputs['lp']!,
        oldLogProbabilities: inputs['old']!,
        referenceLogProbabilities: inputs['reference']!,
        advantages: inputs['advantage']!,
        entropies: inputs['entropy']!,
        weights: inputs['weight']!,
      }),
    };
  });
  return { loss: outputs['loss']![0]!, kl: outputs['kl']![0]!, clipped: outputs['clipped']![0]! };
}

describe('grpoLoss, one token by hand', () => {
  it.each([
    ['inside the clip range', { ratio: 1.1, advantage: 2 }, {}, { loss: -2.2, clipped: 0 }],
    ['above, positive advantage: clipped', { ratio: 1.5, advantage: 2 }, {}, { loss: -2.56, clipped: 1 }],
    ['below, positive advantage: plain', { ratio: 0.5, advantage: 2 }, {}, { loss: -1, clipped: 0 }],
    ['below, negative advantage: clipped', { ratio: 0.5, advantage: -2 }, {}, { loss: 1.6, clipped: 1 }],
    ['above, negative advantage: plain', { ratio: 1.5, advantage: -2 }, {}, { loss: 3, clipped: 0 }],
    ['far above, negative advantage: dual clip', { ratio: 9, advantage: -2 }, {}, { loss: 6, clipped: 0 }],
    ['the same without dual clip', { ratio: 9, advantage: -2 }, { dualClip: 1e30 }, { loss: 18, clipped: 0 }],
    ['weight', { ratio: 1, advantage: 2, weight: 0.25 }, {}, { loss: -0.5, clipped: 0 }],
    ['entropy bonus', { ratio: 1, advantage: 0, entropy: 3 }, { entropyCoefficient: 0.1 }, { loss: -0.3 }],
    [
      'KL term: e^0.5 - 0.5 - 1',
      { ratio: 1, advantage: 0, reference: 0.5 },
      { klCoefficient: 2 },
      { loss: 2 * 0.1487212707, kl: 0.1487212707 },
    ],
    ['an absurd ratio stays finite', { ratio: 1e30, advantage: 1 }, {}, { loss: -1.28, clipped: 1 }],
  ])('%s', async (_name, token, changed, expected) => {
    const result: Record<string, number> = await grpo(token, changed);
    for (const [name, value] of Object.entries(expected)) expect(result[name]).toBeCloseTo(value, 5);
  });
});

describe('token losses by hand', () => {
  it('log-probability, entropy and masked cross-entropy of p = (1/2, 1/4, 1/4)', async () => {
    const logits = [0.5, 0.25, 0.25, 0.5, 0.25, 0.25].map(Math.log);
    const outputs = await evaluate({ logits, weights: [0.5, 0] }, ({ logits: flat, weights }, graph) => {
      const table = t.reshape(flat!, [2, 3]);
      const picked = t.tokenLogProbabilities(table, graph.constant(Int32Array.of(1, 0), [2]));
      return { picked, entropies: t.tokenEntropies(table), loss: t.crossEntropyLoss(picked, weights!) };
    });
    expect(outputs['picked']![0]).toBeCloseTo(-Math.log(4), 6);
    expect(outputs['picked']![1]).toBeCloseTo(-Math.log(2), 6);
    expect(outputs['entropies']![0]).toBeCloseTo(1.5 * Math.log(2), 6);
    expect(outputs['loss']![0]).toBeCloseTo(0.5 * Math.log(4), 6);
  });
});
