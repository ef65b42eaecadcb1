import { languageNamed } from './languages.ts';
import { defines } from './rows/assemble.ts';

/** A fenced block of an answer. */
export interface Block {
  /** First word after the opening fence; empty where there is none. */
  readonly tag: string;
  readonly code: string;
}

/**
 * A program found in an answer, or the reason why there is none.
 *
 * @example
 * const textOf = (found: Extraction): string => ('program' in found ? found.program : `none: ${found.problem}`);
 */
export type Extraction = { readonly program: string; readonly from: string } | { readonly problem: string };

const OPENING = /^ *(`{3,}|~{3,})([^\n]*)$/;
/** A fence behind words of a line, as models write it now and then. */
const OPENING_BEHIND_WORDS = /(?<!`)(`{3,})([^\s`]{0,30})\s*$/;
/** Marks that nobody sees: a byte order mark, spaces without width. */
const INVISIBLE = /[\ufeff\u200b-\u200d\u2060]/g;

/**
 * The closed fenced blocks of a text, by the rules of CommonMark: a fence is closed by one of the same sign, at
 * least as long, with nothing behind it. Fences may be indented, as they are in lists. Lines are read once, so work is
 * linear. A block that is never closed was cut off, and is no block.
 *
 * @param opening what opens a block; for texts in which fences stand behind words.
 */
export function fencedBlocks(text: string, opening = OPENING): Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; tag: string; indent: number; lines: string[] } | undefined;
  for (const line of text.split('\n')) {
    const bare = line.length <= MAX_FENCE_LINE ? line.replace(INVISIBLE, '').trimEnd() : line;
    if (open && isClosing(bare, open)) {
      blocks.push({ tag: open.tag, code: open.lines.map((one) => `${one}\n`).join('') });
      open = undefined;
    } else if (open) {
      open.lines.push(dedent(line, open.indent));
    } else if (bare.length <= MAX_FENCE_LINE) {
      const [, fence, info] = opening.exec(bare) ?? [];
      if (fence === undefined || (fence.startsWith('`') && info!.includes('`'))) continue;
      open = { fence, tag: tagOf(info!), indent: bare.length - bare.trimStart().length, lines: [] };
    }
  }
  return blocks;
}

const MAX_FENCE_LINE = 300;

/** Deeper than its opening by four or more, it is text of the program, as in a docstring. */
function isClosing(line: string, { fence, indent }: { fence: string; indent: number }): boolean {
  const closing = line.trim();
  if (closing.length < fence.length || closing[0] !== fence[0]) return false;
  return line.indexOf(closing) <= indent + 3 && [...closing].every((sign) => sign === fence[0]);
}

/** Takes away as much indentation as the opening fence had. */
function dedent(line: string, indent: number): string {
  let at = 0;
  while (at < indent && line[at] === ' ') at += 1;
  return line.slice(at);
}

/** The first word of what stands behind a fence; `{.python .numberLines}` and `python title="x"` are python. */
function tagOf(info: string): string {
  return (/[^\s{}.,:]+/.exec(info)?.[0] ?? '').toLowerCase();
}

/**
 * Finds the program in an answer: the last block tagged with the language, else the last block without a tag.
 * Where tests call a function, the last block that defines it comes before those that only use it.
 * JavaScript is taken for TypeScript, which it is.
 *
 * @example
 * extractProgram('Here:\n```python\nprint(1)\n```', 'python', 'fenced'); // { program: 'print(1)\n', ... }
 * extractProgram('print(1)', 'python', 'fenced'); // { problem: ... }
 */
export function extractProgram(
  answer: string,
  language: string,
  extraction: 'fenced' | 'whole' | 'either',
  entryPoint?: string,
): Extraction {
  if (extraction === 'whole') return wholeAnswer(answer);
  const strict = fencedBlocks(answer);
  const blocks = strict.length > 0 ? strict : fencedBlocks(answer, OPENING_BEHIND_WORDS);
  const tagged = blocks.filter(({ tag }) => fits(tag, language));
  const untagged = blocks.filter(({ tag }) => tag === '');
  const defining = ({ code }: Block): boolean =>
    entryPoint !== undefined && defines(code, language, entryPoint);
  const found = tagged.findLast(defining) ?? untagged.findLast(defining) ?? tagged.at(-1) ?? untagged.at(-1);
  if (found) {
    const from = found.tag === '' ? 'the last block without a language' : `the last ${language} block`;
    return { program: found.code, from: defining(found) ? `${from} that defines ${entryPoint}` : from };
  }
  if (blocks.length > 0) {
    const tags = [...new Set(blocks.map(({ tag }) => tag.slice(0, 30)))].slice(0, 5);
    return { problem: `no ${language} block; blocks are tagged ${tags.join(', ')}` };
  }
  return extraction === 'either' ? wholeAnswer(answer) : { problem: 'no fenced code block in the answer' };
}

function wholeAnswer(answer: string): Extraction {
  if (answer.trim() === '') return { problem: 'the answer is empty' };
  return { program: answer, from: 'the whole answer' };
}

function fits(tag: string, language: string): boolean {
  const named = languageNamed(tag);
  return named === language || (language === 'typescript' && named === 'javascript');
}
