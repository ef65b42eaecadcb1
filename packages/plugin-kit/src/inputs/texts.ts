/** A text with a name that a failure can call it by. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Responses as policies write them. */
export const ORDINARY: readonly NamedText[] = [
  { name: 'a thought and a boxed answer', text: '<think>6*7=42</think>The answer is \\boxed{42}.' },
  { name: 'prose', text: 'First I look at the numbers. Then I multiply them. The result is 42.' },
  { name: 'a long thought', text: `<think>${words(300)}</think>\\boxed{42}` },
  { name: 'a loop', text: `<think>${'let me check this again '.repeat(40)}</think>\\boxed{42}` },
  { name: 'a cut-off thought', text: '<think>6 times 7 is' },
  { name: 'another language', text: '答えは42です。Ответ: 42. الجواب ٤٢' },
];

const MEGABYTE = 1_000_000;

/** Responses that are empty, huge, or made to break whoever reads them. */
export const HOSTILE: readonly NamedText[] = [
  { name: 'the empty text', text: '' },
  { name: 'white space of every kind', text: ' \t\r\n\u00a0\u2003\u3000\ufeff' },
  { name: 'half of a surrogate pair', text: 'answer \ud800 and \udc00' },
  { name: 'combining marks, joiners and right-to-left marks', text: 'e\u0301\u200d\u202e42\u202c\ufe0f👩‍👩‍👧' },
  { name: 'control characters', text: '\u0000\u0001\u001b[31m42\u007f' },
  { name: 'names that objects inherit', text: '__proto__ constructor toString hasOwnProperty __proto__' },
  { name: 'an inherited name', text: 'constructor' },
  { name: 'the name of the prototype', text: '__proto__' },
  { name: 'replacement patterns', text: "$& $1 $$ $' %s %d {0} ${answer}" },
  { name: 'an open box and an open fraction', text: '\\boxed{\\frac{1}{' },
  { name: 'numbers that overflow', text: '1e999 -1e999 NaN Infinity 9^9^9^9 0x' },
  { name: 'a megabyte of one letter', text: `${'a'.repeat(MEGABYTE)}!` },
  { name: 'a megabyte of spaces', text: `x${' '.repeat(MEGABYTE)}x` },
  { name: 'a megabyte of different words', text: words(150_000) },
  { name: 'a flood of opened thoughts', text: '<think>'.repeat(20_000) },
  { name: 'a flood of boxes', text: '\\boxed{'.repeat(20_000) },
  { name: 'deep nesting', text: `${'('.repeat(50_000)}1${')'.repeat(50_000)}` },
  { name: 'a hundred thousand digits', text: `${'9'.repeat(100_000)}.` },
  { name: 'nested JSON', text: `${'[{"a":'.repeat(20_000)}1${'}]'.repeat(20_000)}` },
];

/** Shapes of text whose length is varied to see how the cost grows. */
export const SHAPES: readonly { readonly name: string; readonly of: (characters: number) => string }[] = [
  { name: 'different words', of: (n) => words(n).slice(0, n) },
  { name: 'one letter repeated', of: (n) => 'a'.repeat(n) },
  { name: 'one word repeated', of: (n) => 'so '.repeat(n / 3) },
  { name: 'lines', of: (n) => 'x = 1\n'.repeat(n / 6) },
  { name: 'spaces', of: (n) => ' '.repeat(n) },
  { name: 'opened boxes', of: (n) => '\\boxed{'.repeat(n / 7) },
  { name: 'digits', of: (n) => '7'.repeat(n) },
];

/** So many different words. */
export function words(count: number): string {
  return Array.from({ length: count }, (_, i) => `w${i.toString(36)}`).join(' ');
}
