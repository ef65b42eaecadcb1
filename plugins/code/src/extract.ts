import { languageNamed } from './languages.ts';

/** A fenced block of an answer. */
export interface Block {
  /** First word after the opening fence; empty where there is none. */
  readonly tag: string;
  readonly code: string;
}

/** A program found in an answer, or the reason why there is none. */
export type Extraction = { readonly program: string; readonly from: string } | { readonly problem: string };

const OPENING = /^ {0,3}(`{3,}|~{3,})([^\n]*)$/;

/**
 * The closed fenced blocks of a text, by the rules of CommonMark: a fence is closed by one of the same sign, at
 * least as long, with nothing behind it. Lines are read once, so work is linear. A block that is never closed
 * was cut off, and is no block.
 */
export function fencedBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; tag: string; indent: number; lines: string[] } | undefined;
  for (const line of text.split('\n')) {
    const bare = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (open && isClosing(bare, open.fence)) {
      blocks.push({ tag: open.tag, code: open.lines.map((one) => `${one}\n`).join('') });
      open = undefined;
    } else if (open) {
      open.lines.push(dedent(line, open.indent));
    } else if (bare.length <= 300) {
      const [, fence, info] = OPENING.exec(bare) ?? [];
      if (fence === undefined || (fence.startsWith('`') && info!.includes('`'))) continue;
      open = { fence, tag: tagOf(info!), indent: bare.indexOf(fence), lines: [] };
    }
  }
  return blocks;
}

function isClosing(line: string, fence: string): boolean {
  const closing = line.trim();
  if (closing.length < fence.length || closing[0] !== fence[0]) return false;
  return line.indexOf(closing) <= 3 && [...closing].every((sign) => sign === fence[0]);
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
 * JavaScript is taken for TypeScript, which it is.
 *
 * @example
 * extractProgram('```python\nprint(1)\n```', 'python', 'fenced'); // { program: 'print(1)\n', ... }
 */
export function extractProgram(
  answer: string,
  language: string,
  extraction: 'fenced' | 'whole' | 'either',
): Extraction {
  if (extraction === 'whole') return wholeAnswer(answer);
  const blocks = fencedBlocks(answer);
  const tagged = blocks.findLast(({ tag }) => fits(tag, language));
  if (tagged) return { program: tagged.code, from: `the last ${language} block` };
  const untagged = blocks.findLast(({ tag }) => tag === '');
  if (untagged) return { program: untagged.code, from: 'the last block without a language' };
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
