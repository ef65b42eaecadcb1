import type { Node } from '../tree/node.ts';
import { children, mapChildren, some, symbol, symbolsOf } from '../tree/node.ts';

/** Letters that an answer declares to run through the whole numbers, and the answer without the declaration. */
export interface Declared {
  readonly text: string;
  /** `Z` may be shifted (`k` and `k + 1` run through the same numbers), `N` only renamed. */
  readonly letters: ReadonlyMap<string, 'Z' | 'N'>;
}

const LETTERS = String.raw`(?<![A-Za-z\\])([A-Za-z](?:\s*,\s*[A-Za-z]){0,3})`;
const SET = String.raw`(?:\\(?:mathbb|mathbf|mathrm|Bbb)\s*)?\{?\s*([ZN])\s*\}?\s*([\^_]\s*(?:\{[^{}]{0,12}\}|[+*\d]))?`;
const IN_SET = new RegExp(String.raw`${LETTERS}\s*\\in\s*${SET}[\s)}$.,]*$`);
const GLUE =
  /(?:[,;(\s]|\\q?quad|\\[ ,;:!(]|\\left\(|\\text\{[\s,;(]*(?:for|where|with|and|here)?(?:\s+(?:all|any|every|each|some))?\s*\}|\b(?:for|where|with)\b(?:\s+(?:all|any|every))?)+$/;
const WORDS_START = /(?:[,;(]|\\text\{|\\q?quad|\s)+(?:for|where|with|as)\s(.{0,90})$/s;
const IS_START = /[,;(]\s*(?:\\ |\\q?quad)?\s*([a-z]\s*(?:\\text\{)?\s*(?:is|are)\s.{0,40})$/;
const KIND =
  '(?:non-?negative |positive )?(integers?|whole numbers?|natural numbers?|real(?: numbers?)?|reals)';
const ALL_OF = new RegExp(`^(?:all |any |every |each |some |an |arbitrary )*${KIND}(?: values of)? ([a-z])$`);
const IS_A = new RegExp(
  `^(?:all |any )?([a-z]) (?:is|be|are|being|=) (?:an |a |any |all |arbitrary )*${KIND}$`,
);
const ALL_X = /^(?:all|any|every) (?:possible )?(?:values of )?[a-z]$/;
const REAL_SET = /^(?:all |any |every )?[a-z](?:,[a-z])? in [RQC]$/;
const AT_LEAST = /^(?:all )?([k-n])(?:>=0|>=1|>0|=0,1,2,\.\.\.|=1,2,\.\.\.|=1,2,3,\.\.\.)$/;

/** Takes "k in Z", "where k is an integer", "for all x" off the end of an answer. */
export function takeDeclarations(text: string): Declared {
  const letters = new Map<string, 'Z' | 'N'>();
  if (text.length > 1000 || !/\\in(?![a-z])|for|where|with|\bas\b|\bis\b/.test(text))
    return { text, letters };
  const inSet = IN_SET.exec(text.slice(-160));
  if (inSet) return takeSet(text, inSet, letters);
  const words = WORDS_START.exec(text.slice(-160)) ?? IS_START.exec(text.slice(-160));
  if (!words) return { text, letters };
  const tail = plain(words[1] ?? '');
  const kept = text.slice(0, text.length - words[0].length).trimEnd();
  if (kept === '') return { text, letters };
  const [letter, kind] = declaration(tail);
  if (letter && kind) letters.set(letter, kind);
  return letter !== undefined ? { text: kept, letters } : { text, letters };
}

// The letter that a tail of words declares; "" when it only names a domain.
function declaration(tail: string): readonly [string | undefined, 'Z' | 'N' | undefined] {
  const all = ALL_OF.exec(tail);
  if (all) return [all[2] ?? '', kindOf(all[0], all[1])];
  const is = IS_A.exec(tail);
  if (is) return [is[1] ?? '', kindOf(is[0], is[2])];
  const least = AT_LEAST.exec(tail);
  if (least) return [least[1] ?? '', 'N'];
  return ALL_X.test(tail) || REAL_SET.test(tail) ? ['', undefined] : [undefined, undefined];
}

function kindOf(phrase: string, noun = ''): 'Z' | 'N' | undefined {
  if (noun.startsWith('real')) return undefined;
  return /negative|positive|natural/.test(phrase) ? 'N' : 'Z';
}

function plain(text: string): string {
  return text
    .replace(/\\(?:text|mathrm|mathbb|mathbf)\b/g, ' ')
    .replace(/\\in(?![a-z])/g, ' in ')
    .replace(/\\geq?(?![a-z])/g, '>=')
    .replace(/\\[cl]?dots/g, '...')
    .replace(/\\[ ,;:!]|[{}$~()]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ?([>=,]+) ?/g, '$1')
    .replace(/[.\s]+$/, (end) => (end.includes('...') ? '...' : ''))
    .trim();
}

function takeSet(text: string, match: RegExpExecArray, letters: Map<string, 'Z' | 'N'>): Declared {
  const before = text.slice(0, Math.max(0, text.length - 160) + match.index);
  const kept = before.replace(GLUE, '');
  // "x in Z" as the answer itself, and the condition of a set, stay.
  if (kept.trim() === '' || kept === before || /(?:[|:{]|\\mid|\\in|=)\s*$/.test(kept))
    return { text, letters };
  if (/\\\{[^}]*$/.test(kept)) return { text, letters };
  const kind = match[2] === 'N' || match[3] !== undefined ? 'N' : 'Z';
  const listed = (match[1] ?? '').split(/\s*,\s*/);
  // In "2 pi n, n in Z" the first n belongs to the answer.
  const repeated = listed.length > 1 && new Set(listed).size < listed.length;
  for (const letter of listed) letters.set(letter, kind);
  return { text: repeated ? `${kept} ${listed[0]}` : kept, letters };
}

/** Marks declared letters so that answers that name them differently agree; a letter in an index stays. */
export function renameParameters(node: Node, letters: ReadonlyMap<string, 'Z' | 'N'>): Node {
  const names = new Map<string, string>();
  for (const [letter, kind] of letters)
    if (symbolsOf(node).has(letter) && !isIndexed(node, letter))
      names.set(letter, `${kind}#${names.size + 1}`);
  return names.size === 0 ? node : rename(node, names);
}

/** The tree with symbols renamed. */
export function rename(node: Node, names: ReadonlyMap<string, string>): Node {
  if (node.kind === 'symbol') return symbol(names.get(node.name) ?? node.name);
  return mapChildren(node, (child) => rename(child, names));
}

// a_n, S_{n+1}, f(n): there n is no free parameter.
function isIndexed(node: Node, letter: string): boolean {
  return some(
    node,
    (inner) =>
      (inner.kind === 'symbol' && inner.name.includes('_') && inner.name.slice(1).includes(letter)) ||
      (inner.kind === 'call' && inner.name.startsWith('fn:') && symbolsOf(inner).has(letter)) ||
      (inner.kind === 'relation' &&
        inner.items.length === 2 &&
        inner.items[0]?.kind === 'symbol' &&
        inner.items[0].name === letter),
  );
}

/** Whether a tree holds a marked parameter. */
export function hasParameter(node: Node): boolean {
  return [...symbolsOf(node)].some((name) => /^[ZN]#/.test(name));
}

const USUAL = ['k', 'n', 'm', 'l', 't', 's', 'j'];

/** The undeclared letter that may be a parameter: the only one of the usual letters in a tree. */
export function likelyParameter(node: Node): string | undefined {
  const found = USUAL.filter((letter) => symbolsOf(node).has(letter));
  const [letter] = found;
  return found.length === 1 && letter && !isIndexed(node, letter) ? letter : undefined;
}

/** Whether a tree has multiples of pi, as the solutions of trigonometric equations have. */
export function isPeriodic(node: Node, letter: string): boolean {
  return some(
    node,
    (inner) =>
      inner.kind === 'product' &&
      inner.items.some((item) => item.kind === 'constant' && item.name === 'pi') &&
      children(inner).some((item) => symbolsOf(item).has(letter)),
  );
}
