import { groupOf, seedOf } from '../inputs/rollouts.ts';
import type { Subject } from '../subject.ts';
import { annotate, admitPrompt } from './filter.ts';
import { failed, skipped, type Check } from './check.ts';
import { judge, verifierInput } from './judging.ts';
import { score } from './scoring.ts';

/** Digits, so that it passes a filter that lets only arithmetic through. */
const MARK = '8675309';

/** What a model could write to have it run: an expression, a statement, a function, a program in a fence. */
const PROGRAMS: readonly string[] = [
  MARK,
  `(${MARK} + 1) * 2`,
  `return ${MARK}`,
  `(() => ${MARK})()`,
  `<think>so</think>\\boxed{${MARK}*2}`,
  `<think>so</think>${MARK}+1`,
  `<answer>${MARK}-1</answer>`,
  `\`\`\`js\nconsole.log(${MARK});\n\`\`\``,
];

type Try = (subject: Subject, text: string) => Promise<unknown>;

const inReward: Try = async (subject, text) =>
  score(subject, await subject.kernel(), groupOf([{ text }], seedOf(subject.fixtures.seed)), 'a program');

const inVerifier: Try = async (subject, text) => {
  for (const name of subject.provided('verifiers')) {
    for (const form of [{ completion: text }, { pred: text }]) {
      await judge(
        subject,
        await subject.kernel(),
        name,
        verifierInput(subject, form, name),
        'a program as the answer',
      );
    }
  }
};

/** The clause that no text of a model runs in the process that judges it. */
function evaluationCheck(kind: string, attempt: Try): Check {
  return {
    check: `${kind}/evaluation`,
    title: 'no text that it is given is run as a program',
    run: async (subject) => {
      const { evaluation } = subject;
      if (!evaluation) return skipped('it can be seen only where the plugin is given by its path');
      for (const text of PROGRAMS) {
        const found = await evaluation.watch(MARK, async () => void (await attempt(subject, text)));
        if (found === undefined) continue;
        return failed(
          `it runs what a model wrote as a program of this process (${found}): a response could score itself, read files or stop the run; parse it, or ask the sandbox service`,
        );
      }
      return undefined;
    },
  };
}

export const rewardEvaluation: Check = evaluationCheck('reward', inReward);
export const verifierEvaluation: Check = evaluationCheck('verifier', inVerifier);
export const filterEvaluation: Check = evaluationCheck('filter', admitPrompt);
export const annotationEvaluation: Check = evaluationCheck('rollout', annotate);
