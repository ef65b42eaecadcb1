/** CPython's builtins: a program that finds one of them missing has met a limit of Monty's, not a mistake of its own. */
export const BUILTINS = new Set(
  (
    '__build_class__ __debug__ __doc__ __import__ __loader__ __name__ __package__ __spec__ __file__ abs aiter all anext ' +
    'any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits delattr ' +
    'dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id ' +
    'input int isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow ' +
    'print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip'
  ).split(' '),
);
/** Why a program would mean something else in Monty than in CPython, or nothing. */
export function differenceIn(source: string): string | undefined {
  const code = withoutTexts(source);
  const name = reboundBuiltin(code);
  if (name !== undefined) return `a builtin's name "${name}" is given away`;
  if (showsOrderOfSet(code)) return 'the order of a set, which is another here';
  return keepsIterator(code) ? 'an iterator that is kept, which is a list here' : undefined;
}

const DEFINITION = /\b(?:def|class|as|for)[ \t]+(\w{1,20})/g;
const ASSIGNMENT = /(?<![.\w])(\w{1,20})[ \t]*(?:,[^=\n]{0,80})?=(?!=)/g;

/**
 * A builtin's name that a program gives to something of its own: Monty takes the builtin at the top of a module even
 * so, and would give a wrong answer. Names in keyword arguments are taken for it as well, which costs a fall-through.
 */
function reboundBuiltin(code: string): string | undefined {
  for (const pattern of [DEFINITION, ASSIGNMENT]) {
    for (const [, name] of code.matchAll(pattern)) if (BUILTINS.has(name!)) return name;
  }
  return undefined;
}

const SET = /\b(?:frozen)?set\s{0,9}\(/g;
/** What asks a set for nothing that depends on its order. */
const WITHOUT_ORDER = /\b(?:sorted|len|sum|min|max)\s{0,9}\(\s{0,9}(?:list\s{0,9}\(\s{0,9})?$/;

/**
 * Whether the order of a set may be seen. CPython's follows hashes, Monty's is that of insertion: the well-known
 * mistake of removing repeats by `list(set(xs))` keeps the order there, and would pass.
 */
function showsOrderOfSet(code: string): boolean {
  for (const { index } of code.matchAll(SET)) {
    if (!WITHOUT_ORDER.test(code.slice(Math.max(0, index - 60), index))) return true;
  }
  return holdsSetDisplay(code);
}

/** A bracket and what stands between it and its end, nested brackets left out. */
interface Bracket {
  readonly open: string;
  readonly at: number;
  inside: string;
}

/** The brackets of a program in the order of their ends. */
function* bracketsOf(code: string): Generator<Bracket> {
  const open: Bracket[] = [];
  for (let at = 0; at < code.length; at++) {
    const sign = code[at]!;
    if (CLOSING.has(sign)) {
      const ended = open.pop();
      if (ended) yield ended;
    }
    const inner = open.at(-1);
    if (inner) inner.inside += OPENING.has(sign) || CLOSING.has(sign) ? '_' : sign;
    if (OPENING.has(sign)) open.push({ open: sign, at, inside: '' });
  }
}

const OPENING: ReadonlySet<string> = new Set('([{');
const CLOSING: ReadonlySet<string> = new Set(')]}');

/** Whether braces hold items without a colon between them: a set, or a comprehension of one. */
function holdsSetDisplay(code: string): boolean {
  for (const { open, inside } of bracketsOf(code)) {
    if (open === '{' && inside.trim() !== '' && !inside.includes(':')) return true;
  }
  return false;
}

const ITERATOR = /\b(?:map|filter|zip|reversed|enumerate)\s{0,9}\(/g;
/** What uses an iterator up where it is made: a call that takes one, a loop, a star, names that share its items. */
const USES_UP =
  /(?:\b(?:list|tuple|set|frozenset|dict|sorted|sum|min|max|any|all|join|map|filter|zip|enumerate)\s{0,9}\(\s{0,9}|\bin\s{1,9}|\*\s{0,9}|\w\s{0,9},\s{0,9}\w{1,30}\s{0,9}=\s{0,9})$/;

/**
 * Whether an iterator may be kept, returned or printed. Here it is a list: `return map(int, xs)` would pass for
 * `return list(map(int, xs))`, and could be read twice.
 */
function keepsIterator(code: string): boolean {
  const before = (at: number): string => code.slice(Math.max(0, at - 80), at);
  for (const { index } of code.matchAll(ITERATOR)) if (!USES_UP.test(before(index))) return true;
  for (const { open, at, inside } of bracketsOf(code)) {
    if (open === '(' && /\bfor\b/.test(inside) && !USES_UP.test(before(at + 1))) return true;
  }
  return false;
}

const TEXT_OR_COMMENT = /#|'''|"""|'|"/g;

/** The source without its strings and comments, whose words define nothing. Read once, from left to right. */
function withoutTexts(source: string): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    TEXT_OR_COMMENT.lastIndex = at;
    const found = TEXT_OR_COMMENT.exec(source);
    if (!found) return parts.join('') + source.slice(at);
    parts.push(source.slice(at, found.index), found[0] === '#' ? '' : "''");
    at = endOfText(source, found.index, found[0]);
  }
}

function endOfText(source: string, start: number, quote: string): number {
  let at = start + quote.length;
  for (; at < source.length; at++) {
    if (source[at] === '\n' && quote.length === 1) return at;
    if (quote === '#') continue;
    if (source[at] === '\\') at += 1;
    else if (source.startsWith(quote, at)) return at + quote.length;
  }
  return source.length;
}
