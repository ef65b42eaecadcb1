import type { Value } from '../value/value.ts';

/** What `JSON.stringify` writes for a JavaScript value; `undefined` where it writes nothing. */
export function jsonText(value: Value): string | undefined {
  const plain = toPlain(value);
  return plain === undefined ? undefined : JSON.stringify(plain);
}

function toPlain(value: Value): unknown {
  switch (value.type) {
    case 'undefined':
      return undefined;
    case 'null':
      return null;
    case 'integer':
      return Number(value.value);
    case 'boolean':
    case 'float':
    case 'string':
    case 'bytes':
      return value.value;
    case 'list':
    case 'tuple':
      return value.items.map(toPlain);
    case 'dict':
      return plainObject(value.entries);
    case 'set':
    case 'iterator':
    case 'complex':
      return {};
  }
}

/** An object without a prototype, so that a key such as `__proto__` is a key. */
function plainObject(entries: readonly (readonly [Value, Value])[]): object {
  const object = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of entries) {
    if (key.type === 'string') object[key.value] = toPlain(item);
  }
  return object;
}
