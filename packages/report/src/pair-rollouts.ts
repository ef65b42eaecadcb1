import { AFTER, BEFORE, type EvaluatedRolloutRecord, type RunData } from './run-data.ts';

/** The same sample of a held-out seed before and after. */
export interface HeldOutPair {
  readonly seedId: string;
  readonly change: 'learnt' | 'lost' | 'still right' | 'still wrong';
  readonly before: EvaluatedRolloutRecord;
  readonly after: EvaluatedRolloutRecord;
}

const SHOWN = { learnt: 4, lost: 4, 'still wrong': 3, 'still right': 2 } as const;

/** All pairs of first samples, counted by what changed, and a fixed choice of them to read. */
export interface HeldOutPairs {
  readonly total: number;
  readonly counts: Readonly<Record<HeldOutPair['change'], number>>;
  readonly shown: readonly HeldOutPair[];
}

/** Pairs the first sample of each held-out seed before GRPO with the one after. */
export function pairHeldOut(run: RunData): HeldOutPairs {
  const firsts = (name: string): Map<string, EvaluatedRolloutRecord> =>
    new Map(
      run.heldOut
        .filter(({ evaluation, sample }) => evaluation === name && sample === 0)
        .map((one) => [one.seedId, one]),
    );
  const after = firsts(AFTER);
  const pairs = [...firsts(BEFORE).values()].flatMap((one): HeldOutPair[] => {
    const other = after.get(one.seedId);
    return other ? [{ seedId: one.seedId, change: changeOf(one, other), before: one, after: other }] : [];
  });
  const of = (change: string): HeldOutPair[] => pairs.filter((pair) => pair.change === change);
  const counts = { learnt: 0, lost: 0, 'still wrong': 0, 'still right': 0 };
  for (const { change } of pairs) counts[change] += 1;
  const shown = Object.entries(SHOWN).flatMap(([change, most]) => of(change).slice(0, most));
  return { total: pairs.length, counts, shown };
}

function changeOf(before: EvaluatedRolloutRecord, after: EvaluatedRolloutRecord): HeldOutPair['change'] {
  const [was, is] = [before.verdict === 'correct', after.verdict === 'correct'];
  if (is) return was ? 'still right' : 'learnt';
  return was ? 'lost' : 'still wrong';
}
