import { boolean, float, integer, list, NULL, text, UNDEFINED, type Value } from './value.ts';

/** Thrown where a value of a row cannot be read. */
export class JsonValueError extends Error {}

const MAX_DEPTH = 200;

/**
 * Reads a value of a row: JSON, with one-key objects for what JSON cannot tell apart.
 *
 * | value                                  | in a row                                 |
 * | -------------------------------------- | ---------------------------------------- |
 * | integer beyond 2^53 - 1                | `{"$int": "12345678901234567890"}`       |
 * | float without a fraction, not finite   | `{"$float": "2.0"}`, also nan, inf, -inf |
 * | tuple, set                             | `{"$tuple": [1, 2]}`, `{"$set": [1, 2]}` |
 * | bytes                                  | `{"$bytes": "00ff"}`                     |
 * | dict with other than plain string keys | `{"$dict": [[1, "a"], [2, "b"]]}`        |
 * | complex, undefined                     | `{"$complex": ["1.0", "2.0"]}`, `{"$undefined": true}` |
 *
 * @throws JsonValueError where it is none of these.
 */
export function fromJson(json: unknown, depth = 0): Value {
  if (depth > MAX_DEPTH) throw new JsonValueError(`the value is nested deeper than ${MAX_DEPTH}`);
  if (json === null) return NULL;
  if (typeof json === 'boolean') return boolean(json);
  if (typeof json === 'string') return text(json);
  if (typeof json === 'number') return fromNumber(json);
  if (Array.isArray(json)) return list(json.map((item) => fromJson(item, depth + 1)));
  if (typeof json === 'object') return fromObject(json as Record<string, unknown>, depth);
  throw new JsonValueError(`${typeof json} is no JSON value`);
}

/** A number without a fraction is an integer: JSON text that said `2.0` is read as `2` before it gets here. */
function fromNumber(value: number): Value {
  if (!Number.isInteger(value)) return float(value);
  if (Number.isSafeInteger(value)) return integer(BigInt(value));
  throw new JsonValueError(`the number ${value} is larger than JSON keeps exactly; write {"$int": "..."}`);
}

function fromObject(json: Record<string, unknown>, depth: number): Value {
  const keys = Object.keys(json);
  if (keys.length === 1 && keys[0]!.startsWith('$')) return fromTag(keys[0]!, json[keys[0]!], depth);
  const entries = keys.map((key) => [text(key), fromJson(json[key], depth + 1)] as const);
  return { type: 'dict', entries };
}

function fromTag(tag: string, content: unknown, depth: number): Value {
  const items = (): Value[] => arrayOf(tag, content).map((item) => fromJson(item, depth + 1));
  switch (tag) {
    case '$int':
      return integer(readInteger(content));
    case '$float':
      return float(readFloat(content));
    case '$complex': {
      const [real, imaginary] = arrayOf(tag, content);
      return { type: 'complex', real: readFloat(real), imaginary: readFloat(imaginary) };
    }
    case '$bytes':
      return { type: 'bytes', value: String(content) };
    case '$undefined':
      return UNDEFINED;
    case '$tuple':
      return { type: 'tuple', items: items() };
    case '$set':
      return { type: 'set', items: items() };
    case '$dict':
      return { type: 'dict', entries: arrayOf(tag, content).map((pair) => fromPair(pair, depth)) };
    default:
      throw new JsonValueError(`"${tag.slice(0, 40)}" is no known form of a value`);
  }
}

function fromPair(pair: unknown, depth: number): readonly [Value, Value] {
  if (!Array.isArray(pair) || pair.length !== 2)
    throw new JsonValueError('a pair of $dict is not [key, value]');
  return [fromJson(pair[0], depth + 1), fromJson(pair[1], depth + 1)];
}

function arrayOf(tag: string, content: unknown): unknown[] {
  if (Array.isArray(content)) return content;
  throw new JsonValueError(`${tag} holds no list`);
}

const INTEGER = /^([-+]?)(0x[0-9a-f]+|\d{1,10000})$/i;

export function readInteger(content: unknown): bigint {
  const [, sign, digits] = INTEGER.exec(String(content)) ?? [];
  if (digits === undefined) throw new JsonValueError('$int holds no integer');
  return sign === '-' ? -BigInt(digits) : BigInt(digits);
}

const FLOATS: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, '-inf': -Infinity };
const FLOAT = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

export function readFloat(content: unknown): number {
  const written = String(content);
  const named = FLOATS[written];
  if (named !== undefined) return named;
  if (written.length <= 400 && FLOAT.test(written)) return Number(written);
  throw new JsonValueError('$float holds no number');
}
