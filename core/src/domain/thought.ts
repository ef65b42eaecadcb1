/**
 * How a response divides into a thought and an answer.
 *
 * @example
 * const complaint = ({ valid, problem }: ParsedResponse): string | undefined => (valid ? undefined : problem);
 * complaint(parseResponse('<think>6*7=42')); // 'the thought is never closed'
 */
export interface ParsedResponse {
  /** Whether the think block is valid: one block, at the start, closed, with an answer after it. */
  readonly valid: boolean;
  /** What is wrong with the block, when it is not valid. */
  readonly problem?: string;
  readonly thought?: string;
  readonly answer: string;
}

const OPEN = '<think>';
const CLOSE = '</think>';

/**
 * Divides a response into thought and answer. A valid think block is exactly one `<think>` at the start of
 * the response (white space allowed before it), exactly one `</think>` after it, and a non-empty answer
 * behind. The answer is what stands after the last `</think>`; without one it is the whole text, or nothing
 * when a thought was opened and never closed.
 *
 * @example
 * parseResponse('<think>6*7=42</think>42'); // { valid: true, thought: '6*7=42', answer: '42' }
 * parseResponse('42').problem; // 'no think block'
 */
export function parseResponse(text: string): ParsedResponse {
  const open = text.indexOf(OPEN);
  const close = text.lastIndexOf(CLOSE);
  if (close === -1) {
    return open === -1
      ? { valid: false, problem: 'no think block', answer: text }
      : { valid: false, problem: 'the thought is never closed', answer: '' };
  }
  const answer = text.slice(close + CLOSE.length);
  const problem = findProblem(text, open, close, answer);
  if (problem) return { valid: false, problem, answer };
  return { valid: true, thought: text.slice(open + OPEN.length, close), answer };
}

function findProblem(text: string, open: number, close: number, answer: string): string | undefined {
  if (open === -1 || open > close) return 'the thought is closed but never opened';
  if (text.slice(0, open).trim() !== '') return 'text stands before the thought';
  if (text.indexOf(OPEN, open + 1) !== -1) return 'more than one <think>';
  if (text.indexOf(CLOSE) !== close) return 'more than one </think>';
  if (answer.trim() === '') return 'no answer after the thought';
  return undefined;
}
