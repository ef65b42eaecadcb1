/** A spelling that is rewritten before an answer is read; patterns are linear and look at short stretches only. */
type Rewriting = readonly [pattern: RegExp, replacement: string | ((match: string) => string)];

// 1.234.567 can only be a number with its thousands marked.
const WITHOUT_DOTS = (digits: string): string => digits.replaceAll('.', '');

// A group holds a test that is cheap, so that the patterns run only where they can match.
const REWRITINGS: readonly (readonly [test: string, rules: readonly Rewriting[]])[] = [
  [
    'mod',
    [[/\(\s*(?:\\[bp]?mod|\\(?:text|mathrm)\{\s*mod\s*\}|mod)(?![a-z])\s*([^()]{1,40})\)/g, '\\pmod{$1}']],
  ],
  ['dot', [[/(\d*\.\d{0,20})\\dot\s*\{?(\d)\}?(\d{0,20})\\dot\s*\{?(\d)\}?/g, '$1\\overline{$2$3$4}']]],
  ['num{', [[/\\num\{([-+\d.,e]{1,60})\}/g, '$1']]],
  [
    'base',
    [
      [/_\{\s*\\(?:text|mathrm)\{\s*base[ -]?\}\s*(\d{1,2})\s*\}/g, '_{$1}'],
      [/\s*\\(?:text|mathrm)\{\s*(?:in )?base[ -]?(\w{1,7})\s*\}/g, '_{\\text{$1}}'],
      [/\s*\\(?:text|mathrm)\{\s*(?:in )?base\s*\}\s*(\d{1,2})/g, '_{$1}'],
    ],
  ],
  [
    '_{\\text',
    [
      [/_\{_\{\\text\{(\w{1,7})\}\}\}/g, '_{\\text{$1}}'],
      [/_\{\\text\{(\d{1,2})\}\}/g, '_{$1}'],
    ],
  ],
  [
    '_',
    [
      [/_\{\(\s*(\d{1,2})\s*\)\}/g, '_{$1}'],
      [/(\d)_\((\d{1,2})\)/g, '$1_{$2}'],
      [/(?:\{\s*\})?_\{?(\w{1,6})\}?\s*(?:\\mathrm\{C\}|C)\s*_\{?(\w{1,6})\}?/g, '\\binom{$1}{$2}'],
    ],
  ],
  [
    '^',
    [
      [
        /(\d)\s*\^\s*\{?\s*(?:\\(?:text|mathrm)\{\s*(?:st|nd|rd|th)\s*\}|(?:st|nd|rd|th)(?![A-Za-z]))\s*\}?/g,
        '$1',
      ],
    ],
  ],
  ['mathbin', [[/\\math(?:bin|rel|ord|punct)\s*\{([^{}]{1,12})\}/g, '$1']]],
  ['mu', [[/\\mu\s*\\(?:text|mathrm)\{\s*/g, '\\text{u']]],
  [
    'μ',
    [
      [/(\d)\s*μ(?=[mgsAVFLlCH](?![A-Za-z]))/g, '$1\\text{ u}\\!'],
      [/\\text\{ u\}\\!([A-Za-z])/g, '\\text{ u$1}'],
    ],
  ],
  ['Omega', [[/\\(?:text|mathrm)\{\s*([kMGm]?)\s*\}\s*\\Omega(?![A-Za-z])/g, '\\text{$1ohm}']]],
  ['&', [[/(?<!\\)&(?=[^]*\\end\{(?:align|split|gather))/g, ' ']]],
  [
    '\\text',
    [
      [
        /^\\text\{\s*(?:the )?(?:line|curve|plane|point|parabola|circle|ellipse|function|equation|value|interval|answer)s?(?: is| are)?:?\s*\}\s*(?=[^\s.])/g,
        '',
      ],
    ],
  ],
  [
    '=',
    [
      [
        /^\\?Pr?\s*(?:\\left)?\((?=[^()]{0,40}(?:=|\||\\mid|<|>|\\cap))[^()=]{1,40}(?:=[^()=]{1,20})?(?:\\right)?\)\s*=(?=[^=]+$)\s*(?=\S)/g,
        '',
      ],
    ],
  ],
  ['¢', [[/\s*¢/g, '\\text{ cents}']]],
  ['$', [[/\b(?:US|A|C|NZ|HK|S)\s?(?=\\?\$\s?\d)/g, '']]],
  ['Rs', [[/\\text\{\s*Rs\.?\s*\}\s*(?=\d)|\bRs\.?\s*(?=\d)/g, '₹']]],
  [
    '\\end',
    [
      [/\\left\s*(?:\\\{|\\lbrace)\s*(?=\\begin)/g, ''],
      [/(\\end\{[a-z]{1,12}\*?\})\s*\\right\s*\./g, '$1'],
    ],
  ],
  ['to', [[/^\s*([\d.]{1,12})\s*(?:\\text\{\s*to\s*\}|\bto\b)\s*([\d.]{1,12})\s*$/g, '$1:$2']]],
  ["'", [[/^(\d{1,3}(?:'\d{3})+)$/g, '$1']]],
  ['/-', [[/\+\s?\/\s?-/g, '\\pm ']]],
  ['+-', [[/^\+-(?=[\s\d\\A-Za-z(])/g, '\\pm ']]],
  [
    'circ',
    [
      [/\b([fgh])\s*\\circ\s*([fgh])\b/g, '$1$2'],
      [/\(([fgh])([fgh])\)\s*\(/g, '$1_$2('],
    ],
  ],
  ['.', [[/(?<![\d.])\d{1,3}(?:\.\d{3}){2,12}(?![\d.])/g, WITHOUT_DOTS]]],
  ['{.}', [[/(\d)\{\.\}(?=\d)/g, '$1.']]],
  ['{,}', [[/(?<![\d},])(\d{1,12})\{,\}(\d{1,2}|\d{4,12})(?![\d{])/g, '$1.$2']]],
  [
    '√',
    [
      [/(?<![\w)}])³√/g, '\\sqrt[3]'],
      [/(?<![\w)}])⁴√/g, '\\sqrt[4]'],
      [/(?<![\w)}])⁵√/g, '\\sqrt[5]'],
    ],
  ],
  ['ll', [[/^\\text\{\s*(?:for )?all\s*\}\s*(?=[a-z]\s*(?:\\(?:geq?|leq?|neq?|in)(?![a-z])|[<>]))/i, '']]],
  ['U', [[/([)\]}])\s*U\s*(?=[([{\\])/g, '$1\\cup ']]],
  [
    'real number',
    [
      [
        /^(?:\\text\{)?\s*(?:the set of )?(?:all |any )?real numbers?,? (?:except|other than|not equal to|excluding)(?: for)?\s*(?:\}\s*)?(?:[a-z]\s*=\s*)?(?=[\d\\$-])/i,
        'x \\ne ',
      ],
    ],
  ],
  [
    'real',
    [
      [
        /^(?:\\text\{)?\s*(?:all|any|every) real(?: numbers?| values?(?: of)?)?\s*(?:\}\s*)?[a-z]\s*\}?$/i,
        '\\mathbb{R}',
      ],
    ],
  ],
  [
    '/',
    [
      [
        /(\d)\s*((?:[kcm]?m|ft|mi)\s*\/\s*(?:s|h|hr|min|sec))((?:\s*(?:\^\{?2\}?|²))?)\s*$/g,
        '$1\\text{ $2}$3',
      ],
    ],
  ],
  [
    'nly',
    [
      [/^(?:\\text\{\s*only\s*\}|only\s)\s*(?=\S)/i, ''],
      [/(?<=\S)\s*(?:\\text\{\s*only\s*\}|\sonly)\s*$/, ''],
    ],
  ],
  ['∈', [[/∈/g, '\\in ']]],
  ['ℤ', [[/ℤ/g, '\\mathbb{Z}']]],
  [
    'P',
    [
      [
        /(?:\{\s*\})?_\{?(\d{1,4})\}?\s*(?:\\(?:mathrm|text)\{P\}|P)\s*_\{?(\d{1,4})\}?/g,
        '\\binom{$1}{$2}\\cdot $2!',
      ],
      [/\{\s*\}\^\{?(\d{1,4})\}?\s*P\s*_\{?(\d{1,4})\}?/g, '\\binom{$1}{$2}\\cdot $2!'],
    ],
  ],
  ['C', [[/\{\s*\}\^\{?(\w{1,6})\}?\s*C\s*_\{?(\w{1,6})\}?/g, '\\binom{$1}{$2}']]],
  ["'", [[/^\s*(\d{1,2})\s*'\s*(\d{1,2}(?:\.\d{1,3})?)\s*(?:''|")\s*$/, '$1\\text{ ft }$2\\text{ in}']]],
  ['\\forall', [[/\\forall/g, '\\text{ for all }']]],
  ['∀', [[/∀/g, '\\text{ for all }']]],
];

/** Brings rare spellings to usual ones: `(mod 7)`, `0.\dot1\dot2`, `{}_5C_2`, `10^{\text{th}}`, `US\$5`. */
export function rewriteSpelling(text: string): string {
  let result = text;
  for (const [test, rules] of REWRITINGS) {
    if (!result.includes(test)) continue;
    for (const [pattern, replacement] of rules)
      result =
        typeof replacement === 'string'
          ? result.replace(pattern, replacement)
          : result.replace(pattern, replacement);
  }
  return result.replace(/^\d{1,3}(?:'\d{3})+$/, (digits) => digits.replaceAll("'", ''));
}

/** A number in a base with letters among its digits, or with the prefix of a programming language. */
export function basedSpelling(text: string): { readonly digits: string; readonly base: number } | undefined {
  if (text.length > 300) return undefined;
  const bare = text.replace(/\\(?:text|mathrm|mathit)\b|[\s{}$()]|\\[,; ]/g, '');
  const prefixed = /^0(x[0-9A-F]{1,64}|b[01]{1,256}|o[0-7]{1,128})$/i.exec(bare)?.[1];
  if (prefixed)
    return {
      digits: prefixed.slice(1),
      base: { x: 16, b: 2, o: 8 }[prefixed[0]?.toLowerCase() ?? 'x'] ?? 16,
    };
  const match = /^([0-9A-Z]{1,64}|[0-9a-f]{1,64})_(\d{1,2})$/.exec(bare);
  return match && /[A-Za-z]/.test(match[1] ?? '') && /^[A-Za-z]?\d|[A-Z0-9]{2}/.test(match[1] ?? '')
    ? { digits: match[1] ?? '', base: Number(match[2]) }
    : undefined;
}
