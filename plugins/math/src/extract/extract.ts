import { LIMITS } from '../limits.ts';
import type { MathPolicy } from '../policy.ts';
import { findAnchors } from './anchors.ts';
import { lastBoxedAnswer } from './boxed.ts';
import { findMath } from './environments.ts';

/** The answer found in a completion and the way it was found. */
export interface Extraction {
  readonly answer: string;
  readonly from: string;
}

/** The text after the last closed thought; nothing when a thought was opened and never closed. */
export function afterThought(completion: string): string {
  const close = completion.lastIndexOf('</think>');
  if (close >= 0) return completion.slice(close + 8);
  return completion.includes('<think>') ? '' : completion;
}

/** Finds the answer in the text after the thought; `undefined` when the policy finds none. */
export function extractAnswer(text: string, policy: MathPolicy): Extraction | undefined {
  const tail = visible(cutAtTurn(text.slice(-LIMITS.completionChars)));
  const boxed = lastBoxedAnswer(tail);
  const tagged = policy.extraction === 'boxed' ? undefined : lastTagged(tail, boxed?.end ?? 0);
  if (tagged !== undefined) return { answer: tagged, from: 'the answer tag' };
  if (policy.extraction === 'boxed') return boxed && { answer: boxed.answer, from: 'the last box' };
  const later = boxed && behindStrongAnchor(tail, boxed.end);
  if (later) return later;
  if (boxed) return { answer: boxed.answer, from: 'the last box' };
  return anywhere(tail);
}

// A model that goes on with the user's turn has ended its answer before.
function cutAtTurn(text: string): string {
  const at = text.search(/<\|im_start\|>|<\|im_end\|>|<\|endoftext\|>|<\|eot_id\|>/);
  return at > 0 ? text.slice(0, at) : text;
}

// What a comment holds is no answer: it is not shown to a reader.
function visible(text: string): string {
  let result = text;
  for (let at = result.indexOf('<!--'); at >= 0; at = result.indexOf('<!--', at)) {
    const end = result.indexOf('-->', at + 4);
    result = result.slice(0, at) + (end < 0 ? '' : result.slice(end + 3));
  }
  return result.includes('%') ? result.replace(/^[ \t]*%.*$/gm, '') : result;
}

// <answer>...</answer> behind every box.
function lastTagged(text: string, after: number): string | undefined {
  const end = text.lastIndexOf('</answer>');
  const start = end > after ? text.lastIndexOf('<answer>', end) : -1;
  const content = start >= 0 ? text.slice(start + 8, end).trim() : '';
  return content === '' || content.length > LIMITS.answerChars ? undefined : content;
}

function behindStrongAnchor(text: string, after: number): Extraction | undefined {
  const anchor = findAnchors(text).find((candidate) => candidate.strong && candidate.end > after);
  if (!anchor) return undefined;
  const answer = answerIn(text.slice(anchor.end));
  return answer === undefined ? undefined : { answer, from: 'a final-answer phrase' };
}

function anywhere(text: string): Extraction | undefined {
  const whole = wholeAnswer(text);
  if (whole !== undefined) return { answer: whole, from: 'the whole text' };
  for (const anchor of findAnchors(text)) {
    const answer = answerIn(text.slice(anchor.end));
    if (answer !== undefined) return { answer, from: 'an answer phrase' };
  }
  const all = findMath(text);
  const spans = withoutRejected(text, all);
  const last = spans.at(-1);
  const after = last && lastNumber(text.slice(last.end, all[spans.length]?.start));
  if (after) return { answer: after, from: 'the last number' };
  if (last && /\S/.test(last.content))
    return { answer: joinSpans(text, spans) + unitAfter(text, last.end), from: 'the last mathematics' };
  const bold = lastBold(text);
  if (bold !== undefined) return { answer: valueAtEnd(bold) ?? bold, from: 'bold text' };
  const value = valueAtEnd(text);
  if (value !== undefined) return { answer: value, from: 'the end of the last sentence' };
  const number = lastNumber(text);
  if (number !== undefined) return { answer: number, from: 'the last number' };
  const words = wordsAtEnd(text);
  return words === undefined ? undefined : { answer: words, from: 'the end of the last sentence' };
}

const QED = /^\s*\\(?:blacksquare|square|Box|qed|qedsymbol)\s*$/;
const REJECTED =
  /^[^.!?\n]{0,60}\b(?:fails?|impossible|does not|doesn't|do not|cannot|can't|is not|isn't|contradict\w*|extraneous|reject\w*|invalid|too (?:small|large|big))\b/;

// The end of a proof is no answer, and neither is what its own sentence rejects, when something stands before it.
function withoutRejected(text: string, spans: ReturnType<typeof findMath>): ReturnType<typeof findMath> {
  let kept = spans.length;
  for (let tries = 0; kept > 1 && tries < 4; tries++) {
    const span = spans[kept - 1];
    if (!span || !(QED.test(span.content) || REJECTED.test(text.slice(span.end, span.end + 90)))) break;
    kept -= 1;
  }
  return spans.slice(0, kept);
}

function lastSentence(text: string): string {
  const lines = text.slice(-600).trimEnd().split('\n');
  return (
    (lines.at(-1) ?? '')
      .split(/(?<=[.!?])\s+(?=[A-Z])/)
      .at(-1)
      ?.replace(/[.!]+$/, '')
      .trim() ?? ''
  );
}

// "The area is 2√3.", "Area = π/4": what follows the last verb or sign, when it is mathematics.
function valueAtEnd(text: string): string | undefined {
  const sentence = lastSentence(text);
  const marks = /\b(?:or|and)\b/.test(sentence) ? [] : [/^.*\b(?:is|are|equals?)\s+/, /^.*(?:=|:(?=\s))\s*/];
  for (const mark of marks) {
    const rest = mark.test(sentence) ? sentence.replace(mark, '') : '';
    if (/[\dπ√]/.test(rest) && wholeAnswer(rest) !== undefined) return rest;
  }
  return undefined;
}

// "The function is even.", "No, there is none."
function wordsAtEnd(text: string): string | undefined {
  const verdict = /^\W*(yes|no)[,.]/i.exec(lastSentence(text))?.[1];
  if (verdict) return verdict;
  return /\b(?:is|are)\s+(?:an?\s+|the\s+|on\s+)?((?:[\p{L}-]+\s?){1,3})$/u.exec(
    lastSentence(text).slice(-80),
  )?.[1];
}

const PLAIN = /^[\s\d+\-−*/^=().,:;<>≤≥≠±√π°%²³{}[\]|\\$!_&~'×÷·∞∪∩½¼¾³₀-₉A-Za-z￠-￦０-９×]*$/u;

// A short text without sentences is an answer itself.
function wholeAnswer(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > 400 || !PLAIN.test(trimmed)) return undefined;
  const prose =
    trimmed
      .replace(/\\(?:text|mathrm|textbf|operatorname|mbox)\s*\{[^{}]*\}|\\[A-Za-z]+/g, ' ')
      .match(/[A-Za-z]{2,}/g) ?? [];
  const words = prose.filter((word) => !MATHS.has(word));
  if (
    words.length === 0 ||
    (words.length < 3 && trimmed.length < 32 && !/\d|[:=]| (?:is|are) /.test(trimmed))
  )
    return trimmed;
  return words.length <= 2 && /^[$(\\\s]*[-+]?[\d.,/]+[\s$)\\]*[A-Za-z. ]{2,24}$/.test(trimmed)
    ? trimmed
    : undefined;
}

const MATHS = new Set(
  'sqrt sin cos tan cot sec csc ln log exp pi abs frac arcsin arccos arctan sinh cosh tanh cm mm km kg max min gcd lcm mod inf infty boxed begin end theta alpha beta'.split(
    ' ',
  ),
);

/** The answer at the start of a text that follows an announcement. */
export function answerIn(rest: string): string | undefined {
  const near = rest
    .slice(0, 600)
    .replace(/^[\s:*：_"“”`]+/, '')
    .replace(/^[=\s:*：_"“”'`-]+(?=[^\d\s=:*：_"“”'`-])/, '');
  const value = /^[^.!?\n]{0,120}\b(?:is|are|equals)\s+(?=[$\\\d(-])([^\n]+)/.exec(near)?.[1];
  if (value) return answerIn(value);
  const spans = findMath(near);
  const [first] = spans;
  if (first && /\S/.test(first.content) && isShortLead(near.slice(0, first.start)))
    return leadingSpans(near, spans);
  const bold = /^\*\*([^*\n]{1,200})\*\*/.exec(near)?.[1];
  if (bold) return bold;
  const sentence = firstSentence(near);
  return sentence === undefined ? undefined : cleanSentence(sentence);
}

function isShortLead(lead: string): boolean {
  return lead.length <= 60 && !/[.!?\n]\s*\S/.test(lead) && !/\d/.test(lead);
}

// Consecutive spans joined by "," or "and" belong to one answer.
function leadingSpans(text: string, spans: ReturnType<typeof findMath>): string {
  let answer = spans[0]?.content ?? '';
  let end = spans[0]?.end ?? 0;
  for (const span of spans.slice(1)) {
    const between = text.slice(end, span.start);
    if (!/^\s*(?:,|and|or|, and|, or|和|或|、|，)\s*$/.test(between)) break;
    answer += `, ${span.content}`;
    end = span.end;
  }
  return answer + unitAfter(text, end);
}

function joinSpans(text: string, spans: ReturnType<typeof findMath>): string {
  let answer = '';
  let start = Number.NaN;
  for (const span of spans.toReversed()) {
    if (answer === '') answer = span.content;
    else if (/^\s*(?:,|and|or|, and|, or|和|或|、|，)\s*$/.test(text.slice(span.end, start)))
      answer = `${span.content}, ${answer}`;
    else break;
    start = span.start;
  }
  return answer;
}

// "$28$ percent" and "$28$%" keep their sign.
function unitAfter(text: string, end: number): string {
  return /^\s*(%|\\%|percent\b|pct\b|percentage\b|degrees\b|°)/.exec(text.slice(end, end + 16))?.[0] ?? '';
}

function firstSentence(text: string): string | undefined {
  const line = text.split('\n').find((part) => /[\p{L}\d]/u.test(part));
  if (line === undefined) return undefined;
  const end = line.search(/[.!?。](?=\s|$)|。|！/);
  return (end > 0 ? line.slice(0, end) : line).trim();
}

// Prose around a value: the value, when the sentence goes on in words.
function cleanSentence(sentence: string): string | undefined {
  const bare = sentence
    .replace(/^\s*(?:is|are|be|would be|equals?|:|=)\s+/i, '')
    .replace(/[*`"“”]/g, '')
    .replace(/^not .{1,40}? but (?:rather )?(?=\S)/i, '')
    .replace(/\s+\((?:since|because|as|i\.e\.|that is|where|from|note|check)\b[^()]{1,120}\)$/i, '')
    .replace(/^(\$?[-+−]?[\d.,/]*\d(?: [a-z]+){0,3}) \([^()]{1,120}\)$/i, '$1')
    .trim();
  if (bare === '') return undefined;
  const lead =
    /^(\$?[-+−]?[\d.,/]*\d(?:%|\s*percent|\s*degrees|°)?)(?:\s+(?:because|since|as|so|for|which|in|of|and so|per|is|if|when|by|on|at|from|after|before|[a-z]+ [a-z]+ [a-z]+).*)$/i.exec(
      bare,
    )?.[1];
  if (lead) return lead;
  const foreign = /^([-+−]?[\d.,/]*\d)\s+(?![A-Za-z])\p{L}/u.exec(bare)?.[1];
  return foreign ?? bare.replace(/\s+(?:because|since)\b.*$/i, '');
}

function lastBold(text: string): string | undefined {
  const end = text.lastIndexOf('**');
  const start = end > 0 ? text.lastIndexOf('**', end - 1) : -1;
  const content = start >= 0 && end - start < 200 ? text.slice(start + 2, end).trim() : '';
  return /\d/.test(content) ? content : undefined;
}

// A rounded value behind an exact one.
const ABOUT = /^\s*(?:≈|~|\\approx)\s*$/;

const BETWEEN = /^\s*,?\s*(?:or|and)\s+(?:[a-z]\s*=\s*)?$/i;

const NUMBER =
  /(?<![\w.:])\d{1,2}:\d{2}(?![\d:])|(?<![\w.])[-+−]?(?:\\?[$€£])?[-+−]?(?:\d[\d,]*\.?\d*|\.\d+)(?:e[-+]?\d+)?(?:\/\d+)?(?:\s?(?:\\?%|percent\b|pct\b|percentage\b))?/gi;

function lastNumber(text: string): string | undefined {
  const tail = text.slice(-2000);
  let answer: string | undefined;
  let end = 0;
  for (const match of tail.matchAll(NUMBER)) {
    const found = match[0].replace(/,$|\.$/, '');
    const between = tail.slice(end, match.index);
    end = match.index + match[0].length;
    if (answer !== undefined && ABOUT.test(between)) continue;
    // "5 or 6 or 7" is one answer that names three numbers.
    answer = answer !== undefined && BETWEEN.test(between) ? `${answer}, ${found}` : found;
  }
  return answer;
}
