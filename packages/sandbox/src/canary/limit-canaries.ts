import type { Layer } from '../layer.ts';
import { limitsSchema } from '../limits.ts';

/**
 * A limit, and whether the layer held it here.
 *
 * @example
 * const proof: LimitProof = { limit: 'memory', ok: true, detail: 'memory-limit after 0.3 s' };
 */
export interface LimitProof {
  readonly limit: 'cpu' | 'memory' | 'output';
  readonly ok: boolean;
  readonly detail: string;
}

const LIMITS = limitsSchema.parse({
  cpuSeconds: 0.5,
  wallSeconds: 20,
  memoryMegabytes: 64,
  outputKilobytes: 16,
});

/** Programs that go on until they are stopped, in the languages that some layer or other runs. */
const ENDLESS: Readonly<Record<string, Readonly<Record<LimitProof['limit'], string>>>> = {
  python: {
    cpu: 'while True: pass',
    memory: 'rows = []\nwhile True: rows.append("x" * 1000000)',
    output: 'while True: print("x" * 1000)',
  },
  javascript: {
    cpu: 'for (;;);',
    memory: 'const rows = []; for (;;) rows.push(new Array(100000).fill(rows.length));',
    output: 'for (;;) console.log("x".repeat(1000));',
  },
};

/** Memory that runs out is an error of the program's in some languages, and ends it in others. */
const EXPECTED: Readonly<Record<LimitProof['limit'], readonly string[]>> = {
  cpu: ['time-limit'],
  memory: ['memory-limit', 'runtime-error'],
  output: ['output-limit'],
};

/** Runs programs that never end by themselves, to see whether the layer's limits hold on this machine. */
export async function proveLimits(layer: Layer, language: string): Promise<LimitProof[]> {
  const programs = ENDLESS[language];
  if (!programs) return [];
  const proofs: LimitProof[] = [];
  for (const limit of ['cpu', 'memory', 'output'] as const) {
    const limits = limit === 'cpu' ? LIMITS : { ...LIMITS, cpuSeconds: 10 };
    const started = performance.now();
    const run = await layer.run({ language, source: programs[limit], files: {}, stdin: '', limits });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    proofs.push({
      limit,
      ok: EXPECTED[limit].includes(run.status),
      detail: `${run.status} after ${seconds} s${run.reason ? `: ${run.reason}` : ''}`,
    });
  }
  return proofs;
}
