import type { SandboxRequest } from '@touchstone-rl/core';
import { LANGUAGES, languageNamed } from './language-names.ts';
import { limitsSchema } from './limits.ts';

/** Programs larger than this are not run: no answer to a task is this long. */
const MOST_SOURCE_BYTES = 4 * 2 ** 20;
const MOST_FILES_BYTES = 64 * 2 ** 20;
const FUNCTION_PATH = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;

/** Why a request cannot be run by any layer, or undefined. */
export function rejectRequest(request: SandboxRequest): string | undefined {
  const { language, source, files = {}, stdin = '', calls = [], limits = {} } = request;
  if (languageNamed(language) === undefined) {
    return `the language ${JSON.stringify(language).slice(0, 100)} is not known; known are: ${LANGUAGES.join(', ')}`;
  }
  if (Buffer.byteLength(source) > MOST_SOURCE_BYTES) {
    return `the program is larger than ${MOST_SOURCE_BYTES / 2 ** 20} MiB`;
  }
  let bytes = Buffer.byteLength(stdin);
  for (const [name, text] of Object.entries(files)) {
    if (!isInside(name)) return `the file name ${JSON.stringify(name)} must stay inside the working folder`;
    bytes += Buffer.byteLength(text);
  }
  if (bytes > MOST_FILES_BYTES) return `stdin and files are larger than ${MOST_FILES_BYTES / 2 ** 20} MiB`;
  for (const call of calls) {
    if (!FUNCTION_PATH.test(call.function))
      return `${JSON.stringify(call.function)} is not the name of a function`;
  }
  const checked = limitsSchema.partial().safeParse(limits);
  return checked.success
    ? undefined
    : `limits: ${checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`;
}

function isInside(name: string): boolean {
  return /^[\w.-]+(?:\/[\w.-]+)*$/.test(name) && !name.split('/').includes('..');
}
