import { drop, type DroppedSeed, type Message, type Seed } from '@touchstone-rl/core';
import { checkText, type Scope } from './check-text.ts';
import { describe, type Finding, type Place } from './finding.ts';
import type { SafetyOptions } from './options.ts';

/** Findings named in the reason of a dropped seed. */
const SHOWN = 3;

/** What becomes of a seed: dropped with its findings, or its prompt with or without the guidelines. */
export async function reviewSeed(seed: Seed, scope: Scope): Promise<Seed | DroppedSeed> {
  const findings = await checkSeed(seed, scope);
  if (findings.length > 0 && scope.options.seeds.action === 'drop') return drop(reasonOf(findings));
  const meta = findings.length > 0 ? { meta: { ...seed.meta, safety: findings } } : {};
  return { ...seed, ...meta, prompt: withGuidelines(seed.prompt, scope.options.guidelines) };
}

/** Everything that the checks find in what a user wrote and in the demonstration. */
async function checkSeed(seed: Seed, scope: Scope): Promise<Finding[]> {
  const { checks } = scope.options.seeds;
  const findings: Finding[] = [];
  for (const [i, { role, content }] of seed.prompt.entries()) {
    // A system message is the author's own; it may well speak of instructions and roles.
    if (role !== 'system') findings.push(...(await checkText(content, `prompt[${i}]`, checks, scope)));
  }
  const { demonstration } = seed;
  if (demonstration === undefined) return findings;
  const place: Place = 'demonstration';
  return [...findings, ...(await checkText(demonstration, place, checks, scope))];
}

function reasonOf(findings: readonly Finding[]): string {
  const shown = findings.slice(0, SHOWN).map(describe).join('; ');
  return findings.length > SHOWN ? `${shown}; and ${findings.length - SHOWN} more` : shown;
}

/** The prompt as it is used: with the guidelines in a system message, or without them. */
export function withGuidelines(
  prompt: readonly Message[],
  guidelines: SafetyOptions['guidelines'],
): readonly Message[] {
  if (!guidelines || guidelines.prompts === 'keep') return prompt;
  const { text } = guidelines;
  const without = prompt
    .map((message) =>
      message.role === 'system'
        ? { ...message, content: message.content.replaceAll(text, '').trim() }
        : message,
    )
    .filter(({ role, content }) => role !== 'system' || content !== '');
  if (guidelines.prompts === 'remove') return without;
  const [first, ...rest] = without;
  if (first?.role !== 'system') return [{ role: 'system', content: text }, ...without];
  return [{ role: 'system', content: `${text}\n\n${first.content}` }, ...rest];
}
