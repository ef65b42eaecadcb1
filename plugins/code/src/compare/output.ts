/** How what a program printed is compared with what it should print. */
export interface OutputPolicy {
  /**
   * `exact`: byte for byte. `lines`: white space at the ends of lines and of the text does not count. `tokens`:
   * words parted by white space. `decimal`: tokens, where decimals compare by value (`1.50` is `1.5`). `float`:
   * tokens, where numbers may differ by the tolerance. `unordered`: lines in any order, each by its tokens.
   * `decimal-lines`: lines without white space at either end; of a line of decimals alone, each by its value.
   */
  readonly compare: 'exact' | 'lines' | 'tokens' | 'decimal' | 'decimal-lines' | 'float' | 'unordered';
  readonly absoluteTolerance: number;
  readonly relativeTolerance: number;
}

/** Whether a program printed what it should. Work is linear, `unordered` sorts. */
export function outputsEqual(actual: string, expected: string, policy: OutputPolicy): boolean {
  switch (policy.compare) {
    case 'exact':
      return actual === expected;
    case 'lines':
      return sameItems(linesOf(actual), linesOf(expected), (a, b) => a === b);
    case 'tokens':
      return sameItems(tokensOf(actual), tokensOf(expected), (a, b) => a === b);
    case 'decimal':
      return sameItems(tokensOf(actual), tokensOf(expected), decimalsEqual);
    case 'decimal-lines':
      return sameItems(innerLinesOf(actual), innerLinesOf(expected), linesOfDecimalsEqual);
    case 'float':
      return sameItems(tokensOf(actual), tokensOf(expected), (a, b) => floatsNear(a, b, policy));
    case 'unordered':
      return sameItems(sortedLines(actual), sortedLines(expected), (a, b) => a === b);
  }
}

function sameItems(
  a: readonly string[],
  b: readonly string[],
  equal: (a: string, b: string) => boolean,
): boolean {
  return a.length === b.length && a.every((item, i) => equal(item, b[i]!));
}

/** White space of programs: not the no-break spaces and line separators that JavaScript counts too. */
const SPACES = /[ \t\r\n\f\v]+/;

function tokensOf(text: string): string[] {
  return text.split(SPACES).filter((token) => token !== '');
}

function linesOf(text: string): string[] {
  const lines = text.split('\n').map(trimEnd);
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Without `/\s+$/`, which takes quadratic time on white space in the middle. */
function trimEnd(line: string): string {
  let end = line.length;
  while (end > 0 && ' \t\r\f\v'.includes(line[end - 1]!)) end -= 1;
  return line.slice(0, end);
}

/** As LiveCodeBench strips them: the text, then each line. */
function innerLinesOf(text: string): string[] {
  const lines = linesOf(text).map(trimStart);
  const first = lines.findIndex((line) => line !== '');
  return first === -1 ? [] : lines.slice(first);
}

function trimStart(line: string): string {
  let start = 0;
  while (start < line.length && ' \t\r\f\v'.includes(line[start]!)) start += 1;
  return line.slice(start);
}

function linesOfDecimalsEqual(a: string, b: string): boolean {
  return a === b || sameItems(tokensOf(a), tokensOf(b), sameDecimals);
}

function sortedLines(text: string): string[] {
  const lines = text.split('\n').map((line) => tokensOf(line).join(' '));
  return lines.filter((line) => line !== '').sort();
}

const DECIMAL = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d{1,6}))?$/;
/** Digits of the longest token that is read as a number. */
const MAX_DIGITS = 20_000;

/** A decimal as sign, digits without zeros at the ends, and the place of its point: equal numbers, equal texts. */
function normalDecimal(token: string): string | undefined {
  if (token.length > MAX_DIGITS) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(token) ?? [];
  if (sign === undefined || whole + fraction === '') return undefined;
  const digits = whole + fraction;
  let start = 0;
  let end = digits.length;
  while (start < end && digits[start] === '0') start += 1;
  while (end > start && digits[end - 1] === '0') end -= 1;
  if (start === end) return '0';
  const point = whole.length - start + Number(exponent);
  return `${sign === '-' ? '-' : ''}${digits.slice(start, end)}e${point}`;
}

function decimalsEqual(a: string, b: string): boolean {
  return a === b || sameDecimals(a, b);
}

/** Both are decimals, of the same value. */
function sameDecimals(a: string, b: string): boolean {
  const left = normalDecimal(a);
  return left !== undefined && left === normalDecimal(b);
}

function floatsNear(a: string, b: string, { absoluteTolerance, relativeTolerance }: OutputPolicy): boolean {
  if (decimalsEqual(a, b)) return true;
  if (normalDecimal(a) === undefined || normalDecimal(b) === undefined) return false;
  const [left, right] = [Number(a), Number(b)];
  const allowed = Math.max(absoluteTolerance, relativeTolerance * Math.abs(right));
  return Number.isFinite(left) && Number.isFinite(right) && Math.abs(left - right) <= allowed;
}
