import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { TouchstoneError } from '@touchstone-rl/core';

const TEMPLATE = new URL('../../template/', import.meta.url);

/** Writes the files of a new project into a folder and returns their names. Never overwrites a file. */
export function scaffold(folder: string): string[] {
  const path = resolve(folder);
  const files = readdirSync(TEMPLATE).map((file) => ({
    file,
    name: file === 'gitignore' ? '.gitignore' : file,
  }));
  const taken = files.filter(({ name }) => existsSync(join(path, name)));
  if (taken.length > 0) {
    throw new TouchstoneError({
      code: 'FILE_EXISTS',
      message: 'the folder already holds files of that name',
      place: path,
      value: taken.map(({ name }) => name).join(', '),
      fix: 'choose another folder, or move them away',
    });
  }
  mkdirSync(path, { recursive: true });
  for (const { file, name } of files) {
    writeFileSync(join(path, name), fillIn(readFileSync(new URL(file, TEMPLATE), 'utf8'), path));
  }
  return files.map(({ name }) => name);
}

function fillIn(text: string, path: string): string {
  return text.replaceAll('{{name}}', packageName(path)).replaceAll('{{version}}', version());
}

/** A folder's name as npm allows it for a package. */
function packageName(path: string): string {
  const name = basename(path)
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name || 'touchstone-project';
}

function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
