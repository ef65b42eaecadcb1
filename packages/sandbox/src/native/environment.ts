import { readdirSync } from 'node:fs';
import type { NativeLanguage } from './languages.ts';

/** The same hashes and no locale of the machine's, so that a run can be repeated. */
export function environmentFor(language: NativeLanguage, home: string): Record<string, string> {
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: home,
    TMPDIR: home,
    LANG: 'C.UTF-8',
    PYTHONHASHSEED: '0',
    OPENSSL_CONF: '/dev/null',
    ...Object.fromEntries(
      Object.entries(language.environment ?? {}).map(([name, value]) => [
        name,
        value.replace('{home}', home),
      ]),
    ),
  };
}

/** Files outside /usr that programs and the loader read. */
const LOADER = ['/etc/alternatives', '/etc/ld.so.cache', '/nix/store'];
/** What compilers and linkers read beside them. */
const LINKER = ['/etc/ld.so.conf', '/etc/ld.so.conf.d'];

/** Files outside /usr that any language's commands read: those of the loader, and Java's settings. */
export const SETTINGS: readonly string[] = [...LOADER, ...LINKER, ...javaSettings()];

/** Those that one language's commands read. */
export function settingsOf(language: NativeLanguage): readonly string[] {
  return language.compile ? SETTINGS : LOADER;
}

function javaSettings(): string[] {
  try {
    return readdirSync('/etc').flatMap((name) => (name.startsWith('java-') ? [`/etc/${name}`] : []));
  } catch {
    return [];
  }
}
