import type { Verdict } from '@touchstone-rl/core';
import { compileGold } from './gold.ts';
import type { PolicyInput } from './policy.ts';
import { resolvePolicy } from './policy.ts';
import { readAnswer } from './reader.ts';
import { describe } from './tree/describe.ts';
import type { MathInput } from './verify.ts';
import { verifyMath } from './verify.ts';

/**
 * Lines that tell a person how a verdict came about: what was extracted, how both sides were read, which step
 * decided, and under which policy.
 *
 * @example
 * explain({ gold: '1/2', pred: '0.5' }).at(-1); // 'verdict    correct: equal: exact numbers'
 */
export function explain(input: MathInput, policyInput?: PolicyInput): string[] {
  const policy = resolvePolicy(policyInput);
  const verdict = verifyMath(input, policy);
  const gold = compileGold(input.gold, policy);
  const lines = [
    `gold       ${quote(gold.reading.text)}`,
    ...readingLines(gold.reading.nodes.map(describe), gold.reading.problem),
  ];
  if (verdict.extracted === undefined)
    return [...lines, `answer     none (${verdict.reason})`, ...verdictLines(verdict)];
  const answer = readAnswer(verdict.extracted, policy);
  return [
    ...lines,
    `answer     ${quote(verdict.extracted)}, from ${String(verdict.evidence?.['from'])}`,
    ...readingLines(answer.nodes.map(describe), answer.problem),
    ...verdictLines(verdict),
  ];
}

function readingLines(descriptions: readonly string[], problem: string | undefined): string[] {
  if (descriptions.length === 0) return [`  unread   ${problem ?? ''}`];
  return descriptions.map(
    (description, index) => `  ${index === 0 ? 'read as ' : 'or as   '} ${description}`,
  );
}

function verdictLines(verdict: Verdict): string[] {
  const policy = verdict.evidence?.['policy'];
  return [
    `verdict    ${verdict.verdict}: ${verdict.reason}`,
    ...(policy === undefined ? [] : [`policy     ${String(policy)}`]),
  ];
}

function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 200 ? `${line.slice(0, 200)}...` : line;
}
