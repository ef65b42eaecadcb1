import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyMath } from './verify.ts';

const RUNS = { numRuns: 150 };
const judge = (gold: string, pred: string): string => verifyMath({ gold, pred }).verdict;

const whole = fc.integer({ min: -99, max: 99 });
const positive = fc.integer({ min: 1, max: 60 });
const variable = fc.constantFrom('x', 'y', 't');
const atom = fc.oneof(
  positive.map(String),
  variable,
  fc.tuple(positive, positive).map(([a, b]) => `\\frac{${a}}{${b}}`),
  positive.map((n) => `\\sqrt{${n}}`),
  variable.map((v) => `${v}^{2}`),
  variable.map((v) => `\\sin(${v})`),
  fc.constant('\\pi'),
);
const product = fc
  .array(atom, { minLength: 1, maxLength: 3 })
  .map((factors) => factors.map((f) => `(${f})`).join(''));
const terms = fc.array(product, { minLength: 1, maxLength: 4 });
const numbers = fc.uniqueArray(whole, { minLength: 2, maxLength: 6 });

describe('a gold verifies itself and its rewritings', () => {
  it('itself', () => {
    fc.assert(
      fc.property(terms, (parts) => {
        expect(judge(parts.join('+'), parts.join('+'))).toBe('correct');
      }),
      RUNS,
    );
  });

  it('spacing and \\dfrac, \\left and braces', () => {
    const restyle = (text: string): string =>
      text
        .replaceAll('\\frac', '\\dfrac')
        .replaceAll('(', ' \\left( ')
        .replaceAll(')', ' \\right) ')
        .replaceAll('+', '\\, + {}');
    fc.assert(
      fc.property(terms, (parts) => {
        expect(judge(parts.join('+'), restyle(parts.join('+')))).toBe('correct');
      }),
      RUNS,
    );
  });

  it('commuted sums', () => {
    fc.assert(
      fc.property(terms, (parts) => {
        expect(judge(parts.join('+'), parts.toReversed().join('+'))).toBe('correct');
      }),
      RUNS,
    );
  });

  it('multiplied-out products', () => {
    const law = fc.property(whole, whole, whole, (a, b, c) => {
      const sign = (n: number): string => (n < 0 ? `${n}` : `+${n}`);
      expect(judge(`(x${sign(a)})(x${sign(b)})${sign(c)}`, `x^2${sign(a + b)}x${sign(a * b + c)}`)).toBe(
        'correct',
      );
    });
    fc.assert(law, RUNS);
  });

  it('reordered sets', () => {
    const set = (items: readonly number[]): string => `\\{${items.join(', ')}\\}`;
    fc.assert(
      fc.property(numbers, (items) => {
        expect(judge(set(items), set(items.toReversed()))).toBe('correct');
      }),
      RUNS,
    );
  });

  it('fractions as decimals', () => {
    fc.assert(
      fc.property(whole, fc.constantFrom(2, 4, 5, 8, 10, 16, 25), (a, b) => {
        expect(judge(`\\frac{${a}}{${b}}`, String(a / b))).toBe('correct');
      }),
      RUNS,
    );
  });

  it('intervals as inequalities', () => {
    const law = fc.property(whole, positive, fc.boolean(), fc.boolean(), (low, width, open, closed) => {
      const interval = `${open ? '(' : '['}${low}, ${low + width}${closed ? ']' : ')'}`;
      expect(judge(interval, `${low} ${open ? '<' : '\\le'} x ${closed ? '\\le' : '<'} ${low + width}`)).toBe(
        'correct',
      );
    });
    fc.assert(law, RUNS);
  });

  it('scaled equations', () => {
    const law = fc.property(positive, positive, positive, positive, (a, b, c, k) => {
      expect(judge(`${a}x+${b}y=${c}`, `${k * c}-${k * b}y=${k * a}x`)).toBe('correct');
    });
    fc.assert(law, RUNS);
  });
});

describe('a gold verifies what is the same by convention', () => {
  it('units converted', () => {
    const law = fc.property(
      positive,
      fc.constantFrom(['km', 'm', 1000], ['h', 'min', 60], ['kg', 'g', 1000], ['kJ', 'J', 1000]),
      (n, [large, small, factor]) => {
        const text = `${n}\\text{ ${large}}`;
        expect(judge(text, `${n * Number(factor)}\\text{ ${small}}`)).toBe('correct');
        expect(judge(text, `${n * Number(factor) + 1}\\text{ ${small}}`)).toBe('incorrect');
        expect(judge(text, `${n * Number(factor)}\\text{ ${large}}`)).toBe('incorrect');
      },
    );
    fc.assert(law, RUNS);
  });

  it('families of solutions shifted by whole periods', () => {
    const family = (offset: string, period: number): string =>
      `x=\\frac{${offset}\\pi}{12}+\\frac{${period}k\\pi}{6},k\\in\\mathbb{Z}`;
    const law = fc.property(whole, positive, fc.integer({ min: -5, max: 5 }), (a, p, shift) => {
      const gold = family(`${a}`, p);
      expect(judge(gold, family(`(${a + 2 * p * shift})`, p).replaceAll('k', 'n'))).toBe('correct');
      expect(judge(gold, family(`(${a + 2 * p * shift + 1})`, p))).toBe('incorrect');
      expect(judge(gold, family(`(${a})`, 2 * p))).toBe('incorrect');
    });
    fc.assert(law, RUNS);
  });

  it('antiderivatives up to a constant', () => {
    const law = fc.property(terms, whole, (parts, n) => {
      const f = `x\\cos(x)+${parts.join('+')}`;
      expect(judge(`${f}+C`, `${f}+${n * n}+K`)).toBe('correct');
      expect(judge(`${f}+C`, `${f}+x+C`)).toBe('incorrect');
      expect(judge(`${f}+C`, f)).toBe('incorrect');
    });
    fc.assert(law, { numRuns: 40 });
  });
});

describe('a perturbed value never verifies', () => {
  it('a variable of the other sign', () => {
    const names = fc.uniqueArray(fc.constantFrom(...'abcdpqrstuvwxyz'), { minLength: 2, maxLength: 2 });
    const law = fc.property(names, ([a, b]) => {
      expect(judge(`|${a}|+|${b}|`, `|${a}+${b}|`)).toBe('incorrect');
      expect(judge(`\\sqrt{${a}^2${b}^2}`, `${a}${b}`)).toBe('incorrect');
      expect(judge(`${a}|${b}|`, `|${a}|${b}`)).toBe('incorrect');
    });
    fc.assert(law, RUNS);
  });

  it('one more', () => {
    fc.assert(
      fc.property(terms, (parts) => {
        expect(judge(parts.join('+'), [...parts, '1'].join('+'))).toBe('incorrect');
      }),
      RUNS,
    );
  });

  it('a tiny bit more, for constants', () => {
    const constant = fc.tuple(positive, positive).map(([a, b]) => `\\sqrt{${a}}+\\frac{\\pi}{${b}}`);
    fc.assert(
      fc.property(constant, fc.integer({ min: 3, max: 30 }), (text, n) => {
        expect(judge(text, `${text}+10^{-${n}}`)).not.toBe('correct');
      }),
      RUNS,
    );
  });

  it('another element', () => {
    const law = fc.property(numbers, (items) => {
      const changed = [...items.slice(1), 100].join(', ');
      expect(judge(items.join(', '), changed)).toBe('incorrect');
    });
    fc.assert(law, RUNS);
  });

  it('swapped coordinates', () => {
    const law = fc.property(whole, whole, (a, b) => {
      fc.pre(a !== b);
      expect(judge(`(${a}, ${b})`, `(${b}, ${a})`)).toBe('incorrect');
    });
    fc.assert(law, RUNS);
  });
});

describe('the relation is symmetric', () => {
  it('for any two expressions', () => {
    const law = fc.property(terms, terms, (a, b) => {
      const [left, right] = [a.join('+'), b.join('+')];
      expect(judge(left, right)).toBe(judge(right, left));
    });
    fc.assert(law, RUNS);
  });
});

describe('any text at all', () => {
  it('gets a verdict without an exception', () => {
    const piece = fc.constantFrom(
      '\\frac',
      '{',
      '}',
      '(',
      ')',
      '[',
      ']',
      '|',
      '^',
      '_',
      '1',
      '23',
      'x',
      '\\sqrt',
      '\\text{',
      '\\boxed{',
      ',',
      ';',
      '=',
      '<',
      '\\pm',
      '!',
      '%',
      '$',
      '\\\\',
      '&',
      '\\begin{matrix}',
      '\\end{matrix}',
      '\\cup',
      '\\left',
      '\\right',
      '°',
      '²',
      ' ',
      ':',
      "'",
      '-',
      '\\sum',
      '\\sin',
      '\\log',
      'and',
    );
    const soup = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''));
    const law = fc.property(soup, soup, (gold, pred) => {
      expect(['correct', 'incorrect', 'unverifiable']).toContain(verifyMath({ gold, pred }).verdict);
      expect(['correct', 'incorrect', 'unverifiable']).toContain(
        verifyMath({ gold, completion: pred }, 'evaluate').verdict,
      );
    });
    fc.assert(law, { numRuns: 400 });
  });
});
