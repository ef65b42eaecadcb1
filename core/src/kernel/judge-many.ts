import type { Verdict } from '../domain/index.ts';
import { callSynchronously, DeadlineError, isPromise, startWithDeadline } from './deadline.ts';
import type { Verifier, VerifierInput } from './providers.ts';
import { failureOf, type CallSite, type Outcome } from './guard.ts';
import type { Ledger } from './ledger.ts';

/**
 * A judged answer, or the failure of its verifier.
 *
 * @example
 * // A verifier that failed has not said `incorrect`.
 * const isCorrect = (judgement: Judgement): boolean => {
 *   if (!judgement.ok) throw new Error(formatFailure(judgement.failure));
 *   return judgement.value.verdict === 'correct';
 * };
 */
export type Judgement = Outcome<Verdict>;

/**
 * A judgement with the time it took.
 *
 * @example
 * const slowestMilliseconds = (judgements: readonly TimedJudgement[]): number =>
 *   Math.max(...judgements.map(({ milliseconds }) => milliseconds));
 */
export interface TimedJudgement {
  readonly outcome: Judgement;
  readonly milliseconds: number;
}

/** What a batch is judged with. */
export interface Judge {
  readonly verifier: Verifier & { readonly plugin: string };
  readonly deadlineMilliseconds: number;
  readonly ledger: Ledger;
}

/**
 * Longest that answers are judged under one guard. Setting up the guard costs far more than a fast verifier
 * does; shared for this long it costs nothing, and the last answer still has nearly its whole deadline.
 */
const SHARED_GUARD_MILLISECONDS = 25;

/**
 * Judges answers, and gives the judgements in their order. Synchronous verdicts share a guard; an answer that overruns it is judged again
 * alone, with a deadline of its own, so a failure is always that of one answer.
 */
export async function judgeMany(judge: Judge, inputs: readonly VerifierInput[]): Promise<TimedJudgement[]> {
  const done: Judged[] = [];
  const waiting = new Set<Promise<unknown>>();
  while (done.length < inputs.length) {
    const pending = judgeWhileFast(judge, inputs, done);
    if (!pending) continue;
    done.push(pending);
    const settled = pending.finally(() => waiting.delete(settled));
    waiting.add(settled);
    if (waiting.size >= (judge.verifier.concurrency ?? 1)) await Promise.race(waiting);
  }
  return Promise.all(done);
}

/** A judgement, or the promise of one that others are judged beside. */
type Judged = TimedJudgement | Promise<TimedJudgement>;

/** Adds judgements until the guard's share is used up, an answer overruns it, or a verdict is a promise. */
function judgeWhileFast(
  judge: Judge,
  inputs: readonly VerifierInput[],
  done: Judged[],
): Promise<TimedJudgement> | undefined {
  const first = done.length;
  const started = performance.now();
  try {
    return callSynchronously(() => {
      do {
        const next = judgeOne(judge, inputs[done.length]!);
        if (next instanceof Promise) return next;
        done.push(next);
      } while (done.length < inputs.length && performance.now() - started < SHARED_GUARD_MILLISECONDS);
      return undefined;
    }, judge.deadlineMilliseconds);
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error;
    // Not the first under this guard: it goes first under the next one, with the whole deadline.
    if (done.length > first) return undefined;
    done.push(settle(judge, inputs[first]!, started, { thrown: error }));
    return undefined;
  }
}

function judgeOne(judge: Judge, input: VerifierInput): TimedJudgement | Promise<TimedJudgement> {
  const started = performance.now();
  try {
    const value = judge.verifier.verify(input);
    if (isPromise(value)) return judgeLater(judge, input, value, started);
    return settle(judge, input, started, { value });
  } catch (thrown) {
    return settle(judge, input, started, { thrown });
  }
}

async function judgeLater(
  judge: Judge,
  input: VerifierInput,
  verdict: Promise<Verdict>,
  started: number,
): Promise<TimedJudgement> {
  try {
    const value = await startWithDeadline(() => verdict, judge.deadlineMilliseconds);
    return settle(judge, input, started, { value });
  } catch (thrown) {
    return settle(judge, input, started, { thrown });
  }
}

function settle(
  { verifier, ledger }: Judge,
  input: VerifierInput,
  started: number,
  result: { readonly value: unknown } | { readonly thrown: unknown },
): TimedJudgement {
  const site: CallSite = { plugin: verifier.plugin, hook: 'verify', seedId: input.seed.id };
  const milliseconds = performance.now() - started;
  const outcome = 'value' in result ? readVerdict(site, result.value) : failureOf(site, result.thrown);
  ledger.record(site.plugin, site.hook, milliseconds, !outcome.ok);
  if (!outcome.ok) ledger.fail(outcome.failure);
  return { outcome, milliseconds };
}

/** Takes what a verifier returned for a verdict, or says why it is none. */
export function readVerdict(site: CallSite, value: unknown): Outcome<Verdict> {
  const kind = (value as Verdict | null | undefined)?.verdict;
  if (kind === 'correct' || kind === 'incorrect' || kind === 'unverifiable') {
    return { ok: true, value: value as Verdict };
  }
  return {
    ok: false,
    failure: { ...site, message: `returned ${JSON.stringify(value)}, which is not a verdict` },
  };
}
