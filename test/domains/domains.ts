import { readdirSync, readFileSync } from 'node:fs';
import { createKernel, resolveConfig, type Kernel, type Seed, type Split } from '@touchstone-rl/core';

/** Names of all domain plugins of this repository. */
export function domainNames(): string[] {
  const plugins = new URL('../../plugins/', import.meta.url);
  return readdirSync(plugins).filter((folder) => {
    const text = readFileSync(new URL(`${folder}/package.json`, plugins), 'utf8');
    return (JSON.parse(text) as { touchstone?: { kind?: string } }).touchstone?.kind === 'domain';
  });
}

/** One domain plugin as a config loads it. */
export async function loadDomain(name: string): Promise<Kernel> {
  return createKernel(await resolveConfig({ plugins: [name] }));
}

export function seedsOf(kernel: Kernel, name: string, split: Split, count: number, randomSeed = 1): Seed[] {
  const request = { split, count, randomSeed, baseFolder: '.' };
  return [...(kernel.seedSource(name).seeds(request) as Iterable<Seed>)];
}
