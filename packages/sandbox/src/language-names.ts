import { NATIVE_LANGUAGES } from './native/languages.ts';

const ALIASES: Readonly<Record<string, string>> = {
  py: 'python',
  python3: 'python',
  js: 'javascript',
  node: 'javascript',
  nodejs: 'javascript',
  ts: 'typescript',
  'c++': 'cpp',
  cxx: 'cpp',
  cc: 'cpp',
  rs: 'rust',
  rb: 'ruby',
  sh: 'shell',
  bash: 'shell',
};

/**
 * Every language that can be asked for.
 *
 * @example
 * LANGUAGES.includes('python'); // true
 * LANGUAGES.includes('js'); // false: `languageNamed` knows other names
 */
export const LANGUAGES: readonly string[] = [...Object.keys(NATIVE_LANGUAGES), 'typescript'];

/**
 * A language's name in the table, from that name or a usual other one; undefined when it is not known.
 *
 * @example
 * languageNamed('js'); // 'javascript'
 * languageNamed('C++'); // 'cpp'
 * languageNamed('klingon'); // undefined
 */
export function languageNamed(name: string): string | undefined {
  const lower = name.trim().toLowerCase();
  const found = Object.hasOwn(ALIASES, lower) ? ALIASES[lower]! : lower;
  return LANGUAGES.includes(found) ? found : undefined;
}
