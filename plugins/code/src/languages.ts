/** What is known of a language beside its name in the sandbox. */
interface Language {
  /** Words after a fence, and names in data sets, that mean it; lower case. */
  readonly aliases: readonly string[];
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  python: { aliases: ['py', 'python3', 'py3', 'python 3', 'cpython', 'pypy', 'pypy3'] },
  javascript: { aliases: ['js', 'node', 'nodejs', 'node.js', 'mjs', 'cjs', 'ecmascript', 'jsx'] },
  typescript: { aliases: ['ts', 'mts', 'cts', 'tsx'] },
  cpp: { aliases: ['c++', 'cxx', 'cc', 'c++17', 'c++20', 'cpp17', 'cpp20', 'hpp'] },
  c: { aliases: ['h', 'c11', 'c17'] },
  java: { aliases: [] },
  go: { aliases: ['golang'] },
  rust: { aliases: ['rs'] },
  ruby: { aliases: ['rb'] },
  php: { aliases: [] },
  perl: { aliases: ['pl'] },
  lua: { aliases: [] },
  bash: { aliases: ['sh', 'shell'] },
};

const byName = new Map(
  Object.entries(LANGUAGES).flatMap(([name, { aliases }]) =>
    [name, ...aliases].map((alias) => [alias, name] as const),
  ),
);

/** The name by which sandboxes know a language, or `undefined` for an unknown one. */
export function languageNamed(written: string): string | undefined {
  return byName.get(written.trim().toLowerCase());
}

/** Names of the languages, for messages. */
export const languageNames: readonly string[] = Object.keys(LANGUAGES);

/** Languages whose functions can be called with data. */
export function isCallable(language: string): boolean {
  return language === 'python' || language === 'javascript' || language === 'typescript';
}
