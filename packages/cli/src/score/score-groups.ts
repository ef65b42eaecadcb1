import { isDeepStrictEqual } from 'node:util';
import { messageOf, type JsonLine, type Kernel } from '@touchstone-rl/core';
import {
  failedResult,
  prepareRow,
  resultOf,
  type PreparedRow,
  type ScorableRow,
  type ScoreResult,
} from './score-row.ts';

/** Most rows of one group; a longer one is a mistake in the file, and would fill the memory. */
const MAX_GROUP_ROWS = 10_000;

/** Gathers neighbouring rows of one group; rows that cannot be scored stay where they stand. */
export async function* groupRows(
  lines: AsyncIterable<readonly JsonLine<unknown>[]>,
  defaultVerifier: string | undefined,
): AsyncGenerator<readonly PreparedRow[]> {
  let rows: PreparedRow[] = [];
  let key: string | undefined;
  for await (const chunk of lines) {
    for (const line of chunk) {
      const row = prepareRow(line, defaultVerifier);
      const own = 'groupKey' in row ? row.groupKey : key;
      if (rows.length > 0 && (own !== key || rows.length >= MAX_GROUP_ROWS)) {
        yield rows;
        rows = [];
      }
      key = own;
      rows.push(row);
    }
  }
  if (rows.length > 0) yield rows;
}

/** Judges and scores the rows of one group. Whatever fails is said in the rows it concerns. */
export async function scoreGroup(kernel: Kernel, rows: readonly PreparedRow[]): Promise<ScoreResult[]> {
  const scorable = rows.filter((row) => 'rollout' in row);
  const results = new Map<PreparedRow, ScoreResult>();
  const judged: { row: ScorableRow; rollout: ScorableRow['rollout'] }[] = [];
  for (const row of scorable) {
    const problem = mismatch(row, scorable[0]!);
    if (problem) results.set(row, failedResult(row.line, `line ${row.line.line}: ${problem}`));
    else
      await annotate(kernel, row).then(
        (rollout) => judged.push({ row, rollout }),
        (error: unknown) => results.set(row, failedResult(row.line, messageOf(error).split('\n')[0]!)),
      );
  }
  if (judged.length > 0) {
    const group = { seed: scorable[0]!.seed, rollouts: judged.map(({ rollout }) => rollout) };
    const scored = await kernel.score(group);
    judged.forEach(({ row }, i) => results.set(row, resultOf(row, scored.rollouts[i]!)));
  }
  return rows.map((row) => ('result' in row ? row.result : results.get(row)!));
}

function annotate(kernel: Kernel, { rollout, seed }: ScorableRow): Promise<ScorableRow['rollout']> {
  return kernel.annotate(rollout, seed);
}

/** Why a row cannot be in one group with the first: a group is about one problem. */
function mismatch({ seed }: ScorableRow, { seed: first }: ScorableRow): string | undefined {
  if (seed.gold !== first.gold) return 'its gold is not that of the first row of its group';
  if (seed.verifier !== first.verifier) return 'its verifier is not that of the first row of its group';
  return isDeepStrictEqual(seed.prompt, first.prompt)
    ? undefined
    : 'its prompt is not that of the first row of its group';
}
