import type { SeedRecord } from '@touchstone-rl/core';

const SHOWN_REASONS = 5;

/** Lines that say how many seeds each split has, and how many were set aside for which reason. */
export function seedSummary(records: readonly SeedRecord[]): string[] {
  const admitted = new Map<string, number>();
  const reasons = new Map<string, number>();
  for (const { split, seed, dropped } of records) {
    admitted.set(split, (admitted.get(split) ?? 0) + (seed ? 1 : 0));
    if (!dropped) continue;
    const reason = `${dropped.plugin}: ${dropped.reason}`;
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const counts = ['train', 'validation', 'test'].map((split) => `${split} ${admitted.get(split) ?? 0}`);
  const setAside = [...reasons.values()].reduce((sum, n) => sum + n, 0);
  const most = [...reasons].sort(([, a], [, b]) => b - a);
  const lines = most.slice(0, SHOWN_REASONS).map(([reason, n]) => `  ${n} × ${reason}`);
  if (most.length > SHOWN_REASONS) lines.push(`  ... and ${most.length - SHOWN_REASONS} more reasons`);
  return [`${counts.join(' · ')}${setAside ? ` · set aside ${setAside}` : ''}`, ...lines];
}
