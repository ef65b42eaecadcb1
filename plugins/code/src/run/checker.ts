import type { Checker } from '../task.ts';
import { TaskError } from '../task.ts';
import type { Value } from '../value/value.ts';
import { harnessCall, withHarness } from './harness.ts';
import { outcomeOfStatus } from './outcome.ts';
import type { Runner } from './runner.ts';

/**
 * Asks a checker about one answer. It runs in a sandbox of its own: the judged program is not there.
 *
 * @throws TaskError where the checker throws, runs too long, or gives something else than true or false.
 */
export async function runChecker(
  runner: Runner,
  { language, source }: Checker,
  [input, answer, expected]: readonly [input: Value, answer: Value, expected: Value],
): Promise<boolean> {
  const call = harnessCall({
    arguments: [input, answer, expected],
    expectation: { kind: 'truth', expected: true },
  });
  const result = await runner.runTrusted({
    language,
    source: withHarness(source, language, 'check'),
    calls: [call],
  });
  const [first] = result.results ?? [];
  if (first && 'value' in first && typeof first.value === 'boolean') return first.value;
  const ended = outcomeOfStatus(result)?.detail;
  const said = first && 'error' in first ? first.error : (ended ?? 'it gave neither true nor false');
  throw new TaskError(`the checker failed: ${said.slice(0, 300)}`);
}
