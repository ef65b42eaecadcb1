import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPython } from '../literal/read.ts';
import { PYTHON_EQUALITY, valuesEqual, type Equality } from './compare.ts';
import { fromJson, JsonValueError } from './json.ts';
import { boolean, float, integer, list, NULL, showValue, text, type Value } from './value.ts';
import { fromWire, toWire, WireError } from './wire.ts';

const ROW: Equality = { ...PYTHON_EQUALITY, numbers: 'strict', tuples: 'same', notANumber: 'equal' };

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(NULL),
  fc.boolean().map(boolean),
  fc.bigInt().map(integer),
  fc.double().map(float),
  fc.string().map(text),
);
const { value: anyValue } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value')).map(list),
    fc.array(tie('value')).map((items): Value => ({ type: 'tuple', items })),
    fc.uniqueArray(fc.bigInt()).map((items): Value => ({ type: 'set', items: items.map(integer) })),
    fc.uniqueArray(fc.tuple(fc.string(), tie('value')), { selector: ([key]) => key }).map((pairs): Value => ({
      type: 'dict',
      entries: pairs.map(([key, item]) => [text(key), item] as const),
    })),
  ),
}));

function errorOf(read: () => unknown): unknown {
  try {
    read();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('the wire', () => {
  it('carries every value there and back, through JSON', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const carried = fromWire(JSON.parse(JSON.stringify(toWire(value))));
        expect(valuesEqual(carried, value, { ...ROW, tuples: 'distinct' })).toBe(true);
      }),
    );
  });

  it('reads anything at all without failing in another way than its own', () => {
    const tagged = fc.tuple(
      fc.constantFrom('int', 'float', 'list', 'dict', 'set', 'opaque', 'x'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), tagged), (wire) => {
        expect(errorOf(() => fromWire(wire))).toSatisfy(
          (error) => error === undefined || error instanceof WireError,
        );
      }),
    );
    let deep: unknown = 1;
    for (let i = 0; i < 5000; i++) deep = ['list', deep];
    expect(() => fromWire(deep)).toThrow('nested deeper');
  });
});

describe('values of rows', () => {
  it.each<[unknown, string]>([
    [{ $int: '12345678901234567890' }, '12345678901234567890'],
    [{ $float: '2.0' }, '2.0'],
    [{ $float: 'inf' }, 'Infinity'],
    [{ $tuple: [1, [2]] }, '(1, [2])'],
    [{ $set: [1] }, '{1}'],
    [{ $dict: [[1, 'a']] }, '{1: "a"}'],
    [{ a: { b: null } }, '{"a": {"b": null}}'],
  ])('%j is %s', (json, shown) => {
    expect(showValue(fromJson(json))).toBe(shown);
  });

  it.each([[1e19], [{ $int: 'x' }], [{ $float: '1;' }], [{ $eval: '1' }], [{ $tuple: 1 }]])(
    '%j is refused',
    (json) => {
      expect(() => fromJson(json)).toThrow(JsonValueError);
    },
  );
});

describe('equality', () => {
  const table: [string, string, Partial<Record<'row' | 'python' | 'value', boolean>>][] = [
    ['2', '2', { row: true, python: true }],
    ['2', '2.0', { row: false, value: true, python: true }],
    ['1', 'True', { row: false, value: false, python: true }],
    ['0', 'False', { row: false, value: false, python: true }],
    ['(1, 2)', '[1, 2]', { row: true, python: false }],
    ['0.0', '-0.0', { row: true, python: true }],
    ['9007199254740993', '9007199254740992.0', { value: false, python: false }],
    ['{1, 2}', '{2, 1}', { row: true, python: true }],
    ['{1, 2}', '[1, 2]', { row: false, python: false }],
    ['{"a": 1, "b": 2}', '{"b": 2, "a": 1}', { row: true, python: true }],
    ['{"a": 1}', '{"a": 1, "b": 2}', { row: false, python: false }],
    ['{1: "a"}', '{"1": "a"}', { row: false, python: false }],
    ['{1: "a"}', '{1.0: "a"}', { row: false, python: true }],
    ['"1"', '1', { row: false, python: false }],
    ['None', 'False', { row: false, python: false }],
    ['[]', 'None', { row: false, python: false }],
    ['[1, 2]', '[2, 1]', { row: false, python: false }],
    ['[1]', '[1, 2]', { row: false, python: false }],
    ['0.1 + 0.2', '0.3', { row: false, python: false }],
  ];
  it.each(table)('%s and %s: %j', (a, b, said) => {
    const policies = { row: ROW, python: PYTHON_EQUALITY, value: { ...ROW, numbers: 'value' } } as const;
    for (const [name, equal] of Object.entries(said)) {
      const policy = policies[name as keyof typeof policies];
      expect(valuesEqual(readPython(a), readPython(b), policy)).toBe(equal);
      expect(valuesEqual(readPython(b), readPython(a), policy)).toBe(equal);
    }
  });

  it('holds between a value and itself, unless NaN is in it and equals nothing', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(valuesEqual(value, value, ROW)).toBe(true);
      }),
    );
    expect(valuesEqual(float(NaN), float(NaN), PYTHON_EQUALITY)).toBe(false);
    expect(valuesEqual(float(NaN), float(NaN), ROW)).toBe(true);
  });

  it('leaves out fields of undefined where the expected value came from JSON', () => {
    const kept: Value = { type: 'dict', entries: [[{ type: 'string', value: 'a' }, { type: 'undefined' }]] };
    const absent: Equality = { ...ROW, undefinedFields: 'absent' };
    expect(valuesEqual(kept, readPython('{}'), absent)).toBe(true);
    expect(valuesEqual(list([kept]), readPython('[{}]'), { ...absent, order: 'ignored' })).toBe(true);
    expect(valuesEqual(kept, readPython('{}'), ROW)).toBe(false);
  });

  it('ignores order where it is told to, at every depth, and no more than order', () => {
    const unordered: Equality = { ...ROW, order: 'ignored' };
    expect(valuesEqual(readPython('[[2, 1], [3]]'), readPython('[[3], [1, 2]]'), unordered)).toBe(true);
    expect(valuesEqual(readPython('[1, 1, 2]'), readPython('[1, 2, 2]'), unordered)).toBe(false);
    fc.assert(
      fc.property(fc.array(anyValue), (items) => {
        expect(valuesEqual(list(items.toReversed()), list(items), unordered)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('allows a tolerance for floats alone', () => {
    const near: Equality = { ...ROW, absoluteTolerance: 1e-6 };
    expect(valuesEqual(readPython('[0.3000000001]'), readPython('[0.3]'), near)).toBe(true);
    expect(valuesEqual(readPython('0.31'), readPython('0.3'), near)).toBe(false);
    expect(valuesEqual(float(Infinity), float(1), { ...near, relativeTolerance: 1 })).toBe(false);
    expect(valuesEqual(integer(10n ** 20n), integer(10n ** 20n + 1n), near)).toBe(false);
  });

  it('compares a hundred thousand items without comparing all pairs', () => {
    const items = Array.from({ length: 100_000 }, (_, i) => integer(BigInt(i)));
    const set = (values: readonly Value[]): Value => ({ type: 'set', items: values });
    expect(valuesEqual(set(items.toReversed()), set(items), ROW)).toBe(true);
  });
});
