/** Behind a module's source: finds what it declares, though it exports nothing. */
export const LOOK_UP = `
;export const __lookUp = (name) => eval('typeof ' + name + ' === "undefined" ? undefined : ' + name);
`;

/**
 * The carrying of values in and out of a JavaScript program, as source: an expression whose value is
 * `{ encode, decode, describe }`. Everything it calls is taken before the program is run, and nothing of the value
 * is asked to describe itself (`toJSON`, `valueOf`), so that a program cannot lie about what it returned.
 */
export const JAVASCRIPT_CODEC = String.raw`(() => {
  const { apply, ownKeys, getPrototypeOf } = Reflect;
  const uncurry = (f) => (self, ...args) => apply(f, self, args);
  const { isArray } = Array;
  const { isSafeInteger, isFinite } = Number;
  const { stringify } = JSON;
  const { isView } = ArrayBuffer;
  const create = Object.create;
  const isEnumerable = uncurry(Object.prototype.propertyIsEnumerable);
  const define = Object.defineProperty;
  const bigText = uncurry(BigInt.prototype.toString);
  const BigIntOf = BigInt, NumberOf = Number, StringOf = String, MapOf = Map, SetOf = Set, ErrorOf = Error;
  const setHas = uncurry(Set.prototype.has), setAdd = uncurry(Set.prototype.add), setDelete = uncurry(Set.prototype.delete);
  const setEach = uncurry(Set.prototype.forEach), mapEach = uncurry(Map.prototype.forEach);
  const setSize = uncurry(Object.getOwnPropertyDescriptor(Set.prototype, 'size').get);
  const mapSize = uncurry(Object.getOwnPropertyDescriptor(Map.prototype, 'size').get);
  const numberOf = uncurry(Number.prototype.valueOf), stringOf = uncurry(String.prototype.valueOf), booleanOf = uncurry(Boolean.prototype.valueOf);
  const startsWith = uncurry(String.prototype.startsWith), slice = uncurry(String.prototype.slice);
  const typedLength = uncurry(Object.getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype), 'length').get);
  const dateOf = uncurry(Date.prototype.valueOf);
  const DEEPEST = 100;
  class Unrepresentable { constructor(text) { this.text = text; } }
  const is = (test, value) => { try { test(value); return true; } catch { return false; } };
  // Own data properties of fresh objects, so that setters planted on prototypes are not reached.
  const put = (target, key, value) => define(target, key, { value, enumerable: true, writable: true, configurable: true });
  const push = (list, value) => put(list, list.length, value);

  function encode(value, path, seen, depth) {
    if (value === null || value === undefined) return null;
    switch (typeof value) {
      case 'boolean': case 'string': return value;
      case 'number':
        if (!isFinite(value)) throw new Unrepresentable(StringOf(value) + ' at ' + path);
        return value === 0 ? 0 : value;
      case 'bigint': {
        const text = bigText(value);
        const small = NumberOf(value);
        return isSafeInteger(small) ? small : single('$int', text);
      }
      case 'function': case 'symbol': throw new Unrepresentable('a ' + typeof value + ' at ' + path);
    }
    if (depth >= DEEPEST) throw new Unrepresentable('nested more than 100 deep');
    if (setHas(seen, value)) throw new Unrepresentable('a cycle at ' + path);
    setAdd(seen, value);
    try { return encodeObject(value, path, seen, depth + 1); } finally { setDelete(seen, value); }
  }

  function encodeObject(value, path, seen, depth) {
    if (isArray(value)) return encodeList(value, value.length, path, seen, depth);
    if (isView(value) && is(typedLength, value) && typedLength(value) !== undefined) return encodeList(value, typedLength(value), path, seen, depth);
    if (is(setSize, value)) {
      const items = [];
      setEach(value, (v) => push(items, encode(v, path + '{}', seen, depth)));
      return single('$set', items);
    }
    if (is(mapSize, value)) {
      const items = [];
      mapEach(value, (v, k) => {
        const pair = [];
        push(pair, encode(k, path + ' key', seen, depth));
        push(pair, encode(v, path + '[]', seen, depth));
        push(items, pair);
      });
      return single('$dict', items);
    }
    if (is(numberOf, value)) return encode(numberOf(value), path, seen, depth);
    if (is(stringOf, value)) return stringOf(value);
    if (is(booleanOf, value)) return booleanOf(value);
    if (is(dateOf, value)) throw new Unrepresentable('a Date at ' + path);
    const keys = ownKeys(value);
    const pairs = [];
    let tagged = false;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (typeof key !== 'string' || !isEnumerable(value, key)) continue;
      const inner = value[key];
      if (inner === undefined || typeof inner === 'function') continue;
      if (startsWith(key, '$')) tagged = true;
      const pair = [];
      push(pair, key);
      push(pair, encode(inner, path + '.' + key, seen, depth));
      push(pairs, pair);
    }
    if (tagged) return single('$dict', pairs);
    const made = create(null);
    for (let i = 0; i < pairs.length; i++) put(made, pairs[i][0], pairs[i][1]);
    return made;
  }

  function encodeList(value, length, path, seen, depth) {
    const items = [];
    for (let i = 0; i < length; i++) push(items, encode(value[i], path + '[]', seen, depth));
    put(items, 'toJSON', undefined);
    return items;
  }

  function single(key, value) { const made = create(null); put(made, key, value); return made; }

  function decode(value) {
    if (typeof value !== 'object' || value === null) return value;
    if (isArray(value)) {
      const items = [];
      for (let i = 0; i < value.length; i++) push(items, decode(value[i]));
      return items;
    }
    const keys = ownKeys(value);
    if (keys.length === 1) {
      const inner = value[keys[0]];
      switch (keys[0]) {
        case '$int': return BigIntOf(inner);
        case '$float': return inner === 'nan' ? NaN : inner === 'inf' ? Infinity : inner === '-inf' ? -Infinity : NumberOf(inner);
        case '$tuple': return decode(inner);
        case '$set': return new SetOf(decode(inner));
        case '$dict': return new MapOf(decode(inner));
      }
    }
    const made = {};
    for (let i = 0; i < keys.length; i++) put(made, keys[i], decode(value[keys[i]]));
    return made;
  }

  function describe(error) {
    try {
      if (error instanceof ErrorOf) return slice(StringOf(error.name) + ': ' + StringOf(error.message), 0, 2000);
      return slice('thrown: ' + StringOf(error), 0, 2000);
    } catch { return 'an error that cannot be shown'; }
  }

  // Without a prototype or with toJSON hidden, so that JSON.stringify calls nothing of the program's.
  const line = (message) => stringify(message);
  return {
    describe,
    decode,
    line,
    report(index, value) {
      try {
        const message = create(null);
        put(message, 'index', index);
        put(message, 'value', encode(value, 'result', new SetOf(), 0));
        return stringify(message);
      } catch (error) {
        const message = create(null);
        put(message, 'index', index);
        put(message, 'unrepresentable', error instanceof Unrepresentable ? error.text : describe(error));
        return stringify(message);
      }
    },
    failure(index, error) {
      const message = create(null);
      put(message, 'index', index);
      put(message, 'error', describe(error));
      return stringify(message);
    },
  };
})()`;
