/**
 * JavaScript that is put behind a program: reads the arguments of a call from the wire, and writes its value to
 * it. It holds no expected value and judges nothing, so a program that tampers with it only changes its own
 * answer. Each function takes what it needs of the language from the global object, whatever a program declares by
 * these names.
 */
export const JAVASCRIPT_HARNESS = `
;function __touchstone_decode(wire) {
  const { Array, BigInt, Number, Set } = globalThis;
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
  const { Map, Object } = globalThis;
  if (pairs.some(([key]) => typeof key !== 'string')) return new Map(pairs);
  const object = {};
  for (const [key, value] of pairs) {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  }
  return object;
}

function __touchstone_encode(value, depth) {
  const { Array, ArrayBuffer, DataView, Map, Number, Object, Set, String } = globalThis;
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
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return ['list', ...Array.from(value, within)];
  // An instance of a program's own class is what it holds; one of a class of the language may hide it.
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  if (kind !== 'Object') return ['opaque', kind];
  return ['dict', ...Object.entries(value).map(pair)];
}

function __touchstone_call(positional) {
  const value = __touchstone_target()(...positional.map(__touchstone_decode));
  if (value instanceof globalThis.Promise) return value.then((settled) => __touchstone_encode(settled, 0));
  return __touchstone_encode(value, 0);
}

function __touchstone_exported(name) {
  const exported = typeof module === 'object' && module !== null ? module.exports : undefined;
  return exported?.[name] ?? (typeof exported === 'function' ? exported : undefined);
}

function __touchstone_target() {
  return TOUCHSTONE_TARGET;
}
`;

/**
 * The expression of the function that an entry point names, in the program or among what it exports;
 * `Solution.solve` makes an instance first.
 */
export function javascriptTarget(entryPoint: string): string {
  const [owner, ...path] = entryPoint.split('.');
  const found = `(typeof ${owner} === 'undefined' ? __touchstone_exported('${owner}') ?? ${owner} : ${owner})`;
  if (path.length === 0) return found;
  const [instance, method] = [[`new ${found}()`, ...path.slice(0, -1)].join('.'), path.at(-1)];
  return `((self) => (...given) => self.${method}(...given))(${instance})`;
}

/** Only a module has these; what stands in a module is seen outside when it is exported. */
const MODULE = /^[ \t]*(?:export[ {*]|import[ {*"'])/m;

/** What a program must add so that the harness behind it can be called. */
export function javascriptExport(program: string): string {
  return MODULE.test(program) ? 'export { __touchstone_call };\n' : '';
}
