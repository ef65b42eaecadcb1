import { boolean, float, integer, NULL, UNDEFINED, type Value } from '../value/value.ts';
import type { Dialect } from './expression.ts';
import { UnreadableError } from './tokens.ts';

/** Digits beyond which a written integer is not read: its conversion takes quadratic time. */
const MAX_DIGITS = 10_000;

function isInteger(text: string): boolean {
  return /^(0[xXbBoO][\da-fA-F]+|\d+)$/.test(text);
}

function readInteger(text: string): bigint {
  if (text.length > MAX_DIGITS) throw new UnreadableError(`an integer of more than ${MAX_DIGITS} digits`);
  return BigInt(text);
}

export const PYTHON: Dialect = {
  language: 'python',
  constants: new Map<string, Value>([
    ['True', boolean(true)],
    ['False', boolean(false)],
    ['None', NULL],
  ]),
  not: 'not',
  comparisons: new Set(['==', '!=', '<', '<=', '>', '>=', 'is']),
  additive: new Set(['+', '-']),
  multiplicative: new Set(['*', '/', '//', '%']),
  number: (text) => (isInteger(text) ? integer(readInteger(text)) : float(Number(text))),
};

export const JAVASCRIPT: Dialect = {
  language: 'javascript',
  constants: new Map<string, Value>([
    ['true', boolean(true)],
    ['false', boolean(false)],
    ['null', NULL],
    ['undefined', UNDEFINED],
    ['NaN', float(NaN)],
    ['Infinity', float(Infinity)],
  ]),
  not: '!',
  comparisons: new Set(['==', '===', '!=', '!==', '<', '<=', '>', '>=']),
  additive: new Set(['+', '-']),
  multiplicative: new Set(['*', '/', '%']),
  number(text) {
    if (text.endsWith('n')) return integer(readInteger(text.slice(0, -1)));
    const value = Number(text);
    // One type of number: whole ones are integers here, as they are when a program returns them.
    return Number.isSafeInteger(value) ? integer(BigInt(value)) : float(value);
  },
};

/** JSON, in which `2` and `2.0` are told apart, as `JSON.parse` does not. */
export const JSON_TEXT: Dialect = {
  ...JAVASCRIPT,
  constants: new Map<string, Value>([
    ...[...JAVASCRIPT.constants].filter(([name]) => name !== 'undefined'),
    ...PYTHON.constants,
  ]),
  number: PYTHON.number,
};
