import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders in which plugin packages are looked up after the config's own: those this command came with. */
export const pluginFolders: readonly string[] = [dirname(dirname(fileURLToPath(import.meta.url)))];
