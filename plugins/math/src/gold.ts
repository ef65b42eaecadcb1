import { lastBoxedAnswer } from './extract/boxed.ts';
import { extractAnswer } from './extract/extract.ts';
import type { MathPolicy, PolicyInput } from './policy.ts';
import { PRESETS, resolvePolicy } from './policy.ts';
import type { Reading } from './reader.ts';
import { readAnswer } from './reader.ts';

/** A gold that has been read once. */
export interface Gold {
  readonly source: string;
  readonly reading: Reading;
}

const CACHE_SIZE = 4096;
const caches = new WeakMap<MathPolicy, Map<string, Gold>>();

/** Reads a gold; repeated golds come from a bounded cache. */
export function compileGold(source: string, policyInput?: PolicyInput | MathPolicy): Gold {
  const policy = resolvePolicy(policyInput);
  const cache = caches.get(policy) ?? new Map<string, Gold>();
  caches.set(policy, cache);
  const known = cache.get(source);
  if (known) return known;
  const gold = { source, reading: readAnswer(goldAnswer(source), policy) };
  if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value ?? '');
  cache.set(source, gold);
  return gold;
}

// A gold may be a whole worked solution: then its box, or its last mathematics, is meant.
function goldAnswer(source: string): string {
  const boxed = lastBoxedAnswer(source.slice(-65_536));
  if (boxed) return boxed.answer;
  const hashes = source.lastIndexOf('####');
  if (hashes >= 0) return source.slice(hashes + 4);
  if (source.length > 65_536 || (!isProse(source.slice(0, 8192)) && !/\banswer is\b/i.test(source)))
    return source;
  return extractAnswer(source, PRESETS.evaluate)?.answer ?? source;
}

function isProse(source: string): boolean {
  const words = source.replace(/\\[A-Za-z]+(?:\{[^{}]*\})?|\$[^$]*\$/g, ' ').match(/[A-Za-z]{2,}/g) ?? [];
  return words.length >= 20 && /[$\\]/.test(source);
}
