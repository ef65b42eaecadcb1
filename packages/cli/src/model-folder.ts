import { TouchstoneError } from '@touchstone-rl/core';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The model that an argument names: a model folder, or the final model of a run. */
export function modelFolderOf(path: string): string {
  const isModel = (folder: string): boolean =>
    ['config.json', 'adapter_config.json'].some((name) => existsSync(join(folder, name)));
  const found = [join(path, 'model'), path].find(isModel);
  if (found !== undefined) return found;
  throw new TouchstoneError({
    code: 'MODEL_MISSING',
    message: 'there is no model',
    place: path,
    fix: 'give a folder with config.json and model.safetensors, or the folder of a finished run',
  });
}
