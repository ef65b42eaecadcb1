import type { JsonValue } from '@touchstone-rl/core';
import { readFloat, readInteger } from './json.ts';
import { boolean, float, integer, NULL, text, UNDEFINED, type Value } from './value.ts';

/**
 * How values cross into a sandbox and out of it. Null, truth values, strings and integers within 2^53 - 1 are
 * JSON's own. Everything else is a list that starts with its type: `["float", "2.0"]`, `["list", 1, 2]`,
 * `["dict", ["a", 1]]`. So nothing depends on what a channel keeps of numbers, tuples or keys.
 */
export class WireError extends Error {}

const MAX_DEPTH = 200;
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Writes a value for a sandbox. */
export function toWire(value: Value): JsonValue {
  switch (value.type) {
    case 'null':
      return null;
    case 'undefined':
      return ['undefined'];
    case 'boolean':
    case 'string':
      return value.value;
    case 'integer':
      return value.value >= -SAFE && value.value <= SAFE
        ? Number(value.value)
        : ['int', hexadecimal(value.value)];
    case 'float':
      return ['float', writeFloat(value.value)];
    case 'complex':
      return ['complex', writeFloat(value.real), writeFloat(value.imaginary)];
    case 'bytes':
      return ['bytes', value.value];
    case 'dict':
      return ['dict', ...value.entries.map(([key, item]) => [toWire(key), toWire(item)])];
    default:
      return [value.type, ...value.items.map(toWire)];
  }
}

function hexadecimal(value: bigint): string {
  return value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}

/** A float as Python and JavaScript both read it. */
function writeFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Object.is(value, -0) ? '-0.0' : String(value);
}

/**
 * Reads what came out of a sandbox. A program may have put anything there, so nothing is taken for granted.
 *
 * @throws WireError where it is no value: the program gave something that is no data.
 */
export function fromWire(wire: unknown, depth = 0): Value {
  if (depth > MAX_DEPTH) throw new WireError(`the value is nested deeper than ${MAX_DEPTH}`);
  if (wire === null) return NULL;
  if (typeof wire === 'boolean') return boolean(wire);
  if (typeof wire === 'string') return text(wire);
  if (Number.isSafeInteger(wire)) return integer(BigInt(wire as number));
  if (!Array.isArray(wire)) throw new WireError('the value is no data');
  const [tag, ...content] = wire as unknown[];
  return fromTag(tag, content, depth);
}

function fromTag(tag: unknown, content: readonly unknown[], depth: number): Value {
  switch (tag) {
    case 'int':
      return integer(reading(() => readInteger(content[0])));
    case 'float':
      return float(reading(() => readFloat(content[0])));
    case 'complex':
      return reading(() => ({
        type: 'complex',
        real: readFloat(content[0]),
        imaginary: readFloat(content[1]),
      }));
    case 'bytes':
      return { type: 'bytes', value: String(content[0]) };
    case 'undefined':
      return UNDEFINED;
    case 'list':
    case 'tuple':
    case 'set':
    case 'iterator':
      return { type: tag, items: content.map((item) => fromWire(item, depth + 1)) };
    case 'dict':
    case 'map':
      return { type: 'dict', entries: content.map((pair) => fromPair(pair, depth)) };
    case 'opaque':
      throw new WireError(`a value of type ${String(content[0]).slice(0, 100)} is no data`);
    default:
      throw new WireError('the value is no data');
  }
}

function fromPair(pair: unknown, depth: number): readonly [Value, Value] {
  if (!Array.isArray(pair) || pair.length !== 2) throw new WireError('the value is no data');
  return [fromWire(pair[0], depth + 2), fromWire(pair[1], depth + 2)];
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new WireError('the value is no data');
  }
}
