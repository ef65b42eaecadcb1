import type { Sandbox, SandboxResult, Verdict } from '@touchstone-rl/core';
import { optionsSchema, verifyCode } from '@touchstone-rl/plugin-code';
import { createSandbox } from '@touchstone-rl/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programsOf, type Attack, type AttackSet } from './attack.ts';
import { cpp } from './cpp.ts';
import { javascript } from './javascript.ts';
import { python } from './python.ts';
import { Surroundings } from './surroundings.ts';

const LAYERS = ['quickjs', 'bubblewrap', 'landlock', 'monty', 'pyodide'];
const SETS = [javascript, python, cpp];

/** Attacks that take long run with `TOUCHSTONE_SLOW=1`, and both modes in Pyodide, which starts anew for each run. */
const slowToo = process.env['TOUCHSTONE_SLOW'] === '1';
const modesIn = (layer: string): number => (layer === 'pyodide' && !slowToo ? 1 : Infinity);
const chosen = (set: AttackSet): Attack[] => set.attacks.filter(({ slow }) => slowToo || !slow);

const TESTS = {
  call: [
    { args: [7, 0, 5], expected: 5 },
    { args: [-3, -2, 9], expected: -2 },
    { args: [4, 1, 6], expected: 4 },
  ],
  stdin: [
    { stdin: '7 0 5\n', stdout: '5\n' },
    { stdin: '-3 -2 9\n', stdout: '-2\n' },
  ],
};

const options = optionsSchema.parse({ maxProgramKilobytes: 1024 });
const limits = { cpuSeconds: 0.4, wallSeconds: 8, memoryMegabytes: 256, processes: 24, fileMegabytes: 16 };
/** An honest program may have to wait long for a processor; what never ends is ended sooner. */
const PATIENT = { wallSeconds: 30 };
const sandbox = createSandbox({ limits });

let surroundings: Surroundings;
const available = new Set<string>();
/** Layers that run a language and are not here, with the reason. */
const skipped: string[] = [];

/** One layer alone, with everything that comes out of it kept. */
function only(layer: string, kept: SandboxResult[]): Sandbox {
  return {
    async run(request) {
      const result = await sandbox.run({ ...request, layer });
      kept.push(result);
      return result;
    },
    dispose: () => Promise.resolve(),
  };
}

async function run(
  set: AttackSet,
  layer: string,
  mode: 'call' | 'stdin',
  program: string,
  { mark = surroundings.mark(), patient = false } = {},
): Promise<{ verdict: Verdict; kept: readonly SandboxResult[] }> {
  const kept: SandboxResult[] = [];
  const meta = {
    language: set.language,
    entryPoint: 'clamp',
    tests: TESTS[mode],
    ...(patient && { limits: PATIENT }),
  };
  const seed = { id: 's', prompt: [], domain: 'code', verifier: 'code', meta };
  const input = { seed, gold: undefined, pred: surroundings.fill(program, mark) };
  return { verdict: await verifyCode(input, options, only(layer, kept)), kept };
}

beforeAll(async () => {
  surroundings = await Surroundings.open();
  for (const set of SETS) {
    for (const layer of LAYERS) {
      const { status, reason = '' } = await sandbox.run({ language: set.language, source: '', layer });
      if (status !== 'refused') available.add(`${set.language} ${layer}`);
      else if (!reason.includes('no layer named'))
        skipped.push(`${set.language} in ${reason.split(': ').slice(1).join(': ')}`);
    }
  }
});

afterAll(async () => {
  await sandbox.dispose();
  await surroundings.close();
  const left = SETS.flatMap(({ attacks }) => attacks).filter(({ slow }) => slow && !slowToo);
  console.log(
    [
      `attacked: ${[...available].join(', ')}`,
      `skipped, not here: ${skipped.join('; ') || 'nothing'}`,
      ...(slowToo
        ? []
        : [
            `skipped without TOUCHSTONE_SLOW=1: ${left.map(({ id }) => id).join(', ')}; one of two modes in pyodide`,
          ]),
    ].join('\n'),
  );
});

it('there are at least sixty attacks, of every class, with an id each', () => {
  const attacks = SETS.flatMap((set) => chosen(set));
  expect(attacks.filter((attack) => attack.class !== 'control').length).toBeGreaterThanOrEqual(60);
  expect(new Set(attacks.map(({ id }) => id)).size).toBe(attacks.length);
  expect(new Set(attacks.map((attack) => attack.class)).size).toBe(10);
});

describe.each(SETS)('$language', (set) => {
  describe.each(LAYERS)('%s', (layer) => {
    it.concurrent.each(chosen(set))('$id', async ({ id, ...attack }) => {
      if (!available.has(`${set.language} ${layer}`)) return;
      for (const [mode, program] of programsOf(set, { id, ...attack }).slice(0, modesIn(layer))) {
        const mark = surroundings.mark();
        const { verdict, kept } = await run(set, layer, mode, program, { mark, patient: attack.passes });
        const said = `${verdict.verdict}: ${verdict.reason}`;
        expect(said).toMatch(attack.passes ? /^(correct|unverifiable)/ : /^(incorrect|unverifiable)/);
        const out = JSON.stringify([kept, verdict.reason, verdict.evidence]);
        expect(out.includes(surroundings.secret)).toBe(false);
        expect(out.length).toBeLessThan(4_000_000);
        expect(await surroundings.damage(mark)).toEqual([]);
      }
    });
  });
});

it.each(SETS)('$language: a right program passes on some layer wherever the language runs', async (set) => {
  const layers = LAYERS.filter((layer) => available.has(`${set.language} ${layer}`));
  const right = set.attacks.find(({ passes }) => passes)!;
  for (const [mode, program] of programsOf(set, right)) {
    const verdicts = [];
    for (const layer of layers)
      verdicts.push((await run(set, layer, mode, program, { patient: true })).verdict.verdict);
    expect(layers.length === 0 || verdicts.includes('correct')).toBe(true);
  }
});
