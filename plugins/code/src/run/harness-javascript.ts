/**
 * JavaScript that is put behind a program: reads the arguments of a call from the wire, and writes its value to
 * it. It holds no expected value and judges nothing, so a program that tampers with it only changes its own
 * answer.
 */
export const JAVASCRIPT_HARNESS = `
;function __touchstone_decode(wire) {
  if (!Array.isArray(wire)) return wire;
  const [tag, ...items] = wire;
  switch (tag) {
    case 'list':
    case 'tuple':
      return items.map(__touchstone_decode);
    case 'float':
      return { nan: NaN, inf: Infinity, '-inf': -Infinity }[items[0]] ?? Number(items[0]);
    case 'int':
      return items[0][0] === '-' ? -BigInt(items[0].slice(1)) : BigInt(items[0]);
    case 'set':
      return new Set(items.map(__touchstone_decode));
    case 'dict':
      return __touchstone_object(items.map(([key, value]) => [__touchstone_decode(key), __touchstone_decode(value)]));
    default:
      return undefined;
  }
}

function __touchstone_object(pairs) {
  if (pairs.some(([key]) => typeof key !== 'string')) return new Map(pairs);
  const object = {};
  for (const [key, value] of pairs) {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  }
  return object;
}

function __touchstone_encode(value, depth) {
  if (depth > 90) return ['opaque', 'a value nested deeper than 90'];
  switch (typeof value) {
    case 'boolean':
    case 'string':
      return value;
    case 'undefined':
      return ['undefined'];
    case 'bigint':
      return ['int', value < 0n ? '-0x' + (-value).toString(16) : '0x' + value.toString(16)];
    case 'number':
      if (Number.isSafeInteger(value) && !Object.is(value, -0)) return value;
      if (Number.isNaN(value)) return ['float', 'nan'];
      if (value === Infinity) return ['float', 'inf'];
      if (value === -Infinity) return ['float', '-inf'];
      return ['float', Object.is(value, -0) ? '-0.0' : String(value)];
    case 'object':
      break;
    default:
      return ['opaque', typeof value];
  }
  if (value === null) return null;
  const within = (item) => __touchstone_encode(item, depth + 1);
  if (Array.isArray(value)) return ['list', ...Array.from(value, within)];
  if (value instanceof Set) return ['set', ...Array.from(value, within)];
  const pair = ([key, item]) => [__touchstone_encode(key, depth + 2), __touchstone_encode(item, depth + 2)];
  if (value instanceof Map) return ['map', ...Array.from(value, pair)];
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) {
    return ['opaque', String(prototype.constructor && prototype.constructor.name)];
  }
  return ['dict', ...Object.entries(value).map(pair)];
}

function __touchstone_call(positional) {
  const given = positional.map(__touchstone_decode);
  const value = TOUCHSTONE_TARGET(...given);
  if (value instanceof Promise) return value.then((settled) => __touchstone_encode(settled, 0));
  return __touchstone_encode(value, 0);
}
`;

/** The expression that a dotted entry point stands for; `Solution.solve` makes an instance first. */
export function javascriptTarget(entryPoint: string): string {
  const [owner, method, ...rest] = entryPoint.split('.');
  if (method === undefined) return owner!;
  return [`new ${owner}()`, method, ...rest].join('.');
}
