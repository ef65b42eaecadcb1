import { describe, expect, it } from 'vitest';
import { boolean, float, integer, list, NULL, text, type Value } from '../value/value.ts';
import { readJavascript, readJson, readPython } from './read.ts';
import { UnreadableError } from './tokens.ts';

const tuple = (...items: Value[]): Value => ({ type: 'tuple', items });
const set = (...items: Value[]): Value => ({ type: 'set', items });
const one = integer(1n);

describe('Python literals', () => {
  it.each<[string, Value]>([
    ['42', integer(42n)],
    ['-7', integer(-7n)],
    ['0xff', integer(255n)],
    ['1_000', integer(1000n)],
    ['123456789012345678901234567890', integer(123456789012345678901234567890n)],
    ['2.0', float(2)],
    ['1e3', float(1000)],
    ['.5', float(0.5)],
    ['-0.0', float(-0)],
    ['1.0/3', float(1 / 3)],
    ['7 // -2', integer(-4n)],
    ['-7 % 3', integer(2n)],
    ['2 ** 70', integer(2n ** 70n)],
    ['-2 ** 2', integer(-4n)],
    ['10 - 2 - 3', integer(5n)],
    ['True', boolean(true)],
    ['None', NULL],
    ['"a" "b"', text('ab')],
    [`'it\\'s \\x41\\u00e9\\n'`, text("it's Aé\n")],
    ['r"\\d"', text('\\d')],
    ['"""a\nb"""', text('a\nb')],
    ['"\\d"', text('\\d')],
    ['[1, [1],]', list([one, list([one])])],
    ['(1)', one],
    ['(1,)', tuple(one)],
    ['()', tuple()],
    ['{1, 1}', set(one)],
    ['{}', { type: 'dict', entries: [] }],
    ['{"a": 1, "a": 2}', { type: 'dict', entries: [[text('a'), integer(2n)]] }],
    ['[1, # one\n 2]', list([one, integer(2n)])],
  ])('%s', (source, value) => {
    expect(readPython(source)).toEqual(value);
  });

  it.each([
    '__import__("os")',
    'x',
    '[i for i in range(3)]',
    '1 if True else 2',
    'lambda: 1',
    'f"{1}"',
    '9 ** 9 ** 9 ** 9',
    '1 / 0',
    '2j',
    '"a" * 1000000000',
    "'open",
    '[1, 2',
    '1 2',
    '',
    `${'['.repeat(200)}${']'.repeat(200)}`,
    `${'-'.repeat(5000)}1`,
    `${'9'.repeat(20_000)}`,
  ])('does not read %s', (source) => {
    expect(() => readPython(source)).toThrow(UnreadableError);
  });
});

describe('JavaScript literals', () => {
  it.each<[string, Value]>([
    ['2.0', integer(2n)],
    ['0.5', float(0.5)],
    ['-0', float(-0)],
    ['10n', integer(10n)],
    ['undefined', { type: 'undefined' }],
    ['NaN', float(NaN)],
    ['`a`', text('a')],
    ["'\\u{1F600}'", text('😀')],
    ['[1, /* one */ 2]', list([one, integer(2n)])],
    [
      '{ a: 1, "b": [2], 3: null }',
      {
        type: 'dict',
        entries: [
          [text('a'), one],
          [text('b'), list([integer(2n)])],
          [text('3'), NULL],
        ],
      },
    ],
    ['6.0 / 5.0', float(1.2)],
  ])('%s', (source, value) => {
    expect(readJavascript(source)).toEqual(value);
  });

  it.each(['`${1}`', '/a/', '() => 1', 'new Map()', '[...x]', '{ [a]: 1 }', 'x.y', '"a" + f()'])(
    'does not read %s',
    (source) => {
      expect(() => readJavascript(source)).toThrow(UnreadableError);
    },
  );
});

it('JSON text keeps integers and floats apart', () => {
  expect(readJson('[2, 2.0, 12345678901234567890, true, null]')).toEqual(
    list([integer(2n), float(2), integer(12345678901234567890n), boolean(true), NULL]),
  );
});
