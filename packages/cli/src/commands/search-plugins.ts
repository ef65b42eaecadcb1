import { API_VERSION } from '@touchstone-rl/core';
import { print, printJson, say } from '../print.ts';
import { manifestOf, registryOf, searchPlugins, type PublishedManifest } from '../registry/registry.ts';
import { count, table } from '../text.ts';

/** Most packages that are looked at closely. */
const SIZE = 20;

/** `touchstone plugins --search WORD`: what npm knows of plugins, from their manifests alone. */
export async function searchCommand(words: string, json: boolean): Promise<boolean> {
  const folder = process.cwd();
  const found = await searchPlugins(await registryOf(folder), words, SIZE);
  const manifests: PublishedManifest[] = [];
  for (const { name } of found) {
    const manifest = await manifestOf(await registryOf(folder, name), name);
    // A keyword is no promise: what does not say what it is, is none of ours.
    if (manifest?.touchstone) manifests.push(manifest);
  }
  if (json) printJson(manifests.map(factsOf));
  else if (manifests.length > 0) for (const line of lines(manifests)) print(line);
  say(`${count(manifests.length, 'plugin')} for "${words}"; install one with touchstone add NAME`);
  return manifests.length > 0;
}

function factsOf({ name, version, description, license, touchstone }: PublishedManifest): object {
  return { name, version, description, license, ...touchstone };
}

function lines(manifests: readonly PublishedManifest[]): string[] {
  const rows = manifests.map(
    ({ name, version, description = '', license = 'none given', touchstone = {} }) => {
      const { api, kind = '', hooks = [] } = touchstone;
      const shownKind = api === API_VERSION ? kind : `${kind} (API ${api}, not ${API_VERSION})`;
      return [name, version, shownKind, hooks.join(', '), license, description];
    },
  );
  return table([['package', 'version', 'kind', 'taps', 'licence', 'description'], ...rows]);
}
