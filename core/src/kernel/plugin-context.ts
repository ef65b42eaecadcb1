import { loggerToken } from './container.ts';
import type { PluginContext } from './define-plugin.ts';
import type { Hooks } from './hooks.ts';
import type { Kernel } from './kernel.ts';

/** What a plugin adds to while it is set up. */
type Registry = Pick<Kernel, 'services' | 'verifiers' | 'seedSources' | 'benchmarks' | 'terms'>;

/** What the `setup` of one plugin works with. The kinds of what it provides are added to `provides`. */
export function pluginContext(
  plugin: string,
  options: unknown,
  registry: Registry,
  hooks: Hooks,
  provides: string[],
): PluginContext<never> {
  const { services, verifiers, seedSources, benchmarks, terms } = registry;
  const add = <T>(kind: string, map: Map<string, T>, name: string, value: T): void => {
    if (map.has(name)) throw new Error(`the ${kind} "${name}" is already provided by another plugin`);
    map.set(name, value);
    provides.push(kind);
  };
  return {
    options: options as never,
    hooks,
    services,
    addVerifier: (name, verifier) => add('verifier', verifiers, name, { ...verifier, plugin }),
    addSeedSource: (name, source) => add('seed-source', seedSources, name, source),
    addBenchmark: (name, benchmark) => add('benchmark', benchmarks, name, benchmark),
    declareTerm: (term) => void terms.set(term.name, { ...term, plugin }),
    warn: (message) => services.resolve(loggerToken).warn(`${plugin}: ${message}`),
  };
}
