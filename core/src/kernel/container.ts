import 'reflect-metadata';
import { container as rootContainer, type DependencyContainer } from 'tsyringe';
import type { ModelClient, Sandbox } from '../domain/index.ts';

/**
 * A service's typed name. Tokens are equal by name, also across two copies of this package.
 *
 * @example
 * interface Thesaurus {
 *   synonyms(word: string): readonly string[];
 * }
 * const thesaurusToken: Token<Thesaurus> = createToken('thesaurus');
 * registerForEveryRun(thesaurusToken, () => ({ synonyms: () => [] }));
 */
export interface Token<T> {
  readonly symbol: symbol;
  readonly name: string;
  /** Never present at run time: carries the type. */
  readonly service?: T;
}

/**
 * Names a service: `const sandbox = createToken<Sandbox>('sandbox')`.
 *
 * @example
 * interface Dictionary {
 *   has(word: string): boolean;
 * }
 * const dictionaryToken = createToken<Dictionary>('dictionary');
 * const services = createServices();
 * services.register(dictionaryToken, { factory: () => new Set(['touchstone']) });
 * services.resolve(dictionaryToken).has('touchstone'); // true
 */
export function createToken<T>(name: string): Token<T> {
  return { symbol: Symbol.for(`touchstone.service.${name}`), name };
}

/**
 * The services of one run: a tsyringe child container behind typed tokens.
 *
 * @example
 * // A service that a run may be without.
 * const ask = async (services: Services, question: string): Promise<string | undefined> => {
 *   if (!services.has(modelClientToken)) return undefined;
 *   const messages = [{ role: 'user', content: question }] as const;
 *   return (await services.resolve(modelClientToken).complete({ messages })).text;
 * };
 */
export interface Services {
  /** Registers or replaces a service. A factory runs once, at the first `resolve`. */
  register<T>(token: Token<T>, provider: { value: T } | { factory: (services: Services) => T }): void;
  /** @throws Error naming the token when nothing is registered under it. */
  resolve<T>(token: Token<T>): T;
  has(token: Token<unknown>): boolean;
  /** The underlying tsyringe container. */
  readonly container: DependencyContainer;
}

/**
 * Opens a child container for one run, so that runs and tests never see each other's services.
 *
 * @example
 * const services = createServices();
 * services.register(loggerToken, { value: { info: () => undefined, warn: () => undefined } });
 * services.has(loggerToken); // true, here and in no other container
 */
export function createServices(parent: DependencyContainer = rootContainer): Services {
  const container = parent.createChildContainer();
  const services: Services = {
    container,
    register(token, provider) {
      if ('value' in provider) {
        container.register(token.symbol, { useValue: provider.value });
        return;
      }
      let made: { value: unknown } | undefined;
      container.register(token.symbol, {
        useFactory: () => (made ??= { value: provider.factory(services) }).value,
      });
    },
    resolve<T>(token: Token<T>): T {
      if (!services.has(token)) {
        throw new Error(`no service "${token.name}" is registered; add the package that provides it`);
      }
      return container.resolve<T>(token.symbol);
    },
    has: (token) => container.isRegistered(token.symbol, true),
  };
  return services;
}

/**
 * Provides a service for every run of this process that registers none of its own under the token. The factory runs
 * once, at the first `resolve`; what it makes is shared by all runs.
 *
 * @example
 * registerForEveryRun(clockToken, () => ({ now: () => performance.now() }));
 */
export function registerForEveryRun<T>(token: Token<T>, factory: () => T): void {
  let made: { value: T } | undefined;
  rootContainer.register(token.symbol, { useFactory: () => (made ??= { value: factory() }).value });
}

/**
 * Where messages for a person go.
 *
 * @example
 * const warnings: string[] = [];
 * const logger: Logger = { info: () => undefined, warn: (message) => void warnings.push(message) };
 * const kernel = await createKernel(await loadConfig('touchstone.config.ts'), {
 *   configureServices: (services) => services.register(loggerToken, { value: logger }),
 * });
 */
export interface Logger {
  info(message: string): void;
  warn(message: string): void;
}

/**
 * Wall-clock time, replaceable in tests. Nothing that a metric depends on reads it.
 *
 * @example
 * const timed = (clock: Clock, work: () => void): number => {
 *   const started = clock.now();
 *   work();
 *   return clock.now() - started;
 * };
 */
export interface Clock {
  /** Milliseconds since an arbitrary origin. */
  now(): number;
}

/**
 * Messages for a person; standard error, unless a run registers another.
 *
 * @example
 * definePlugin({ name: 'greets', setup: ({ services }) => services.resolve(loggerToken).info('hello') });
 */
export const loggerToken: Token<Logger> = createToken('logger');
/**
 * Time for measuring costs.
 *
 * @example
 * definePlugin({
 *   name: 'stopwatch',
 *   setup({ hooks, services }) {
 *     const clock = services.resolve(clockToken);
 *     const started = clock.now();
 *     hooks.onShutdown.tap('stopwatch', () => console.log(`${clock.now() - started} ms`));
 *   },
 * });
 */
export const clockToken: Token<Clock> = createToken('clock');
/**
 * Runs programs that a model wrote; provided by `@touchstone-rl/sandbox`.
 *
 * @example
 * const sayHello = definePlugin({
 *   name: 'hello',
 *   async setup({ services }) {
 *     const sandbox = services.resolve(sandboxToken);
 *     const { stdout } = await sandbox.run({ language: 'python', source: 'print("hello")' });
 *   },
 * });
 */
export const sandboxToken: Token<Sandbox> = createToken('sandbox');
/**
 * A chat model to ask, e.g. as a judge; provided by `@touchstone-rl/model-client`.
 *
 * @example
 * defineVerifier({
 *   name: 'asks',
 *   async verify({ answer }, { services }) {
 *     const messages = [{ role: 'user', content: `Is this polite? Say yes or no. ${answer}` }] as const;
 *     const { text } = await services.resolve(modelClientToken).complete({ messages });
 *     return text.trim() === 'yes' ? correct('polite') : incorrect('not polite');
 *   },
 * });
 */
export const modelClientToken: Token<ModelClient> = createToken('model-client');

/** Registers the services every run has, before plugins are set up. */
export function registerDefaultServices(services: Services): void {
  services.register(loggerToken, {
    value: { info: (message) => console.error(message), warn: (message) => console.error(message) },
  });
  services.register(clockToken, { value: { now: () => performance.now() } });
}
