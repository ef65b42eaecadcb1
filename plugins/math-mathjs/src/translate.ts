/** Longest answer that is translated. */
const MAX_CHARS = 300;

/** Words mathjs may see: functions of one bounded result, constants and single-letter variables. */
const WORDS = new Set([
  'sqrt',
  'cbrt',
  'sin',
  'cos',
  'tan',
  'sec',
  'csc',
  'cot',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'log',
  'log10',
  'exp',
  'abs',
  'pi',
  'floor',
  'ceil',
]);

const COMMANDS: readonly (readonly [RegExp, string])[] = [
  [/\\boxed|\\left|\\right|\\[,;!: ]|\$|\\displaystyle|\\mathrm/g, ' '],
  [/\\[dt]frac/g, '\\frac'],
  [/\\(?:cdot|times)/g, '*'],
  [/\\div/g, '/'],
  [/\\ln/g, ' log'],
  [/\\log/g, ' log10'],
  [/\\arc(sin|cos|tan)/g, ' a$1'],
  [/\\(sin|cos|tan|sec|csc|cot|sinh|cosh|tanh|exp|pi)/g, ' $1 '],
];

/**
 * Translates a small part of LaTeX to mathjs syntax by rewriting text, the plain way; `undefined` when something
 * is left that is not on the list of allowed words and signs.
 */
export function translate(latex: string): string | undefined {
  if (latex.length > MAX_CHARS) return undefined;
  let text = latex;
  for (const [pattern, replacement] of COMMANDS) text = text.replace(pattern, replacement);
  for (let round = 0; round < 20 && text.includes('\\'); round++) {
    const next = text
      .replace(/\\frac\s*\{([^{}\\]*)\}\s*\{([^{}\\]*)\}/, '(($1)/($2))')
      .replace(/\\frac\s*(\d)\s*(\d)/, '($1/$2)')
      .replace(/\\sqrt\s*\{([^{}\\]*)\}/, 'sqrt($1)')
      .replace(/\\sqrt\s*(\d)/, 'sqrt($1)');
    if (next === text) return undefined;
    text = next;
  }
  return allowed(text.replaceAll('{', '(').replaceAll('}', ')'));
}

// Powers are limited to two digits, so that nothing large is computed.
function allowed(text: string): string | undefined {
  if (
    !/^[\w\s+\-*/^().]*$/.test(text) ||
    /\d{16}/.test(text) ||
    /\^\s*\(?-?\d{3}/.test(text) ||
    (text.match(/\^/g)?.length ?? 0) > 6
  )
    return undefined;
  for (const word of text.match(/[A-Za-z]\w*/g) ?? [])
    if (word.length > 1 && !WORDS.has(word)) return undefined;
  return text.trim() === '' ? undefined : text;
}
