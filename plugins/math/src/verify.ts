import type { Verdict } from '@touchstone-rl/core';
import { correct, incorrect, unverifiable } from '@touchstone-rl/core';
import { compareNodes } from './compare/compare.ts';
import type { Context, Decision } from './compare/context.ts';
import { contextFor, different, undecided } from './compare/context.ts';
import { guarded } from './compare/scalar.ts';
import { normaliseText } from './compare/text.ts';
import { lastChoice, leadingChoice, isBareChoice, choiceLetter, namedChoices } from './extract/choice.ts';
import type { Extraction } from './extract/extract.ts';
import { afterThought, extractAnswer } from './extract/extract.ts';
import type { Gold } from './gold.ts';
import { compileGold } from './gold.ts';
import { LIMITS } from './limits.ts';
import type { MathPolicy, PolicyInput } from './policy.ts';
import { resolvePolicy } from './policy.ts';
import { readAnswer } from './reader.ts';
import type { Reading } from './reader.ts';
import { hasParameter, isPeriodic, likelyParameter, rename } from './syntax/parameters.ts';
import { statedValue } from './compare/names.ts';
import type { Node } from './tree/node.ts';
import { isScalar, some } from './tree/node.ts';

/**
 * What is verified: a bare answer, or a completion in which the answer must be found.
 *
 * @example
 * const answer: MathInput = { gold: '1/2', pred: '0.5' };
 * const response: MathInput = { gold: '1/2', completion: '<think>1/2</think>It is \\boxed{0.5}.' };
 */
export type MathInput = { readonly gold: string } & (
  { readonly pred: string } | { readonly completion: string }
);

/**
 * Judges an answer against a gold. Pure, synchronous and bounded in work.
 *
 * @example
 * verifyMath({ gold: '1/2', completion: 'It is \\boxed{0.5}.' }).verdict; // 'correct'
 * verifyMath({ gold: '42', completion: 'so it is 42' }, 'strict-train').reason; // 'no boxed answer'
 */
export function verifyMath(input: MathInput, policyInput?: PolicyInput): Verdict {
  const policy = resolvePolicy(policyInput);
  const gold = compileGold(input.gold, policy);
  if (gold.reading.text === '') return unverifiable('the gold is empty');
  const found =
    'pred' in input
      ? { answer: input.pred, from: 'a bare answer' }
      : extractFor(gold, afterThought(input.completion), policy);
  if (!found)
    return incorrect(policy.extraction === 'boxed' ? 'no boxed answer' : 'no answer found', {
      evidence: { step: 'extraction', extraction: policy.extraction },
    });
  return judge(gold, found, policy);
}

// A choice may stand at the start of an answer that has no other sign of one.
function extractFor(gold: Gold, text: string, policy: MathPolicy): Extraction | undefined {
  const found = extractAnswer(text, policy);
  if (policy.extraction === 'boxed' || !isBareChoice(gold.reading.text)) return found;
  const named = found ? namedChoices(found.answer) : [];
  if (found && named.length === 1 && found.answer.length < 40 && !/\bnot\b|n't/.test(found.answer))
    return { answer: named[0] ?? '', from: found.from };
  if (found && named.length > 0) return found;
  const letter = leadingChoice(text) ?? lastChoice(text);
  return letter ? { answer: letter, from: 'a leading choice letter' } : found;
}

function judge(gold: Gold, found: Extraction, policy: MathPolicy): Verdict {
  const reading = readAnswer(found.answer, policy);
  const decision = decide(gold, found, reading, policy);
  const details = {
    extracted: reading.text,
    evidence: {
      step: decision.step,
      ...(decision.policy ? { policy: decision.policy } : {}),
      from: found.from,
      gold: gold.reading.text,
    },
  };
  const why = decision.policy ? `${decision.step} (policy ${decision.policy})` : decision.step;
  if (decision.equal) return correct(`equal: ${why}`, details);
  if (gold.reading.nodes.length === 0)
    return unverifiable(`the gold cannot be read: ${gold.reading.problem ?? ''}`, details);
  if (reading.nodes.length === 0)
    return incorrect(`the answer cannot be read: ${reading.problem ?? ''}`, details);
  if (gold.reading.nodes.some(isUnevaluated))
    return unverifiable(
      'the gold holds an integral, limit or the like, which is compared by its form only',
      details,
    );
  if (decision.equal === undefined) return unverifiable(`not decided: ${why}`, details);
  return incorrect(`not equal: ${why}`, details);
}

function decide(gold: Gold, found: Extraction, reading: Reading, policy: MathPolicy): Decision {
  const choice = decideChoice(gold, found, reading);
  if (choice) return choice;
  if (gold.reading.nodes.length > 0 && found.answer.trim() === gold.source.trim())
    return { equal: true, step: 'same text' };
  const sameText = (): boolean =>
    gold.source.length <= LIMITS.answerChars &&
    normaliseText(gold.reading.text, policy) === normaliseText(reading.text, policy);
  if (gold.reading.nodes.some(hasText) && sameText()) return { equal: true, step: 'same words' };
  if (reading.nodes.some(hasText) && sameText() && sameCase(gold.reading.text, reading.text, policy))
    return { equal: true, step: 'same words' };
  const context = contextFor(policy);
  let result: Decision = different(reading.problem ?? 'no common reading');
  let first = true;
  for (const left of gold.reading.nodes) {
    for (const right of reading.nodes) {
      const decision = guarded(() => compareNodes(left, right, context));
      if (decision.equal) return decision;
      if (first || decision.equal === undefined) result = decision;
      first = false;
    }
  }
  const aligned =
    result.equal === false ? decideAligned(gold.reading.nodes, reading.nodes, context) : undefined;
  if (aligned) return aligned;
  if (
    (gold.reading.nodes.length === 0 || reading.nodes.length === 0 || result.equal === undefined) &&
    sameText()
  )
    return { equal: true, step: 'same text' };
  return gold.reading.nodes.length === 0 ? undecided('the gold cannot be read') : result;
}

// What is equal once letters of parameters are aligned, or once a statement about the value is taken for the value.
function decideAligned(
  golds: readonly Node[],
  answers: readonly Node[],
  context: Context,
): Decision | undefined {
  const { policy } = context;
  const [gold, answer] = [golds[0], answers[0]];
  if (!gold || !answer) return undefined;
  const value = policy.assignment === 'unwrapped' && isScalar(gold) ? statedValue(answer) : undefined;
  const pairs: (readonly [Node, Node, string])[] = [
    ...(value ? [[gold, value, 'assignment'] as const] : []),
    ...(policy.constants === 'free' ? alignedParameters(gold, answer) : []),
  ];
  for (const [left, right, option] of pairs) {
    const decision = guarded(() => compareNodes(left, right, context));
    if (decision.equal) return { ...decision, policy: option };
  }
  return undefined;
}

// One side declares "k in Z" and the other does not, or both are periodic with different letters.
function alignedParameters(gold: Node, answer: Node): (readonly [Node, Node, string])[] {
  const [left, right] = [hasParameter(gold), hasParameter(answer)];
  const [a, b] = [likelyParameter(gold), likelyParameter(answer)];
  if (left !== right) {
    const [open, letter] = left ? [answer, b] : [gold, a];
    if (!letter) return [];
    return (['Z#1', 'N#1'] as const).map((name) => {
      const named = rename(open, new Map([[letter, name]]));
      return left ? [gold, named, 'constants'] : [named, answer, 'constants'];
    });
  }
  if (left || !a || !b || a === b || !isPeriodic(gold, a) || !isPeriodic(answer, b)) return [];
  return [[gold, rename(answer, new Map([[b, a]])), 'constants']];
}

function isUnevaluated(node: Node): boolean {
  return some(
    node,
    (inner) =>
      inner.kind === 'call' &&
      (inner.name.startsWith('opaque:') ||
        (inner.name === 'derivative' &&
          inner.items[2]?.kind !== 'symbol' &&
          inner.items[2]?.kind !== 'call')),
  );
}

function sameCase(a: string, b: string, policy: MathPolicy): boolean {
  const kept = { ...policy, textCase: 'kept' } as const;
  return normaliseText(a, kept) === normaliseText(b, kept);
}

function hasText(node: Node): boolean {
  return some(node, (inner) => inner.kind === 'text');
}

// A choice letter is matched by letter; naming another choice as well is wrong.
function decideChoice(gold: Gold, found: Extraction, reading: Reading): Decision | undefined {
  const letter = choiceLetter(gold.reading.text);
  if (!letter) return undefined;
  const named = namedChoices(found.answer);
  if (
    named.length === 1 &&
    named[0] === letter &&
    (isBareChoice(found.answer) || startsWithChoice(reading.text, letter))
  )
    return { equal: true, step: 'the choice letter' };
  if (named.length > 1 && isBareChoice(gold.reading.text) && found.from !== 'a bare answer')
    return different('several choices named');
  return undefined;
}

function startsWithChoice(text: string, letter: string): boolean {
  const bare = text.replace(/\\(?:textbf|text|mathrm|mathbf)\s*|[{}$*]/g, '').trim();
  return new RegExp(`^(?:option|choice)?\\s*\\(?${letter}\\)?(?:[.:),\\\\]|\\s|$)`, 'i').test(bare);
}
