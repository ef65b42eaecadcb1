import type { Verdict } from '@touchstone-rl/core';
import { compileGold } from './gold.ts';
import { verifyMath } from './verify.ts';
import type { PolicyInput } from './policy.ts';

/**
 * What is known about a gold before any answer is judged.
 *
 * @example
 * const isUsable = ({ status }: GoldReport): boolean => status === 'readable' || status === 'words';
 */
export interface GoldReport {
  readonly status: 'readable' | 'words' | 'ambiguous' | 'unreadable';
  /** What a person should know about it; empty for a readable gold. */
  readonly reason: string;
  /** The verdict of the gold against itself. */
  readonly self: Verdict;
}

/**
 * Says of a gold whether it can be read, is ambiguous, or could never be matched.
 *
 * @example
 * checkGold('\\frac{1}{2').reason; // 'a brace is not closed'
 * checkGold('\\frac{1}{2}').status; // 'readable'
 */
export function checkGold(gold: string, policy?: PolicyInput): GoldReport {
  const { reading } = compileGold(gold, policy);
  const self = verifyMath({ gold, pred: reading.text }, policy);
  if (reading.text === '') return { status: 'unreadable', reason: 'the gold is empty', self };
  if (reading.nodes.length === 0)
    return { status: 'unreadable', reason: reading.problem ?? 'the gold cannot be read', self };
  if (self.verdict !== 'correct')
    return { status: 'unreadable', reason: `the gold does not match itself: ${self.reason}`, self };
  if (reading.nodes[0]?.kind === 'text')
    return { status: 'words', reason: 'the gold is text; only the same words match it', self };
  if (reading.nodes.length > 1)
    return {
      status: 'ambiguous',
      reason: 'the gold has several readings; an answer may match any of them',
      self,
    };
  return { status: 'readable', reason: '', self };
}
