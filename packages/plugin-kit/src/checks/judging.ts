import {
  deepFreeze,
  parseResponse,
  type Kernel,
  type Outcome as CallOutcome,
  type Verdict,
  type VerifierInput,
} from '@touchstone-rl/core';
import type { AnswerCase } from '../fixtures.ts';
import { seedOf } from '../inputs/rollouts.ts';
import type { Subject } from '../subject.ts';

/** What a verifier is given for an answer, as the kernel would give it. */
export function verifierInput(subject: Subject, answer: AnswerCase, verifier: string): VerifierInput {
  const gold = answer.gold ?? answer.seed?.gold ?? subject.fixtures.seed?.gold ?? '42';
  const seed = seedOf({ ...subject.fixtures.seed, ...answer.seed, gold, verifier });
  const form =
    answer.completion === undefined
      ? { pred: answer.pred ?? '' }
      : { completion: answer.completion, answer: parseResponse(answer.completion).answer };
  return deepFreeze({ seed, gold, ...form });
}

/** The same input without its gold. */
export function withoutGold(input: VerifierInput): VerifierInput {
  const { gold, ...seed } = input.seed;
  return deepFreeze({ ...input, seed, gold: gold && undefined });
}

/** A verdict, or the sentence that says why there is none. */
export type Judged = { readonly verdict: Verdict } | { readonly fault: string };

/** Judges one answer through the kernel. */
export async function judge(
  subject: Subject,
  kernel: Kernel,
  name: string,
  input: VerifierInput,
  what: string,
): Promise<Judged> {
  const outcome: CallOutcome<Verdict> = await subject.call(what, () => kernel.judge(name, input));
  if (!outcome.ok) {
    const message = subject.judgeFailure(outcome.failure.message, what);
    const fault = message.startsWith('returned ') ? message : `throws: ${message}`;
    return { fault: `on ${what} it ${fault} (return unverifiable(reason) when nothing can be decided)` };
  }
  const { value } = outcome;
  if (typeof value.reason !== 'string' || value.reason.trim() === '') {
    return { fault: `on ${what} its verdict has no reason: a person must be able to read why` };
  }
  if (value.extracted !== undefined && typeof value.extracted !== 'string') {
    return { fault: `on ${what} \`extracted\` is ${typeof value.extracted}, and must be the answer as text` };
  }
  return { verdict: value };
}

/** An answer as a failure names it. */
export function nameOf({ name, pred, completion }: AnswerCase): string {
  const text = pred ?? completion ?? '';
  return name ?? `the answer ${JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text)}`;
}
