import type { SandboxCall, SandboxCallResult, SandboxResult } from '@touchstone-rl/core';
import { outcomeOfStatus, shorten, type TestOutcome } from './outcome.ts';
import type { Runner } from './runner.ts';

/** Runs that may end early before the rest of the calls is given up. */
const MAX_BROKEN_RUNS = 5;

/** What one call came to: a value as the sandbox carried it, or how the run ended in it. */
export type CallOutcome =
  { readonly wire: unknown; readonly cpuSeconds: number } | { readonly outcome: TestOutcome };

/**
 * Makes the calls of one program in as few runs as possible. A call in which the run ends is the last of its
 * run, and the calls behind it go on in another. A call that exceeds a limit which it shared with others is run
 * again first in its run, so that it is judged by a limit of its own.
 *
 * @param goOn says after each outcome whether the next calls are still of interest.
 */
export async function runCalls(
  runner: Runner,
  program: { readonly language: string; readonly source: string },
  calls: readonly SandboxCall[],
  goOn: (outcome: CallOutcome) => boolean,
): Promise<CallOutcome[]> {
  const outcomes: CallOutcome[] = [];
  let broken = 0;
  const add = (outcome: CallOutcome): boolean => {
    outcomes.push(outcome);
    return goOn(outcome);
  };
  while (outcomes.length < calls.length) {
    if (broken >= MAX_BROKEN_RUNS) {
      outcomes.push({ outcome: { verdict: 'SKIPPED', detail: `${broken} runs ended early before` } });
      continue;
    }
    const first = outcomes.length;
    const result = await runner.run({ ...program, calls: calls.slice(first) });
    const reached = (result.results ?? []).slice(0, calls.length - first);
    for (const one of reached) if (!add(outcomeOfCall(one, result))) return outcomes;
    if (outcomes.length === calls.length) break;
    const shared = reached.length > 0 && SHARED_LIMITS.has(result.status);
    if (shared) continue;
    broken += 1;
    const end = endOf(result);
    if (end.verdict === 'CE' || end.verdict === 'UNKNOWN') {
      while (outcomes.length < calls.length) outcomes.push({ outcome: end });
      goOn({ outcome: end });
      return outcomes;
    }
    if (!add({ outcome: end })) return outcomes;
  }
  return outcomes;
}

const SHARED_LIMITS: ReadonlySet<string> = new Set(['time-limit', 'memory-limit', 'output-limit']);

/** How a run ended that did not reach all of its calls. That it ended well is no merit: it left calls out. */
function endOf(result: SandboxResult): TestOutcome {
  return outcomeOfStatus(result) ?? { verdict: 'RE', detail: 'the program ended before it was called' };
}

function outcomeOfCall(one: SandboxCallResult, { usage, status }: SandboxResult): CallOutcome {
  if ('value' in one) return { wire: one.value, cpuSeconds: usage.cpuSeconds };
  if ('error' in one) {
    // Memory that runs out is an error that the program meets, and may go on after.
    const verdict = status === 'memory-limit' ? 'MLE' : 'RE';
    return { outcome: { verdict, detail: shorten(one.error) } };
  }
  return { outcome: { verdict: 'WA', detail: `the value is no data: ${shorten(one.unrepresentable)}` } };
}
