/**
 * How a response marks its final answer:
 * - `tag`: `<final_answer>...</final_answer>`;
 * - `line`: the rest of a line after `Final Answer:` (any case), or the next line when that rest is empty;
 * - `box`: `\boxed{...}` with balanced braces.
 *
 * @example
 * const forms: readonly AnswerForm[] = ['tag', 'box'];
 * finalAnswers('It is \\boxed{7}.', forms); // [{ text: '7' }]
 */
export type AnswerForm = 'tag' | 'line' | 'box';

/** A final answer longer than this is not read: no domain's answer comes near it. Characters. */
export const MAX_FINAL_ANSWER = 8192;

/** More marks of one form than this are not read. */
const MAX_MARKS = 1000;

/**
 * A marked answer, or a mark that holds none that can be read.
 *
 * @example
 * const [answer]: FinalAnswer[] = finalAnswers('<final_answer></final_answer>', ['tag']);
 * if (answer && 'problem' in answer) console.log(answer.problem); // the final answer is empty
 */
export type FinalAnswer = { readonly text: string } | { readonly problem: string };

interface Found {
  readonly at: number;
  readonly end: number;
  readonly answer: FinalAnswer;
}

/**
 * The distinct final answers of a text, in order of appearance; `text` is what stands after the thought.
 * Time is linear in the length of the text. A box inside a tag is the tag's content, not a second answer.
 *
 * @example
 * finalAnswers('<final_answer> 1, 0 </final_answer>', ['tag']); // [{ text: '1, 0' }]
 */
export function finalAnswers(text: string, forms: readonly AnswerForm[]): FinalAnswer[] {
  const found = forms.flatMap((form) => [...firstOf(FINDERS[form](text))]);
  if (found.length > MAX_MARKS) return [{ problem: `more than ${MAX_MARKS} final answers` }];
  found.sort((a, b) => a.at - b.at || b.end - a.end);
  const answers = new Map<string, FinalAnswer>();
  let end = -1;
  for (const each of found) {
    if (each.end <= end) continue;
    end = each.end;
    const key = 'text' in each.answer ? `text ${each.answer.text}` : `problem ${each.answer.problem}`;
    answers.set(key, each.answer);
  }
  return [...answers.values()];
}

function* firstOf(found: Iterable<Found>): Generator<Found> {
  let count = 0;
  for (const each of found) {
    yield each;
    if (++count > MAX_MARKS) return;
  }
}

const FINDERS: Record<AnswerForm, (text: string) => Iterable<Found>> = {
  tag: findTags,
  line: findLines,
  box: findBoxes,
};

const OPEN = '<final_answer>';
const CLOSE = '</final_answer>';
const BOX = '\\boxed{';

function* findTags(text: string): Generator<Found> {
  for (let at = text.indexOf(OPEN); at !== -1;) {
    const start = at + OPEN.length;
    const next = text.indexOf(OPEN, start);
    const inside = text.slice(start, next === -1 ? text.length : next);
    const close = inside.indexOf(CLOSE);
    if (close !== -1) {
      yield { at, end: start + close + CLOSE.length, answer: read(inside.slice(0, close)) };
    } else if (next === -1) {
      yield { at, end: start, answer: { problem: `the last ${OPEN} is never closed` } };
    }
    at = next;
  }
}

/** Lines; the next mark ends an answer too, which keeps the scan linear. */
function* findLines(text: string): Generator<Found> {
  let mark: RegExpExecArray | null;
  const marks = /final answer[*_ ]{0,4}:/gi;
  let next = marks.exec(text);
  while ((mark = next)) {
    next = marks.exec(text);
    const limit = next?.index ?? text.length;
    let start = mark.index + mark[0].length;
    let end = endOfLine(text, start, limit);
    if (end < limit && bare(text.slice(start, Math.min(end, start + MAX_FINAL_ANSWER))) === '') {
      start = end + 1;
      while (start < limit && /\s/.test(text[start]!)) start++;
      end = endOfLine(text, start, limit);
    }
    yield { at: mark.index, end, answer: read(text.slice(start, end)) };
  }
}

/** Boxes; one that holds another is not itself an answer, which keeps the scan linear. */
function* findBoxes(text: string): Generator<Found> {
  for (let at = text.indexOf(BOX); at !== -1;) {
    const start = at + BOX.length;
    const next = text.indexOf(BOX, start);
    const end = closingBrace(text, start, next === -1 ? text.length : next);
    if (end !== -1) yield { at, end: end + 1, answer: read(text.slice(start, end)) };
    at = next;
  }
}

function closingBrace(text: string, start: number, limit: number): number {
  let depth = 1;
  for (let i = start; i < limit; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i;
  }
  return -1;
}

function endOfLine(text: string, from: number, limit: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? limit : Math.min(end, limit);
}

/** Takes off white space, the emphasis of Markdown, and a tag or box around the whole. */
function bare(text: string): string {
  const inner = text.replace(/^[\s*_`$]+/, '').trimEnd();
  let end = inner.length;
  while (end > 0 && '*_`$ '.includes(inner[end - 1]!)) end--;
  const plain = inner.slice(0, end);
  if (plain.startsWith(OPEN) && plain.indexOf(CLOSE) === plain.length - CLOSE.length) {
    return bare(plain.slice(OPEN.length, -CLOSE.length));
  }
  const isBox = plain.startsWith(BOX) && closingBrace(plain, BOX.length, plain.length) === plain.length - 1;
  return isBox ? plain.slice(BOX.length, -1).trim() : plain;
}

function read(raw: string): FinalAnswer {
  if (raw.length > 2 * MAX_FINAL_ANSWER) return tooLong(raw.length);
  const text = bare(raw);
  if (text === '') return { problem: 'the final answer is empty' };
  return text.length > MAX_FINAL_ANSWER ? tooLong(text.length) : { text };
}

function tooLong(length: number): FinalAnswer {
  return { problem: `the final answer has ${length} characters, more than ${MAX_FINAL_ANSWER}` };
}
