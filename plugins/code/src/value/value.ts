/**
 * A value of a program, with its type. Programs of other languages and rows of data sets are read into it, so
 * that a comparison never depends on what JSON happens to keep.
 */
export type Value =
  | { readonly type: 'null' }
  /** JavaScript's `undefined`. */
  | { readonly type: 'undefined' }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'integer'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'complex'; readonly real: number; readonly imaginary: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'bytes'; readonly value: string }
  | { readonly type: 'list'; readonly items: readonly Value[] }
  | { readonly type: 'tuple'; readonly items: readonly Value[] }
  | { readonly type: 'set'; readonly items: readonly Value[] }
  /** What a Python generator, range or view gave. It equals no list, unless a test makes it one. */
  | { readonly type: 'iterator'; readonly items: readonly Value[] }
  | { readonly type: 'dict'; readonly entries: readonly (readonly [Value, Value])[] };

export const NULL: Value = { type: 'null' };
export const UNDEFINED: Value = { type: 'undefined' };

export function boolean(value: boolean): Value {
  return { type: 'boolean', value };
}

export function integer(value: bigint): Value {
  return { type: 'integer', value };
}

export function float(value: number): Value {
  return { type: 'float', value };
}

export function text(value: string): Value {
  return { type: 'string', value };
}

export function list(items: readonly Value[]): Value {
  return { type: 'list', items };
}

const MAX_SHOWN = 200;

/** A value as a person reads it, cut to 200 characters. */
export function showValue(value: Value): string {
  const parts: string[] = [];
  let left = MAX_SHOWN;
  const write = (part: string): void => {
    if (left > 0) parts.push(part.slice(0, left));
    left -= part.length;
  };
  const writeAll = (open: string, items: readonly Value[], close: string): void => {
    write(open);
    items.some((item, i) => {
      if (i > 0) write(', ');
      show(item);
      return left <= 0;
    });
    write(close);
  };
  const show = (shown: Value): void => {
    if (left <= 0) return;
    switch (shown.type) {
      case 'list':
        return writeAll('[', shown.items, ']');
      case 'tuple':
        return writeAll('(', shown.items, shown.items.length === 1 ? ',)' : ')');
      case 'set':
        return writeAll('{', shown.items, '}');
      case 'iterator':
        return writeAll('iterator of [', shown.items, ']');
      case 'dict':
        write('{');
        shown.entries.some(([key, item], i) => {
          if (i > 0) write(', ');
          show(key);
          write(': ');
          show(item);
          return left <= 0;
        });
        return write('}');
      default:
        return write(showScalar(shown));
    }
  };
  show(value);
  return left < 0 ? `${parts.join('')}...` : parts.join('');
}

function showScalar(value: Exclude<Value, { type: 'list' | 'tuple' | 'set' | 'iterator' | 'dict' }>): string {
  switch (value.type) {
    case 'null':
    case 'undefined':
      return value.type;
    case 'boolean':
      return String(value.value);
    case 'integer':
      return showInteger(value.value);
    case 'float':
      return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value);
    case 'complex':
      return `(${value.real}+${value.imaginary}j)`;
    case 'string':
      return JSON.stringify(value.value.slice(0, MAX_SHOWN + 1));
    case 'bytes':
      return `bytes ${value.value.slice(0, MAX_SHOWN)}`;
  }
}

/** Writing a huge integer in decimal takes quadratic time; its hexadecimal digits do not. */
function showInteger(value: bigint): string {
  return value > -(2n ** 256n) && value < 2n ** 256n ? String(value) : `0x${value.toString(16)}`;
}
