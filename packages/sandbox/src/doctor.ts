import type { SandboxResult } from '@touchstone-rl/core';
import { proveLimits, type LimitProof } from './canary/limit-canaries.ts';
import { prove, type Proof } from './canary/prove.ts';
import { makeLayers } from './layers.ts';
import { examineCgroups, type CgroupExamination } from './native/cgroup.ts';
import { DEFAULT_LAYERS, sandboxOptionsSchema, type SandboxOptions } from './options.ts';

/**
 * What one layer does on this machine.
 *
 * @example
 * const failures = ({ layer, limits }: LayerExamination): string[] =>
 *   limits.filter(({ ok }) => !ok).map(({ limit, detail }) => `${layer}, ${limit}: ${detail}`);
 */
export interface LayerExamination {
  readonly layer: string;
  readonly isolation: SandboxResult['isolation'];
  readonly contains: string;
  /** Whether it is among the layers that a run tries. */
  readonly used: boolean;
  readonly languages: Readonly<Record<string, Proof>>;
  /** Limits tried with programs that never end, in the first language that has them. */
  readonly limits: readonly LimitProof[];
}

/**
 * What the sandbox can do on this machine.
 *
 * @example
 * const canRun = ({ languages }: Examination, language: string): boolean => (languages[language] ?? []).length > 0;
 * canRun(await examineSandbox(), 'python');
 */
export interface Examination {
  readonly layers: readonly LayerExamination[];
  /** By language, the layers that run it in isolation, in the order in which they are tried. */
  readonly languages: Readonly<Record<string, readonly string[]>>;
  /** Whether native jobs get cgroups of their own here; where they do not, they are watched alone. */
  readonly cgroups: CgroupExamination;
}

/**
 * Probes every layer with canaries: what works on this machine, what it contains, and what would add what is missing.
 *
 * @example
 * const { languages } = await examineSandbox();
 * console.log(languages.javascript?.[0]); // quickjs
 */
export async function examineSandbox(options: SandboxOptions = {}): Promise<Examination> {
  const resolved = sandboxOptionsSchema.parse(options);
  const used = new Set<string>(resolved.layers);
  const layers = makeLayers({
    ...resolved,
    layers: [...resolved.layers, ...DEFAULT_LAYERS.filter((name) => !used.has(name))],
  });
  const examinations: LayerExamination[] = [];
  const languages: Record<string, string[]> = {};
  for (const layer of layers) {
    const proofs: Record<string, Proof> = {};
    for (const language of layer.languages) {
      const proof = await prove(layer, language);
      proofs[language] = proof;
      if (proof.ok && layer.isolation !== 'none') (languages[language] ??= []).push(layer.name);
    }
    const working = Object.keys(proofs).find((language) => proofs[language]!.ok);
    examinations.push({
      layer: layer.name,
      isolation: layer.isolation,
      contains: layer.contains,
      used: used.has(layer.name) || layer.isolation !== 'proven',
      languages: proofs,
      limits: working === undefined || layer.isolation === 'none' ? [] : await proveLimits(layer, working),
    });
    await layer.dispose();
  }
  if (languages.javascript) languages.typescript = languages.javascript;
  return { layers: examinations, languages, cgroups: examineCgroups() };
}
