/**
 * A plugin's two names.
 *
 * @example
 * const names: PluginNames = { name: 'shows-work', packageName: '@me/touchstone-plugin-shows-work' };
 */
export interface PluginNames {
  /** In a config: `shows-work`. */
  readonly name: string;
  /** On npm: `touchstone-plugin-shows-work`, or `@scope/touchstone-plugin-shows-work`. */
  readonly packageName: string;
}

const WORD = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const SCOPE = /^@[a-z0-9][a-z0-9._-]*$/;
const PREFIX = 'touchstone-plugin-';

/**
 * Both names from either one.
 *
 * @throws Error when it is neither.
 */
export function describeName(given: string): PluginNames {
  const [scope, word] = given.startsWith('@') ? split(given) : [undefined, given];
  const name = word.startsWith(PREFIX) ? word.slice(PREFIX.length) : word;
  if (!WORD.test(name) || (scope !== undefined && !SCOPE.test(scope))) {
    throw new Error(
      `${JSON.stringify(given)} cannot be a plugin's name: use lower-case words with hyphens, such as shows-work or @me/shows-work`,
    );
  }
  return { name, packageName: `${scope === undefined ? '' : `${scope}/`}${PREFIX}${name}` };
}

function split(given: string): [scope: string, word: string] {
  const slash = given.indexOf('/');
  return [given.slice(0, slash === -1 ? undefined : slash), slash === -1 ? '' : given.slice(slash + 1)];
}
