import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KINDS, type KindName, type TemplateKind } from './kinds.ts';
import { describeName, type PluginNames } from './names.ts';

/**
 * What a new plugin is made from.
 *
 * @example
 * const request: ScaffoldRequest = {
 *   kind: 'verifier',
 *   name: '@me/unit-test',
 *   folder: 'plugins/unit-test',
 *   description: 'Judges a function by its unit tests',
 * };
 */
export interface ScaffoldRequest {
  readonly kind: KindName;
  /** Name in a config (`shows-work`) or on npm (`@me/touchstone-plugin-shows-work`). */
  readonly name: string;
  /** Where it goes. Default: a folder named like the package, in the working folder. */
  readonly folder?: string;
  /** One sentence. Default: one made from the name and the kind. */
  readonly description?: string;
}

/**
 * What was written.
 *
 * @example
 * const listing = ({ folder, files }: Scaffolded): string => files.map((file) => `${folder}/${file}`).join('\n');
 */
export interface Scaffolded extends PluginNames {
  readonly folder: string;
  /** Paths of the files, relative to the folder. */
  readonly files: readonly string[];
}

const TEMPLATES = dirname(fileURLToPath(import.meta.resolve('@touchstone-rl/plugin-templates/package.json')));

/**
 * Writes the package of a new plugin. Never overwrites a file.
 *
 * @throws Error when the name cannot be a package's, or a file is there already.
 *
 * @example
 * const { packageName, files } = scaffoldPlugin({ kind: 'reward', name: 'shows-work' });
 * packageName; // 'touchstone-plugin-shows-work'
 * files.includes('package.json'); // true
 */
export function scaffoldPlugin(request: ScaffoldRequest): Scaffolded {
  const names = describeName(request.name);
  const folder = resolve(request.folder ?? names.packageName.split('/').at(-1)!);
  const description =
    request.description ?? `The ${names.name} ${request.kind.replace('-', ' ')} for Touchstone`;
  const fill = (text: string): string =>
    text
      .replaceAll('{{name}}', names.name)
      .replaceAll('{{packageName}}', names.packageName)
      .replaceAll('{{description}}', description)
      .replaceAll('{{version}}', ownVersion());
  const contents = new Map<string, string>();
  for (const source of ['shared', request.kind]) {
    for (const file of filesBelow(join(TEMPLATES, source))) {
      const target = file === 'gitignore' ? '.gitignore' : file;
      contents.set(target, fill(readFileSync(join(TEMPLATES, source, file), 'utf8')));
    }
  }
  finish(contents, request.kind, fill);
  write(folder, contents);
  return { ...names, folder, files: [...contents.keys()].sort() };
}

/** What depends on the kind in files that all kinds share. */
function finish(contents: Map<string, string>, kind: KindName, fill: (text: string) => string): void {
  const { hooks, example, needs = [] }: TemplateKind = KINDS[kind];
  const manifest = JSON.parse(contents.get('package.json')!) as Manifest;
  const [first, ...others] = manifest.keywords;
  manifest.keywords = [first!, `touchstone-${kind}`, ...others];
  manifest.touchstone = { ...manifest.touchstone, kind, hooks };
  manifest.scripts['example'] = `npm run build && ${fill(example)}`;
  for (const name of needs) manifest.devDependencies[name] = `^${ownVersion()}`;
  contents.set('package.json', `${JSON.stringify(manifest, undefined, 2)}\n`);
  contents.set('README.md', contents.get('README.md')! + contents.get('after.md')!);
  contents.delete('after.md');
}

interface Manifest {
  keywords: string[];
  touchstone: Record<string, unknown>;
  scripts: Record<string, string>;
  devDependencies: Record<string, string>;
}

function write(folder: string, contents: ReadonlyMap<string, string>): void {
  const taken = [...contents.keys()].filter((file) => existsSync(join(folder, file)));
  if (taken.length > 0) {
    throw new Error(
      `${folder} already holds ${taken.join(', ')}: choose another folder, or move them away; nothing was written`,
    );
  }
  for (const [file, text] of contents) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

/** The version of this package, which the packages that a template needs share. */
function ownVersion(): string {
  const path = new URL('../package.json', import.meta.url);
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}
