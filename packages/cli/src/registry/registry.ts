import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { messageOf, TouchstoneError } from '@touchstone-rl/core';

/** What a package says of itself on a registry; a plugin is known without being installed or imported. */
export interface PublishedManifest {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  readonly touchstone?: { readonly api?: number; readonly kind?: string; readonly hooks?: readonly string[] };
}

/** A package that npm's search found. */
export interface FoundPackage {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
}

const TIMEOUT_MILLISECONDS = 30_000;

/** The registry that npm itself uses in a folder for packages of a scope, or for all others. */
export async function registryOf(folder: string, name = ''): Promise<string> {
  const [scope] = /^@[^/]+(?=\/)/.exec(name) ?? [];
  const keys = scope === undefined ? ['registry'] : [`${scope}:registry`, 'registry'];
  for (const key of keys) {
    const { stdout } = await promisify(execFile)('npm', ['config', 'get', key], { cwd: folder });
    const url = stdout.trim();
    if (/^https?:\/\//.test(url)) return url.endsWith('/') ? url : `${url}/`;
  }
  return 'https://registry.npmjs.org/';
}

/** Finds packages with the keyword of plugins by npm's search. */
export async function searchPlugins(registry: string, words: string, size: number): Promise<FoundPackage[]> {
  const text = encodeURIComponent(`keywords:touchstone-plugin ${words}`.trim());
  const answer = await getJson(`${registry}-/v1/search?text=${text}&size=${size}`);
  const objects = (answer as { objects?: readonly { package?: FoundPackage }[] } | undefined)?.objects;
  if (!Array.isArray(objects)) throw unreadable(registry, "its search answered in another shape than npm's");
  return objects.flatMap(({ package: found }) => (found ? [found] : []));
}

/** The manifest of a package's newest version; nothing when there is no such package. */
export async function manifestOf(registry: string, name: string): Promise<PublishedManifest | undefined> {
  return (await getJson(`${registry}${name.replace('/', '%2f')}/latest`)) as PublishedManifest | undefined;
}

async function getJson(url: string): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
  } catch (cause) {
    const { cause: inner } = cause as { cause?: unknown };
    throw unreadable(url, messageOf(inner ?? cause));
  }
  if (response.status === 404) return undefined;
  if (!response.ok) throw unreadable(url, `it answered ${response.status} ${response.statusText}`);
  try {
    return await response.json();
  } catch (cause) {
    throw unreadable(url, `its answer is not JSON: ${messageOf(cause)}`);
  }
}

function unreadable(url: string, why: string): TouchstoneError {
  return new TouchstoneError({
    code: 'REGISTRY_UNREADABLE',
    message: `the package registry could not be read: ${why}`,
    place: url,
    fix: 'check the network, and the address that `npm config get registry` prints',
  });
}
