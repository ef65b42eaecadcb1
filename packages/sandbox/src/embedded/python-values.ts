import type { JsonValue } from '@touchstone-rl/core';

/** A value of Monty's that cannot be carried as data; with `limit`, because of how Monty hands it over. */
export class NotCarried extends Error {
  readonly limit: boolean;

  constructor(message: string, limit = false) {
    super(message);
    this.limit = limit;
  }
}

const DEEPEST = 100;
/** Monty hands over what has no counterpart as its printed form, which a string could be as well. */
const PRINTED_FORM = /^(?:<.*>|range\(.*\)|\w+\(.*\))$|\ufffd/s;

/** A value from Monty by the same rules as from CPython. */
export function encodePython(value: unknown, depth = 0): JsonValue {
  if (depth > DEEPEST) throw new NotCarried('nested more than 100 deep');
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw new NotCarried(`${String(value).toLowerCase()} at result`);
      return value;
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : { $int: String(value) };
    case 'string':
      if (PRINTED_FORM.test(value)) throw new NotCarried('a value without a counterpart', true);
      return value;
    case 'object':
      break;
    default:
      throw new NotCarried(`a ${typeof value}`, true);
  }
  if (value === null) return null;
  if (Buffer.isBuffer(value)) return { $bytes: value.toString('hex') };
  if (Array.isArray(value)) return value.map((each) => encodePython(each, depth + 1));
  if (value instanceof Set)
    return { $set: [...value].map((each) => encodePython(each, depth + 1)).sort(byText) };
  if (value instanceof Map) return encodeMap(value, depth);
  throw new NotCarried('a value without a counterpart', true);
}

function encodeMap(map: ReadonlyMap<unknown, unknown>, depth: number): JsonValue {
  const pairs = [...map].map(
    ([key, value]) => [encodePython(key, depth + 1), encodePython(value, depth + 1)] as const,
  );
  if (pairs.every(([key]) => typeof key === 'string' && !key.startsWith('$'))) {
    return Object.fromEntries(pairs as [string, JsonValue][]);
  }
  return { $dict: pairs.map((pair) => [...pair]) };
}

function byText(a: JsonValue, b: JsonValue): number {
  const [first, second] = [JSON.stringify(a), JSON.stringify(b)];
  return first < second ? -1 : Number(first > second);
}

/** A value as a Python literal, tags resolved. A JSON string is a Python string, escapes included. */
export function pythonLiteral(value: JsonValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(', ')}]`;
  const entries = Object.entries(value);
  const [tag, inner] = entries.length === 1 ? entries[0]! : [];
  const list = Array.isArray(inner) ? inner : [];
  switch (tag) {
    case '$int':
      return /^-?\d+$/.test(String(inner)) ? `(${String(inner)})` : '0';
    case '$float':
      return `float(${JSON.stringify(String(inner))})`;
    case '$tuple':
      return `(${list.map((each) => `${pythonLiteral(each)}, `).join('')})`;
    case '$set':
      return list.length > 0 ? `{${list.map(pythonLiteral).join(', ')}}` : 'set()';
    case '$bytes':
      return `b"${String(inner)
        .replace(/[0-9a-f]{2}/gi, '\\x$&')
        .replace(/[^\\x0-9a-f]/gi, '')}"`;
    case '$dict':
      return `{${list.map((pair) => (pair as JsonValue[]).map(pythonLiteral).join(': ')).join(', ')}}`;
    default:
      return `{${entries.map(([key, each]) => `${JSON.stringify(key)}: ${pythonLiteral(each)}`).join(', ')}}`;
  }
}
