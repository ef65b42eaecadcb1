import { TouchstoneError, type VerdictKind } from '@touchstone-rl/core';
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
    run: async (subject) =>
      (await expectVerdict(subject, subject.fixtures.correct, 'correct')) ?? everyVerifierHas(subject),
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
  { check: 'verifier/stateless', title: 'verdicts do not depend on earlier ones', run: isStateless },
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
export async function rightAnswers(subject: Subject): Promise<readonly AnswerCase[]> {
  if (subject.fixtures.correct) return subject.fixtures.correct;
  const [generator] = generatorsOf(subject);
  if (!generator) return [];
  const split = splitsOf(subject, generator)[0]!;
  const { seeds } = await generate(subject, generator, { ...requestFor(subject, split), count: 5 });
  const own = subject.provided('verifiers');
  return seeds
    .filter(({ verifier, gold }) => own.includes(verifier) && gold !== undefined)
    .map((seed) => ({ name: `the gold of seed ${seed.id}`, gold: seed.gold, pred: seed.gold, seed }));
}

/** Golds that fixtures name, each once, as bare answers. */
function goldsOf(subject: Subject): readonly AnswerCase[] {
  const cases = (subject.fixtures.correct ?? []).filter(
    ({ gold, seed }) => (gold ?? seed?.gold) !== undefined,
  );
  const golds = new Map(cases.map((one) => [[one.verifier, one.gold ?? one.seed?.gold].join(), one]));
  return [...golds.values()].map(({ gold, seed, verifier }) => ({
    gold: (gold ?? seed?.gold)!,
    pred: gold ?? seed?.gold,
    seed,
    verifier,
    name: `the gold ${JSON.stringify(gold ?? seed?.gold)}`,
  }));
}

/** An answer for the verifier that it names, or else for each verifier of the plugin in turn. */
function forEachVerifier(subject: Subject, answer: AnswerCase): readonly (AnswerCase & Named)[] {
  const own = subject.provided('verifiers');
  const named = answer.verifier ?? answer.seed?.verifier;
  const meant = named === undefined ? own : own.filter((name) => name === named);
  if (meant.length === 0) {
    throw new TouchstoneError({
      code: 'FIXTURES_INVALID',
      message: `${nameOf(answer)} is for the verifier ${JSON.stringify(named)}, which the plugin does not provide`,
      place: 'the fixtures',
      value: named,
      fix: `name one that it provides: ${own.join(', ')}`,
    });
  }
  return meant.map((verifier) => ({
    ...answer,
    verifier,
    name: own.length > 1 ? `${nameOf(answer)} (verifier "${verifier}")` : answer.name,
  }));
}

export interface Named {
  readonly verifier: string;
}

/** Each answer, for each verifier that it is meant for. */
export const everyVerifier = (
  subject: Subject,
  answers: readonly AnswerCase[],
): readonly (AnswerCase & Named)[] => answers.flatMap((answer) => forEachVerifier(subject, answer));

/** Whether each verifier of the plugin was tried on a right answer at all. */
function everyVerifierHas(subject: Subject): Outcome {
  const tried = new Set(
    everyVerifier(subject, subject.fixtures.correct ?? []).map(({ verifier }) => verifier),
  );
  const untried = subject.provided('verifiers').find((name) => !tried.has(name));
  return untried === undefined ? undefined : skipped(`its fixtures give none for the verifier "${untried}"`);
}

/** Judges an answer with its verifier, each time in a kernel that has seen nothing. */
export async function judgeOnce(
  subject: Subject,
  answer: AnswerCase & Named,
  what = nameOf(answer),
): Promise<Judged> {
  const { verifier } = answer;
  return judge(subject, await subject.kernel(), verifier, verifierInput(subject, answer, verifier), what);
}

async function goldIsCorrect(subject: Subject): Promise<Outcome> {
  if (goldsOf(subject).length === 0) return skipped('its fixtures give no `correct` answers with a gold');
  const outcome = await expectVerdict(subject, goldsOf(subject), 'correct');
  if (!outcome || !('failed' in outcome) || !/judged incorrect/.test(outcome.failed)) return outcome;
  return failed(
    `${outcome.failed}: what answers are judged by, such as a schema or tests, belongs into \`meta\``,
  );
}

async function expectVerdict(
  subject: Subject,
  answers: readonly AnswerCase[] | undefined,
  expected: VerdictKind | 'not correct',
): Promise<Outcome> {
  if (!answers?.length) return skipped('its fixtures give none');
  return firstFailure(everyVerifier(subject, answers), async (answer) => {
    const judged = await judgeOnce(subject, answer);
    if ('fault' in judged) return judged.fault;
    const { verdict, reason } = judged.verdict;
    if (verdict === 'unverifiable' && reason.startsWith('refused')) throw new NotCheckable(reason);
    if (expected === 'not correct' ? verdict !== 'correct' : verdict === expected) return undefined;
    return `${nameOf(answer)} is judged ${verdict} ("${reason}"), and should be ${expected}`;
  });
}

const INTEGER = /^\d{1,15}$/;

/**
 * Wrong answers made from a gold: nothing, another word, the gold as a part of something else, other digits, and for
 * a whole number what a careless reader of numbers takes for it.
 */
function missesOf(gold: string): string[] {
  const digits = gold.replaceAll(/\d/g, (digit) => String((Number(digit) + 1) % 10));
  const misses = ['', ' ', 'banana', `${gold}0${gold}`, `not ${gold} but something else`, digits];
  if (INTEGER.test(gold)) misses.push(`-${gold}`, `${gold}banana`, gold.split('').toReversed().join(''));
  return misses.filter((miss) => miss.trim() !== gold.trim() && miss !== '-0');
}

async function nearMisses(subject: Subject): Promise<Outcome> {
  if (subject.fixtures.automaticNearMisses === false) return undefined;
  const golds = everyVerifier(subject, goldsOf(subject));
  // A careless reader takes nothing for zero.
  const zeros = golds.filter(({ gold }) => INTEGER.test(gold!)).map((one) => ({ ...one, gold: '0' }));
  return firstFailure([...golds, ...zeros], async ({ gold, seed, verifier }) => {
    for (const pred of gold === '0' ? ['', ' '] : missesOf(gold!)) {
      const judged = await judgeOnce(subject, { gold, seed, verifier, pred });
      if ('fault' in judged) return judged.fault;
      if (judged.verdict.verdict !== 'correct') continue;
      return `the answer ${JSON.stringify(pred)} is judged correct against the gold ${JSON.stringify(gold)} (set \`automaticNearMisses: false\` if it really is)`;
    }
    return undefined;
  });
}

async function endures(subject: Subject): Promise<Outcome> {
  const answers = everyVerifier(subject, await rightAnswers(subject));
  const own = subject.provided('verifiers');
  const inputs = own.flatMap((verifier) => HOSTILE.map((hostile) => ({ ...hostile, verifier })));
  return firstFailure(inputs, async ({ name, text, verifier }) => {
    const right = answers.find((answer) => answer.verifier === verifier);
    const what = own.length > 1 ? `${name} (verifier "${verifier}")` : name;
    for (const form of [{ completion: text }, { pred: text }, { completion: `\\boxed{${text}}` }]) {
      const answer = { ...right, verifier, pred: undefined, completion: undefined, ...form };
      const judged = await judgeOnce(subject, answer, what);
      if ('fault' in judged) return judged.fault;
      if (judged.verdict.verdict === 'correct')
        return `${what} is judged correct ("${judged.verdict.reason}")`;
    }
    return undefined;
  });
}

async function missingGold(subject: Subject): Promise<Outcome> {
  const answers = everyVerifier(subject, await rightAnswers(subject));
  if (answers.length === 0) return skipped('its fixtures give no `correct` answers');
  const firsts = new Map(answers.toReversed().map((answer) => [answer.verifier, answer]));
  return firstFailure(firsts.values(), async (answer) => {
    const { verifier } = answer;
    const input = withoutGold(verifierInput(subject, answer, verifier));
    const judged = await judge(subject, await subject.kernel(), verifier, input, 'a seed without a gold');
    if ('fault' in judged) return judged.fault;
    if (judged.verdict.verdict !== 'incorrect') return undefined;
    return 'a right answer is judged incorrect when the seed has no gold: return unverifiable(reason) instead';
  });
}

/**
 * An answer that was never seen, judged first against itself and then against the gold; then another one of its kind
 * the other way round. A verifier that keeps what it said about an answer says it again of another gold.
 */
async function isStateless(subject: Subject): Promise<Outcome> {
  const golds = everyVerifier(subject, goldsOf(subject));
  if (golds.length === 0) return skipped('its fixtures give no `correct` answers with a gold');
  return firstFailure(golds, async ({ gold, seed, verifier }) => {
    const [one, other] = unseen(gold!);
    const kind = async (against: string, pred: string): Promise<string> =>
      kindOf(
        await judgeOnce(subject, { gold: against, pred, seed: seed && { ...seed, gold: against }, verifier }),
      );
    const first = { own: await kind(one, one), given: await kind(gold!, one) };
    const second = { given: await kind(gold!, other), own: await kind(other, other) };
    if (first.own === second.own && first.given === second.given) return undefined;
    return `${JSON.stringify(one)}, judged ${first.own} against itself first, is then judged ${first.given} against the gold ${JSON.stringify(gold)}; ${JSON.stringify(other)}, the other way round, is judged ${second.given} and ${second.own}: it keeps state between calls`;
  });
}

/** Two answers like a gold, and unlike anything judged before. */
function unseen(gold: string): readonly [string, string] {
  return INTEGER.test(gold) ? ['86028121', '86028157'] : [`${gold} qx`, `${gold} qz`];
}

async function isDeterministic(subject: Subject): Promise<Outcome> {
  const { incorrect = [], neverCorrect = [] } = subject.fixtures;
  const answers = everyVerifier(subject, [...(await rightAnswers(subject)), ...incorrect, ...neverCorrect]);
  const kernel = await subject.kernel();
  const verdicts = async (order: typeof answers): Promise<Map<AnswerCase, unknown>> => {
    const found = new Map<AnswerCase, unknown>();
    for (const answer of order) {
      const input = verifierInput(subject, answer, answer.verifier);
      const judged = await judge(subject, kernel, answer.verifier, input, nameOf(answer));
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
  const pairs = everyVerifier(subject, [...correct, ...incorrect]).filter(
    ({ gold, pred }) => gold !== undefined && pred !== undefined,
  );
  return firstFailure(pairs, async ({ gold, pred, seed, verifier }) => {
    const one = await judgeOnce(subject, { gold, pred, seed, verifier });
    const other = await judgeOnce(subject, { gold: pred, pred: gold, seed, verifier });
    if (kindOf(one) === kindOf(other)) return undefined;
    return `${JSON.stringify(pred)} is judged ${kindOf(one)} against ${JSON.stringify(gold)}, and ${kindOf(other)} when they change places`;
  });
}

async function survivesRewriting(subject: Subject): Promise<Outcome> {
  const { rewritings = [], correct = [], incorrect = [] } = subject.fixtures;
  if (rewritings.length === 0) return skipped('its fixtures declare no `rewritings`');
  const pairs = everyVerifier(subject, [...correct, ...incorrect]).flatMap((answer) =>
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
