import { annotationChecks, seedFilterChecks } from './checks/filter.ts';
import type { Check } from './checks/check.ts';
import { costChecks, scoreText, verifyText } from './checks/cost.ts';
import { definitionChecks } from './checks/definition.ts';
import {
  annotationEvaluation,
  filterEvaluation,
  rewardEvaluation,
  verifierEvaluation,
} from './checks/evaluation.ts';
import { leavingsChecks } from './checks/leavings.ts';
import { loggerChecks } from './checks/logger.ts';
import { rewardChecks, rewardEndurance } from './checks/reward.ts';
import { seedChecks } from './checks/seeds.ts';
import { useChecks } from './checks/uses.ts';
import { verifierChecks, verifierEndurance } from './checks/verifier.ts';
import type { CheckResult } from './report.ts';
import { Fatal, firstLine, NotCheckable, type Subject } from './subject.ts';

const REPORTING = ['onStep', 'onEvaluate', 'onCheckpoint', 'onShutdown'] as const;

/** The clauses that apply to a plugin: by what it provides and taps, not by what it calls itself. */
export function checksFor(subject: Subject): readonly Check[] {
  const provides = {
    reward: subject.taps('computeReward'),
    verifier: subject.provided('verifiers').length > 0,
    seeds: subject.provided('seedSources').length + subject.provided('benchmarks').length > 0,
  };
  return [
    ...definitionChecks,
    ...(provides.reward
      ? [...rewardChecks, ...costChecks('reward', scoreText), rewardEvaluation, rewardEndurance]
      : []),
    ...(provides.verifier
      ? [...verifierChecks, ...costChecks('verifier', verifyText), verifierEvaluation, verifierEndurance]
      : []),
    ...(provides.seeds ? seedChecks : []),
    ...(subject.taps('onSeed') ? [...seedFilterChecks, filterEvaluation] : []),
    ...(subject.taps('onRollout') ? [...annotationChecks, annotationEvaluation] : []),
    ...(REPORTING.some((hook) => subject.taps(hook)) ? loggerChecks : []),
    ...useChecks,
    ...leavingsChecks,
  ];
}

/** Told of each clause before it is checked, and of how it came out. */
export interface CheckListener {
  readonly started: (check: Pick<Check, 'check' | 'title'>) => void;
  readonly ended: (result: CheckResult) => void;
}

/** Checks every clause in order. After a call that did not end, what is left would only wait again. */
export async function runChecks(
  subject: Subject,
  listener: CheckListener,
  only: readonly string[] = [],
): Promise<void> {
  let given: string | undefined;
  const wanted = checksFor(subject).filter(({ check }) => isWanted(check, only));
  for (const check of wanted) {
    const { check: name, title } = check;
    listener.started({ check: name, title });
    if (given !== undefined && !/^(uses|leaves)\//.test(name)) {
      listener.ended({ check: name, title, state: 'skipped', reason: `not checked after ${given}` });
      continue;
    }
    const result = await runOne(check, subject);
    if (result.fatal) given = name;
    listener.ended(result.result);
  }
}

/** Whether a clause is among those asked for, by its name or the beginning of it; all are when none is. */
function isWanted(check: string, only: readonly string[]): boolean {
  return only.length === 0 || only.some((name) => check.startsWith(name));
}

async function runOne(check: Check, subject: Subject): Promise<{ result: CheckResult; fatal: boolean }> {
  const { check: name, title } = check;
  try {
    const outcome = await check.run(subject);
    if (!outcome) return { result: { check: name, title, state: 'passed' }, fatal: false };
    if ('skipped' in outcome) {
      return { result: { check: name, title, state: 'skipped', reason: outcome.skipped }, fatal: false };
    }
    return { result: { check: name, title, state: 'failed', reason: outcome.failed }, fatal: false };
  } catch (error) {
    if (error instanceof NotCheckable) {
      return { result: { check: name, title, state: 'skipped', reason: error.message }, fatal: false };
    }
    const fatal = error instanceof Fatal;
    const reason = fatal ? error.message : `the check could not be made: ${firstLine(error)}`;
    return { result: { check: name, title, state: 'failed', reason }, fatal };
  }
}
