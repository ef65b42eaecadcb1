import { AFTER, BEFORE, type EvaluatedRolloutRecord, type RunData } from './run-data.ts';

/** The same sample of a held-out seed before and after. */
export interface HeldOutPair {
  readonly seedId: string;
  readonly change: 'learnt' | 'lost' | 'still right' | 'still wrong';
  readonly before: EvaluatedRolloutRecord;
  readonly after: EvaluatedRolloutRecord;
}

const SHOWN = { learnt: 4, lost: 4, 'still wrong': 3, 'still right': 2 } as const;

/** A fixed choice of held-out seeds with their first sample before and after, by what changed. */
export function pairHeldOut(run: RunData): HeldOutPair[] {
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
  return Object.entries(SHOWN).flatMap(([change, shown]) =>
    pairs.filter((pair) => pair.change === change).slice(0, shown),
  );
}

function changeOf(before: EvaluatedRolloutRecord, after: EvaluatedRolloutRecord): HeldOutPair['change'] {
  const [was, is] = [before.verdict === 'correct', after.verdict === 'correct'];
  if (is) return was ? 'still right' : 'learnt';
  return was ? 'lost' : 'still wrong';
}
