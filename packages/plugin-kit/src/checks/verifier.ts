import type { VerdictKind } from '@touchstone-rl/core';
import type { AnswerCase, Rewriting } from '../fixtures.ts';
import { HOSTILE } from '../inputs/texts.ts';
import { NotCheckable, type Subject } from '../subject.ts';
import { failed, firstFailure, sameData, skipped, type Check, type Outcome } from './check.ts';
import { generate, generatorsOf, requestFor, splitsOf } from './generating.ts';
import { judge, nameOf, verifierInput, withoutGold, type Judged } from './judging.ts';

/** Clauses about verifiers. */
export const verifierChecks: readonly Check[] = [
  {
    check: 'verifier/gold',
    title: 'every gold is correct when it is given as the answer',
    run: goldIsCorrect,
  },
  {
    check: 'verifier/correct',
    title: 'the right answers of its fixtures are correct',
    run: (subject) => expectVerdict(subject, subject.fixtures.correct, 'correct'),
  },
  {
    check: 'verifier/near-misses',
    title: 'near misses are not correct',
    run: async (subject) =>
      (await expectVerdict(subject, subject.fixtures.incorrect, 'incorrect')) ?? nearMisses(subject),
  },
  {
    check: 'verifier/attacks',
    title: 'attacks are never correct',
    run: (subject) => expectVerdict(subject, subject.fixtures.neverCorrect, 'not correct'),
  },
  {
    check: 'verifier/missing-gold',
    title: 'without a gold a right answer is not called incorrect',
    run: missingGold,
  },
  { check: 'verifier/deterministic', title: 'the same answer gets the same verdict', run: isDeterministic },
  { check: 'verifier/symmetric', title: 'gold and answer may change places', run: isSymmetric },
  { check: 'verifier/rewriting', title: 'a harmless rewriting changes no verdict', run: survivesRewriting },
];

/** The clause that may take long, or bring the thread down. */
export const verifierEndurance: Check = {
  check: 'verifier/hostile',
  title: 'empty, huge and hostile answers are judged in time',
  run: endures,
};

/** Right answers: those of the fixtures, or else golds of seeds that the plugin makes itself. */
async function rightAnswers(subject: Subject): Promise<readonly AnswerCase[]> {
  if (subject.fixtures.correct) return subject.fixtures.correct;
  const [generator] = generatorsOf(subject);
  if (!generator) return [];
  const split = splitsOf(subject, generator)[0]!;
  const { seeds } = await generate(subject, generator, { ...requestFor(subject, split), count: 5 });
  const own = subject.provided('verifiers')[0];
  return seeds
    .filter(({ verifier, gold }) => verifier === own && gold !== undefined)
    .map((seed) => ({ name: `the gold of seed ${seed.id}`, gold: seed.gold, pred: seed.gold, seed }));
}

/** Golds that fixtures name, each once, as bare answers. */
function goldsOf(subject: Subject): readonly AnswerCase[] {
  const cases = (subject.fixtures.correct ?? []).filter(
    ({ gold, seed }) => (gold ?? seed?.gold) !== undefined,
  );
  const golds = new Map(cases.map((one) => [(one.gold ?? one.seed?.gold)!, one]));
  return [...golds].map(([gold, { seed }]) => ({
    gold,
    pred: gold,
    seed,
    name: `the gold ${JSON.stringify(gold)}`,
  }));
}

/** Judges an answer with the (first) verifier of the plugin, each time in a kernel that has seen nothing. */
async function judgeOnce(subject: Subject, answer: AnswerCase, what = nameOf(answer)): Promise<Judged> {
  const [name] = subject.provided('verifiers');
  return judge(subject, await subject.kernel(), name!, verifierInput(subject, answer, name!), what);
}

async function goldIsCorrect(subject: Subject): Promise<Outcome> {
  if (goldsOf(subject).length === 0) return skipped('its fixtures give no `correct` answers with a gold');
  return expectVerdict(subject, goldsOf(subject), 'correct');
}

async function expectVerdict(
  subject: Subject,
  answers: readonly AnswerCase[] | undefined,
  expected: VerdictKind | 'not correct',
): Promise<Outcome> {
  if (!answers?.length) return skipped('its fixtures give none');
  return firstFailure(answers, async (answer) => {
    const judged = await judgeOnce(subject, answer);
    if ('fault' in judged) return judged.fault;
    const { verdict, reason } = judged.verdict;
    if (verdict === 'unverifiable' && reason.startsWith('refused')) throw new NotCheckable(reason);
    if (expected === 'not correct' ? verdict !== 'correct' : verdict === expected) return undefined;
    return `${nameOf(answer)} is judged ${verdict} ("${reason}"), and should be ${expected}`;
  });
}

/** Wrong answers made from a gold: nothing, another word, the gold as a part of something else, other digits. */
function missesOf(gold: string): string[] {
  const digits = gold.replaceAll(/\d/g, (digit) => String((Number(digit) + 1) % 10));
  const misses = ['', 'banana', `${gold}0${gold}`, `not ${gold} but something else`, digits];
  return misses.filter((miss) => miss.trim() !== gold.trim());
}

async function nearMisses(subject: Subject): Promise<Outcome> {
  if (subject.fixtures.automaticNearMisses === false) return undefined;
  return firstFailure(goldsOf(subject), async ({ gold, seed }) => {
    for (const pred of missesOf(gold!)) {
      const judged = await judgeOnce(subject, { gold, seed, pred });
      if ('fault' in judged) return judged.fault;
      if (judged.verdict.verdict !== 'correct') continue;
      return `the answer ${JSON.stringify(pred)} is judged correct against the gold ${JSON.stringify(gold)} (set \`automaticNearMisses: false\` if it really is)`;
    }
    return undefined;
  });
}

async function endures(subject: Subject): Promise<Outcome> {
  const [right] = await rightAnswers(subject);
  return firstFailure(HOSTILE, async ({ name, text }) => {
    for (const form of [{ completion: text }, { pred: text }, { completion: `\\boxed{${text}}` }]) {
      const answer = { ...right, pred: undefined, completion: undefined, ...form };
      const judged = await judgeOnce(subject, answer, name);
      if ('fault' in judged) return judged.fault;
      if (judged.verdict.verdict === 'correct')
        return `${name} is judged correct ("${judged.verdict.reason}")`;
    }
    return undefined;
  });
}

async function missingGold(subject: Subject): Promise<Outcome> {
  const [name] = subject.provided('verifiers');
  const [answer] = await rightAnswers(subject);
  if (!answer) return skipped('its fixtures give no `correct` answers');
  const input = withoutGold(verifierInput(subject, answer, name!));
  const judged = await judge(subject, await subject.kernel(), name!, input, 'a seed without a gold');
  if ('fault' in judged) return failed(judged.fault);
  if (judged.verdict.verdict !== 'incorrect') return undefined;
  return failed(
    'a right answer is judged incorrect when the seed has no gold: return unverifiable(reason) instead',
  );
}

async function isDeterministic(subject: Subject): Promise<Outcome> {
  const [name] = subject.provided('verifiers');
  const { incorrect = [], neverCorrect = [] } = subject.fixtures;
  const answers = [...(await rightAnswers(subject)), ...incorrect, ...neverCorrect];
  const kernel = await subject.kernel();
  const verdicts = async (order: readonly AnswerCase[]): Promise<Map<AnswerCase, unknown>> => {
    const found = new Map<AnswerCase, unknown>();
    for (const answer of order) {
      const judged = await judge(
        subject,
        kernel,
        name!,
        verifierInput(subject, answer, name!),
        nameOf(answer),
      );
      found.set(answer, 'fault' in judged ? judged.fault : judged.verdict.verdict);
    }
    return found;
  };
  const first = await verdicts(answers);
  const second = await verdicts(answers.toReversed());
  const changed = answers.find((answer) => !sameData(first.get(answer), second.get(answer)));
  if (!changed) return undefined;
  return failed(
    `${nameOf(changed)} is judged ${String(first.get(changed))} and later ${String(second.get(changed))}: a verdict must depend on its inputs alone`,
  );
}

async function isSymmetric(subject: Subject): Promise<Outcome> {
  if (!subject.fixtures.symmetric) return skipped('its fixtures do not declare `symmetric`');
  const { correct = [], incorrect = [] } = subject.fixtures;
  const pairs = [...correct, ...incorrect].filter(
    ({ gold, pred }) => gold !== undefined && pred !== undefined,
  );
  return firstFailure(pairs, async ({ gold, pred, seed }) => {
    const one = await judgeOnce(subject, { gold, pred, seed });
    const other = await judgeOnce(subject, { gold: pred, pred: gold, seed });
    if (kindOf(one) === kindOf(other)) return undefined;
    return `${JSON.stringify(pred)} is judged ${kindOf(one)} against ${JSON.stringify(gold)}, and ${kindOf(other)} when they change places`;
  });
}

async function survivesRewriting(subject: Subject): Promise<Outcome> {
  const { rewritings = [], correct = [], incorrect = [] } = subject.fixtures;
  if (rewritings.length === 0) return skipped('its fixtures declare no `rewritings`');
  const pairs = [...correct, ...incorrect].flatMap((answer) =>
    rewritings.map((one) => [answer, one] as const),
  );
  return firstFailure(pairs, async ([answer, rewriting]) => {
    const rewritten = { ...answer, ...rewrite(answer, rewriting) };
    const [one, other] = [await judgeOnce(subject, answer), await judgeOnce(subject, rewritten)];
    if (kindOf(one) === kindOf(other)) return undefined;
    return `${nameOf(answer)} is judged ${kindOf(one)}, and ${kindOf(other)} after the rewriting "${rewriting.name}"`;
  });
}

function rewrite(
  { pred, completion }: AnswerCase,
  { prefix = '', suffix = '', replace }: Rewriting,
): Partial<AnswerCase> {
  const apply = (text: string): string => prefix + (replace ? text.replaceAll(...replace) : text) + suffix;
  return pred === undefined ? { completion: apply(completion ?? '') } : { pred: apply(pred) };
}

function kindOf(judged: Judged): string {
  return 'fault' in judged ? judged.fault : judged.verdict.verdict;
}
