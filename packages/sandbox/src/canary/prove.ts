import type { Layer } from '../layer.ts';
import { limitsSchema } from '../limits.ts';
import { NATIVE_LANGUAGES } from '../native/languages.ts';
import { layBait } from './bait.ts';
import { CANARIES } from './programs.ts';

/**
 * Whether a layer runs a language here and contains it.
 *
 * @example
 * const explain = (proof: Proof): string => (proof.ok ? proof.detail : `${proof.reason}. ${proof.fix ?? ''}`);
 */
export type Proof =
  | { readonly ok: true; readonly detail: string }
  | { readonly ok: false; readonly reason: string; readonly fix?: string };

const LIMITS = limitsSchema.parse({ cpuSeconds: 20, wallSeconds: 60 });

/**
 * Proves a layer for a language: its parts are there, the canary of the language (else of the first language that
 * has one) reaches nothing outside, and a program of the language runs.
 */
export async function prove(layer: Layer, language: string): Promise<Proof> {
  const available = await layer.available(language);
  if (!available.ok) return available;
  if (layer.isolation !== 'proven') return runsAtAll(layer, language, available.detail);
  const canary = await canaryLanguage(layer, language);
  if (canary === undefined) {
    return { ok: false, reason: `${layer.name} has no language in which it could be proven` };
  }
  const bait = await layBait();
  try {
    const source = CANARIES[canary]!(bait);
    const run = await layer.run({ language: canary, source, files: {}, stdin: '', limits: LIMITS });
    const breaches = bait.breaches(run.stdout + run.stderr);
    if (breaches.length > 0) return { ok: false, reason: `${layer.name} let out ${breaches.join(' and ')}` };
    if (run.status !== 'ok' || !run.stdout.includes('ready')) {
      if (run.status !== 'unsupported') {
        return {
          ok: false,
          reason: `its self-test ended with ${run.status}: ${run.reason ?? run.stderr.slice(0, 300)}`,
        };
      }
    }
  } finally {
    await bait.takeAway();
  }
  return canary === language ? available : runsAtAll(layer, language, available.detail);
}

async function canaryLanguage(layer: Layer, language: string): Promise<string | undefined> {
  if (Object.hasOwn(CANARIES, language)) return language;
  for (const name of Object.keys(CANARIES)) {
    if (layer.languages.includes(name) && (await layer.available(name)).ok) return name;
  }
  return undefined;
}

async function runsAtAll(layer: Layer, language: string, detail: string): Promise<Proof> {
  const source = NATIVE_LANGUAGES[language]?.ready;
  if (source === undefined) return { ok: true, detail };
  const run = await layer.run({ language, source, files: {}, stdin: '', limits: LIMITS });
  if (run.status === 'ok' && run.stdout.includes('ready')) return { ok: true, detail };
  return {
    ok: false,
    reason: `its smallest program ended with ${run.status}: ${run.reason ?? run.stderr.slice(0, 300)}`,
  };
}
