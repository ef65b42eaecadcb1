import type { Node, SetName } from '../tree/node.ts';
import { ZERO_NODE, constant, negative } from '../tree/node.ts';
import type { MathPolicy } from '../policy.ts';
import { canonicalName, leadingVerdict } from './spoken.ts';

const SAME_WORDS: ReadonlyMap<string, string> = new Map([
  ['no solutions', 'no solution'],
  ['no real solution', 'no solution'],
  ['no real solutions', 'no solution'],
  ['none', 'no solution'],
  ['empty set', 'no solution'],
  ['no such number', 'no solution'],
  ['no root', 'no solution'],
  ['no real root', 'no solution'],
  ['no real value', 'no solution'],
  ['does not exist', 'dne'],
  ['undefined', 'dne'],
  ['no limit', 'dne'],
  ['y', 'yes'],
  ['n', 'no'],
  ['infinitely many', 'infinitely many solution'],
  ['infinite solution', 'infinitely many solution'],
  ['infinite number of solution', 'infinitely many solution'],
  ['convergent', 'converge'],
  ['divergent', 'diverge'],
  ['absolutely convergent', 'converge absolutely'],
  ['conditionally convergent', 'converge conditionally'],
  ['uniformly convergent', 'converge uniformly'],
  ['all real number', 'real number'],
  ['all real', 'real number'],
  ['tautology', 'true'],
]);

/** A text without layout, punctuation and small words, for comparison. */
export function normaliseText(text: string, policy: MathPolicy): string {
  if (text.length > LONG_TEXT) return text;
  const plain = text
    .replace(/\\(?:text|mathrm|textbf|mathbf|textit|mbox|operatorname|emph)\b/g, ' ')
    .replace(/\\[,;:! ]|\\(?:left|right|quad|qquad)\b/g, ' ')
    .replace(/[{}$~*_"'“”‘’`]/g, ' ')
    .replace(/\s*[,;]\s*/g, ', ')
    .replace(/[.;:!?。]+(?=\s|$)|[,，]\s*$/g, ' ');
  const words = withoutSubject(plain)
    .replace(/(?<=\p{L})-(?=\p{L})/gu, '')
    .split(/\s+/)
    .filter(Boolean)
    .filter((word, index, all) => !isArticle(word, index, all.length))
    .map((word) => (policy.textCase === 'ignored' ? word.toLowerCase() : word))
    .map(singular)
    .join(' ');
  return SAME_WORDS.get(words) ?? words.replace(/\s*([()[\],/+=-])\s*/g, '$1');
}

// "It is a Tuesday", "The series diverges": what a sentence says of its only subject.
function withoutSubject(text: string): string {
  return text.replace(SUBJECT, '');
}

const SUBJECT =
  /^\s*(?:(?:so|thus|hence|therefore),?\s+)?(?:it|this|that|they|these|the\s+(?:given\s+)?(?:function|series|sequence|triangle|quadrilateral|graph|curve|conic|limit|integral|statement|day|month|shape|figure|relation|matrix|system|lines|number|answer))\s+(?:(?:is|are|was)\s+|(?=(?:con|di)verges?\b|does not exist))(?=\S)/i;

/** Longer texts are compared as they are. */
const LONG_TEXT = 1500;

const ARTICLES = new Set(['the', 'a', 'an', 'are', 'is', 'there', 'both']);

// In "Bag A" the letter is a name.
function isArticle(word: string, index: number, count: number): boolean {
  if (!ARTICLES.has(word.toLowerCase())) return false;
  return !/^a$/i.test(word) || (word === 'a' && index < count - 1);
}

function singular(word: string): string {
  return word.length > 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** Texts that say that nothing solves a problem. */
export function saysEmpty(normalised: string): boolean {
  return normalised === 'no solution';
}

const NOUN = / (?:triangle|function|number|line|series|sequence|matrix|statement)$|条件$/;

const LABEL = /^(?:option|choice|answer|point|line|quadrant|vertex|statement|case) +(?=\S)/;

/** Whether two normalised texts say the same: the same words, the same list in another order, or one with a label. */
export function sameWords(a: string, b: string): boolean {
  if (a === b || a.replace(/,\s*/g, ' ') === b.replace(/,\s*/g, ' ')) return true;
  if (a.length > 200 || b.length > 200) return false;
  if (sameAnswer(a, b)) return true;
  const [left, right] = [a.replace(LABEL, ''), b.replace(LABEL, '')];
  if (left === right && (left === a || right === b)) return true;
  const [x, y] = [listed(left), listed(right)];
  return x.length > 1 && x.length === y.length && x.every((item, index) => item === y[index]);
}

function sameAnswer(a: string, b: string): boolean {
  if (canonicalName(a) === canonicalName(b) || leadingVerdict(a) === b || a === leadingVerdict(b))
    return true;
  const [bareA, bareB] = [a.replace(NOUN, ''), b.replace(NOUN, '')];
  if (bareA === bareB && (bareA === a || bareB === b)) return true;
  const infinite = 'infinitely many solution';
  return (a === 'infinite' && b === infinite) || (a === infinite && b === 'infinite');
}

// "red, blue and green" as a sorted list; sentences are not lists.
function listed(text: string): string[] {
  const items = text.split(/,\s*(?:and |or )?| and | or /).map((item) => item.trim());
  return items.some((item) => item === '' || item.split(' ').length > 3) ? [] : items.sort();
}

const SETS: ReadonlyMap<string, SetName> = new Map([
  ['integer', 'Z'],
  ['natural number', 'N'],
  ['positive integer', 'N'],
  ['rational number', 'Q'],
  ['real number', 'R'],
  ['complex number', 'C'],
]);

/** The set of numbers that a text names. */
export function saysSet(normalised: string): SetName | undefined {
  return SETS.get(normalised.replace(/^(?:set of )?(?:all )?/, ''));
}

/** The half-line that a text names: "all positive real numbers". */
export function saysRegion(normalised: string): Node | undefined {
  const match =
    /^(?:set of )?(?:all |any )?(non ?|strictly )?(positive|negative)(?: real)?(?: number| real| value)$/.exec(
      normalised,
    );
  if (!match) return undefined;
  const closed = match[1]?.startsWith('non') ?? false;
  const above = (match[2] === 'positive') !== closed;
  const infinity = above ? constant('infinity') : negative(constant('infinity'));
  const [open, close] = [closed && above ? '[' : '(', closed && !above ? ']' : ')'];
  return {
    kind: 'tuple',
    open,
    close,
    items: above ? [ZERO_NODE, infinity] : [infinity, ZERO_NODE],
  };
}

/** The sign of the infinity that a text names. */
export function saysInfinity(normalised: string): number | undefined {
  if (/^(?:(?:diverge|tend|go(?:e)?) to )?(?:positive |\+ ?)?infin(?:ity|ite)$/.test(normalised)) return 1;
  return /^(?:negative |minus |-)infinity$/.test(normalised) ? -1 : undefined;
}
