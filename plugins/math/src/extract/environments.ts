/** A piece of mathematics between delimiters. */
export interface MathSpan {
  readonly content: string;
  readonly start: number;
  readonly end: number;
}

const CLOSERS: Readonly<Record<string, string>> = { '\\(': '\\)', '\\[': '\\]', $$: '$$', $: '$' };

/** Spans a scan reports at most; the first of many are forgotten. */
const MAX_SPANS = 400;

/** Delimited mathematics in a text, found in one forward pass. */
export function findMath(text: string): MathSpan[] {
  const spans: MathSpan[] = [];
  let at = 0;
  while (at < text.length && spans.length < MAX_SPANS) {
    const open = nextOpener(text, at);
    if (!open) break;
    const from = open.at + open.mark.length;
    const close = text.indexOf(CLOSERS[open.mark] ?? '', from);
    if (close < 0) {
      if (open.mark !== '$') break;
      at = from;
      continue;
    }
    const content = text.slice(from, close);
    if (open.mark === '$' && isMoney(text, open.at, content.slice(0, 200))) {
      at = from;
      continue;
    }
    spans.push({ content, start: open.at, end: close + open.mark.length });
    at = close + open.mark.length;
  }
  return spans;
}

function nextOpener(text: string, from: number): { readonly mark: string; readonly at: number } | undefined {
  const pattern = /\\\(|\\\[|(?<!\\)\$\$?/g;
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match ? { mark: match[0], at: match.index } : undefined;
}

// "$10 ... $" with prose between is two amounts of money.
function isMoney(text: string, at: number, content: string): boolean {
  return (
    /[0-9]/.test(text[at + 1] ?? '') &&
    content.length > 12 &&
    /[a-z]{3,} [a-z]{2,} /i.test(content) &&
    !content.includes('\\text')
  );
}
