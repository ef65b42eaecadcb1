import { findPhoneNumbersInText } from 'libphonenumber-js';
import validator from 'validator';
import type { Match } from '../finding.ts';

interface Rule {
  readonly rule: string;
  readonly reason: string;
  /** Finds candidates in linear time; `confirm` decides. */
  readonly candidates: RegExp;
  confirm(candidate: string): boolean;
}

/** Reserved for documentation (RFC 2606): such an address is nobody's. */
const EXAMPLE_HOST = /@(?:[\w-]{1,63}\.){0,4}(?:example(?:\.(?:com|org|net))?|test|invalid|localhost)$/i;

const RULES: readonly Rule[] = [
  {
    rule: 'email',
    reason: 'an e-mail address',
    candidates: /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}/g,
    confirm: (text) => validator.isEmail(text) && !EXAMPLE_HOST.test(text),
  },
  {
    rule: 'credit-card',
    reason: 'a credit card number (its check digit fits)',
    candidates: /\b\d(?:[ -]?\d){12,18}\b/g,
    confirm: (text) => validator.isCreditCard(text),
  },
  {
    rule: 'iban',
    reason: 'a bank account number (its check digits fit)',
    candidates: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g,
    confirm: (text) => validator.isIBAN(text),
  },
  {
    rule: 'us-social-security-number',
    reason: 'a US social security number',
    candidates: /\b\d{3}-\d{2}-\d{4}\b/g,
    confirm: (text) => /^(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$/.test(text),
  },
];

/** Numbers that libphonenumber is asked about: a plus sign and seven to fifteen digits. */
const PHONE = /\+\d(?:[ .()-]{0,2}\d){6,14}/g;

/**
 * E-mail addresses, credit cards, bank accounts, US social security numbers and international telephone numbers.
 * Each is confirmed by its check digits or its grammar, so that the numbers of a sum are not taken for one.
 */
export function findPersonalData(text: string): Match[] {
  const found = RULES.flatMap(({ rule, reason, candidates, confirm }) =>
    matchesOf(text, candidates)
      .filter(({ start, end }) => confirm(text.slice(start, end)))
      .map((place) => ({ ...place, rule, reason })),
  );
  return [...found, ...phoneNumbers(text)].sort((a, b) => a.start - b.start);
}

function phoneNumbers(text: string): Match[] {
  return matchesOf(text, PHONE)
    .filter(({ start, end }) =>
      findPhoneNumbersInText(text.slice(start, end)).some(({ number }) => number.isValid()),
    )
    .map((place) => ({ ...place, rule: 'phone', reason: 'a telephone number' }));
}

function matchesOf(text: string, pattern: RegExp): { start: number; end: number }[] {
  return Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }));
}
