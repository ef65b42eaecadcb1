type Anything = (...args: unknown[]) => unknown;

/** Replaces a function by one that behaves the same; its arguments are looked at first, and may be completed. */
export function wrapFunction(owner: object, name: string, before: (args: unknown[]) => void): void {
  const original = (owner as Record<string, unknown>)[name];
  if (typeof original !== 'function') return;
  const wrapped = new Proxy(original as Anything, {
    apply(target, self, args) {
      before(args);
      return Reflect.apply(target, self, args);
    },
    construct(target, args, newTarget) {
      before(args);
      return Reflect.construct(target, args, newTarget) as object;
    },
  });
  Object.defineProperty(owner, name, { value: wrapped, writable: true, configurable: true });
}
