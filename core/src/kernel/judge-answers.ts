import {
  finalAnswers,
  incorrect,
  type AnswerForm,
  type FinalAnswer,
  type Seed,
  type Verdict,
} from '../domain/index.ts';
import { MAX_FINAL_ANSWER } from '../domain/final-answer.ts';
import type { VerifierInput } from './providers.ts';
import { preview } from './errors.ts';

/** More different final answers than this are not looked into. */
const MAX_ANSWERS = 8;

const SHAPES: Record<AnswerForm, string> = {
  tag: '<final_answer>...</final_answer>',
  line: 'Final Answer: ...',
  box: '\\boxed{...}',
};

/**
 * Judges the final answer of a response, or a bare answer, with a judge of bare answers. Only the text after
 * the thought counts. Several marked answers must agree: hedging is `incorrect`.
 */
export function judgeAnswers(
  input: VerifierInput,
  forms: readonly AnswerForm[],
  judge: (answer: string, seed: Seed) => Verdict,
): Verdict {
  const answers = answersOf(input, forms);
  if (answers.length === 0) return incorrect(reasonForNone(input, forms));
  if (answers.length > MAX_ANSWERS) return incorrect(`${answers.length} different final answers`);
  const judged = answers.map((answer) => ({
    answer,
    verdict: 'problem' in answer ? incorrect(answer.problem) : judge(answer.text, input.seed),
  }));
  const undecided = judged.find(({ verdict }) => verdict.verdict === 'unverifiable');
  if (undecided) return undecided.verdict;
  const [first, ...others] = judged;
  const differing = others.findLast((each) => nameOf(each) !== nameOf(first!));
  if (!differing) return judged.at(-1)!.verdict;
  return incorrect(
    `two different final answers: ${preview(nameOf(first!), 80)} and ${preview(nameOf(differing), 80)}`,
    { extracted: nameOf(judged.at(-1)!) },
  );
}

function answersOf({ pred, answer, completion }: VerifierInput, forms: readonly AnswerForm[]): FinalAnswer[] {
  const text = pred ?? answer ?? completion ?? '';
  const marked = finalAnswers(text, forms);
  if (marked.length > 0 || pred === undefined) return marked;
  const bare = pred.trim();
  if (bare === '') return [];
  return bare.length > MAX_FINAL_ANSWER
    ? [{ problem: `the answer has ${bare.length} characters, more than ${MAX_FINAL_ANSWER}` }]
    : [{ text: bare }];
}

function nameOf({ answer, verdict }: { answer: FinalAnswer; verdict: Verdict }): string {
  return verdict.extracted ?? ('text' in answer ? answer.text : answer.problem);
}

function reasonForNone({ pred, answer, completion }: VerifierInput, forms: readonly AnswerForm[]): string {
  if (pred !== undefined) return 'the answer is empty';
  const expected = forms.map((form) => SHAPES[form]).join(' or ');
  const inThought =
    completion !== undefined && answer !== completion && finalAnswers(completion, forms).length > 0;
  return inThought
    ? `no final answer after the thought: ${expected} stands inside the thought only`
    : `no final answer: expected ${expected}`;
}
