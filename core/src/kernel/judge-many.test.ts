import { describe, expect, it } from 'vitest';
import { correct, type Seed, type Verdict } from '../domain/index.ts';
import { definePlugin } from './define-plugin.ts';
import { defineVerifier } from './define.ts';
import type { VerifierInput } from './providers.ts';
import { Kernel } from './kernel.ts';

const seed: Seed = { id: 's', prompt: [], domain: 'test', verifier: 'judge' };
const inputsOf = (...preds: string[]): VerifierInput[] =>
  preds.map((pred) => ({ seed: { ...seed, id: `seed-${pred}` }, gold: '2', pred }));

function kernelWith(
  verify: (pred: string) => Verdict | Promise<Verdict>,
  deadlineMilliseconds = 100,
): Promise<Kernel> {
  const plugin = defineVerifier({ name: 'judge', verify: ({ pred }) => verify(pred!) });
  return Kernel.create({ plugins: [{ plugin: plugin(), origin: 'inline' }], deadlineMilliseconds });
}

describe('judgeMany', () => {
  it('gives one judgement per answer, in order, and counts each', async () => {
    const kernel = await kernelWith((pred) => correct(`read ${pred}`));
    const preds = Array.from({ length: 1000 }, (_, i) => String(i));
    const judged = await kernel.judgeMany('judge', inputsOf(...preds));
    expect(judged.map(({ outcome }) => outcome.ok && outcome.value.reason)).toEqual(
      preds.map((pred) => `read ${pred}`),
    );
    expect(kernel.ledger.costs.get('judge')!.get('verify')).toMatchObject({ calls: 1000, failures: 0 });
  });

  it.each([
    [
      'an error',
      () => {
        throw new Error('boom');
      },
      'boom',
    ],
    [
      'an endless loop',
      () => {
        for (;;);
      },
      'did not finish within 100 ms',
    ],
    ['a promise that never settles', () => new Promise<Verdict>(() => {}), 'did not finish within 100 ms'],
    ['a rejection', () => Promise.reject(new Error('no connection')), 'no connection'],
    ['something else', () => undefined as never, 'returned undefined, which is not a verdict'],
  ])('that meets %s fails that answer, named, and no other', async (_, fail, message) => {
    const kernel = await kernelWith((pred) => (pred === 'bad' ? fail() : correct('fine')));
    const judged = await kernel.judgeMany('judge', inputsOf('a', 'b', 'bad', 'c'));
    expect(judged.map(({ outcome }) => outcome.ok)).toEqual([true, true, false, true]);
    expect(judged[2]!.outcome).toEqual({
      ok: false,
      failure: { plugin: 'judge', hook: 'verify', seedId: 'seed-bad', message },
    });
    expect(kernel.ledger.failureCount).toBe(1);
  });

  it('gives each slow answer its own deadline', async () => {
    const kernel = await kernelWith(() => {
      const end = performance.now() + 60;
      while (performance.now() < end);
      return correct('slow');
    }, 300);
    const judged = await kernel.judgeMany('judge', inputsOf('a', 'b', 'c', 'd', 'e', 'f'));
    expect(judged.every(({ outcome }) => outcome.ok)).toBe(true);
  });

  it('waits for several promises at once where a verifier allows it, and keeps their order', async () => {
    let open = 0;
    let most = 0;
    const plugin = definePlugin({
      name: 'judge',
      setup: ({ addVerifier }) =>
        addVerifier('judge', {
          concurrency: 3,
          async verify({ pred }) {
            most = Math.max(most, ++open);
            await new Promise((resolve) => setTimeout(resolve, 10 - Number(pred)));
            open -= 1;
            return correct(pred!);
          },
        }),
    });
    const kernel = await Kernel.create({ plugins: [{ plugin: plugin(), origin: 'inline' }] });
    const preds = ['1', '9', '2', '8', '3'];
    const judged = await kernel.judgeMany('judge', inputsOf(...preds));
    expect(judged.map(({ outcome }) => outcome.ok && outcome.value.reason)).toEqual(preds);
    expect(most).toBe(3);
  });

  it("lets a verifier's own deadline stand in place of the run's", async () => {
    const plugin = definePlugin({
      name: 'judge',
      setup: ({ addVerifier }) =>
        addVerifier('judge', {
          deadlineMilliseconds: 60_000,
          verify: () => new Promise((resolve) => setTimeout(() => resolve(correct('late')), 300)),
        }),
    });
    const plugins = [{ plugin: plugin(), origin: 'inline' }];
    const kernel = await Kernel.create({ plugins, deadlineMilliseconds: 200 });
    expect((await kernel.judgeMany('judge', inputsOf('a')))[0]!.outcome.ok).toBe(true);
    expect((await kernel.judge('judge', inputsOf('a')[0]!)).ok).toBe(true);
  });

  it('awaits verdicts that are promises', async () => {
    const kernel = await kernelWith(async (pred) => correct(pred));
    const judged = await kernel.judgeMany('judge', inputsOf('a', 'b'));
    expect(judged.map(({ outcome }) => outcome.ok && outcome.value.reason)).toEqual(['a', 'b']);
  });
});
