/**
 * Characters that a reader cannot see, or that change the order or the look of the text around them:
 * controls (tab and line feed stay), bidirectional marks and overrides, zero-width characters, tags,
 * interlinear marks, line separators, lone surrogates and noncharacters.
 */
const DECEPTIVE =
  // eslint-disable-next-line no-control-regex -- control characters are what this looks for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\uFFFE\uFFFF\u{E0000}-\u{E007F}]|\p{Surrogate}/gu;

/** Writes characters that cannot be seen as `⟨U+202E⟩`, so that a text shows all that it holds. */
export function makeVisible(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(DECEPTIVE, (character) => `⟨U+${hexadecimal(character.codePointAt(0)!)}⟩`);
}

/** Runs of combining marks pile up over other lines; a reader loses nothing by a bound. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * The beginning and the end of a text, and how many characters stand between them when it is longer than
 * the limit. Cuts never divide a surrogate pair.
 */
export function shorten(text: string, limit: number): { head: string; left: number; tail: string } {
  const tamed = text.replace(PILED_MARKS, '$1');
  if (tamed.length <= limit) return { head: tamed, left: 0, tail: '' };
  const head = tamed.slice(0, avoidPair(tamed, Math.ceil(limit * 0.75)));
  const tail = tamed.slice(avoidPair(tamed, tamed.length - Math.floor(limit * 0.25)));
  return { head, left: tamed.length - head.length - tail.length, tail };
}

/** The text in one line, cut with an ellipsis. */
export function oneLine(text: string, limit: number): string {
  const line = text
    .slice(0, limit * 4)
    .replace(PILED_MARKS, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= limit ? line : `${line.slice(0, avoidPair(line, limit - 1))}…`;
}

function avoidPair(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

function hexadecimal(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}
