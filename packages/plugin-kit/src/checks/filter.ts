import { unverifiable, type DroppedSeed, type Kernel, type Rollout, type Seed } from '@touchstone-rl/core';
import { rolloutOf, seedOf } from '../inputs/rollouts.ts';
import { HOSTILE, ORDINARY } from '../inputs/texts.ts';
import { firstLine, type Subject } from '../subject.ts';
import { failed, firstFailure, sameData, type Check, type Outcome } from './check.ts';
import { faultOf } from './seeds.ts';

/** Clauses about plugins that look at each seed before it enters a run. */
export const seedFilterChecks: readonly Check[] = [
  {
    check: 'filter/cases',
    title: 'the seeds of its fixtures are kept or dropped as they say',
    run: (subject) =>
      firstFailure(subject.fixtures.seeds ?? [], async ({ name, seed, split = 'train', expected }) => {
        const kernel = await subject.kernel();
        const admitted = await admit(subject, kernel, seedOf({ ...subject.fixtures.seed, ...seed }), split);
        if (typeof admitted === 'string') return admitted;
        const got = 'dropped' in admitted ? 'dropped' : 'kept';
        return got === expected
          ? undefined
          : `the seed "${name}" is ${got}, and its fixture says ${expected}`;
      }),
  },
  {
    check: 'filter/hostile',
    title: 'empty, huge and hostile prompts are looked at in time',
    run: async (subject) => {
      const kernel = await subject.kernel();
      return firstFailure(HOSTILE, async ({ name, text }) => {
        const seed = seedOf(
          { ...subject.fixtures.seed, prompt: [{ role: 'user', content: text }] },
          `kit-${name}`,
        );
        return faultOfAdmission(await admit(subject, kernel, seed, 'train'), seed);
      });
    },
  },
  { check: 'filter/deterministic', title: 'the same seeds meet the same fate', run: isDeterministic },
];

type Admitted = Seed | (DroppedSeed & { plugin: string });

/** What becomes of a seed, or the sentence that says why nothing does. */
export async function admit(
  subject: Subject,
  kernel: Kernel,
  seed: Seed,
  split: string,
): Promise<Admitted | string> {
  const what = `seed ${seed.id}`;
  try {
    return await subject.call(what, () => kernel.admitSeed(seed, split));
  } catch (error) {
    const message = firstLine(error).replace(/^plugin ".*?" in onSeed on seed [^:]*: /, '');
    return `on ${what} it throws: ${subject.judgeFailure(message, what)} (drop the seed with a reason instead)`;
  }
}

function faultOfAdmission(admitted: Admitted | string, given: Seed): string | undefined {
  if (typeof admitted === 'string') return admitted;
  if ('dropped' in admitted) {
    const { reason } = admitted;
    if (typeof reason === 'string' && reason.trim() !== '') return undefined;
    return `it drops ${given.id} with ${JSON.stringify(reason)} as the reason: say what is wrong with the seed, for it is counted and shown`;
  }
  return faultOf(admitted);
}

/** Shows the plugin a seed with this prompt. */
export async function admitPrompt(subject: Subject, text: string): Promise<void> {
  const seed = seedOf({ ...subject.fixtures.seed, prompt: [{ role: 'user', content: text }] });
  await admit(subject, await subject.kernel(), seed, 'train');
}

async function isDeterministic(subject: Subject): Promise<Outcome> {
  const seeds = ORDINARY.map(({ text }, i) =>
    seedOf({ ...subject.fixtures.seed, prompt: [{ role: 'user', content: text }] }, `kit-${i}`),
  );
  const fates: unknown[][] = [];
  for (let run = 0; run < 3; run++) {
    const kernel = await subject.kernel();
    const fate = [];
    for (const seed of seeds) fate.push(await admit(subject, kernel, seed, 'train'));
    fates.push(fate);
  }
  const fault = await firstFailure(seeds.entries(), ([i, seed]) =>
    faultOfAdmission(fates[0]![i] as Admitted, seed),
  );
  if (fault) return fault;
  const at = seeds.findIndex((_, i) => fates.some((fate) => !sameData(fate[i], fates[0]![i])));
  if (at === -1) return undefined;
  return failed(
    `seed ${seeds[at]!.id} is kept in one run and dropped or changed otherwise in another of the same seeds`,
  );
}

/** Clauses about plugins that annotate each finished rollout. */
export const annotationChecks: readonly Check[] = [
  {
    check: 'rollout/hostile',
    title: 'empty, huge and hostile text is annotated in time',
    run: (subject) =>
      firstFailure(HOSTILE, async ({ name, text }) => (await annotate(subject, text, name)).fault),
  },
  {
    check: 'rollout/deterministic',
    title: 'the same rollout gets the same annotations',
    run: (subject) =>
      firstFailure(ORDINARY, async ({ name, text }) => {
        const [one, other] = [await annotate(subject, text, name), await annotate(subject, text, name)];
        if (one.fault) return one.fault;
        return sameData(one.rollout, other.rollout)
          ? undefined
          : `${name} is annotated differently the second time`;
      }),
  },
];

/** Lets the plugin annotate a rollout with this text. */
export async function annotate(
  subject: Subject,
  text: string,
  what = 'a response',
): Promise<{ rollout?: Rollout; fault?: string }> {
  const kernel = await subject.kernel();
  const seed = seedOf(subject.fixtures.seed);
  if (!kernel.verifiers.has(seed.verifier)) {
    kernel.verifiers.set(seed.verifier, {
      verify: () => unverifiable('the kit judges nothing here'),
      plugin: 'kit',
    });
  }
  try {
    return { rollout: await subject.call(what, () => kernel.annotate(rolloutOf({ text }, seed, 0), seed)) };
  } catch (error) {
    const message = firstLine(error).replace(/^plugin ".*?" in onRollout on seed [^:]*: /, '');
    return { fault: `on ${what} it throws: ${subject.judgeFailure(message, what)}` };
  }
}
