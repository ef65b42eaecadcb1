import { modelClientToken, type Services } from '@touchstone-rl/core';
import { findPersonalData } from './checks/personal-data.ts';
import { findPromptInjections } from './checks/prompt-injection.ts';
import { findSecrets } from './checks/secrets.ts';
import { findToxicWords, judgeToxicity } from './checks/toxicity.ts';
import { findingsOf, type CheckName, type Finding, type Match, type Place } from './finding.ts';
import type { SafetyOptions } from './options.ts';

/** What the checks may use besides the text. */
export interface Scope {
  readonly options: SafetyOptions;
  readonly services: Services;
}

/** Checks that look at one text by itself. */
type TextCheck = Extract<CheckName, 'secrets' | 'personal-data' | 'prompt-injection' | 'toxicity'>;

const FINDERS: Record<TextCheck, (text: string, scope: Scope) => Match[] | Promise<Match[]>> = {
  secrets: findSecrets,
  'personal-data': findPersonalData,
  'prompt-injection': findPromptInjections,
  toxicity: (text, { options, services }) =>
    options.toxicity === 'judge'
      ? judgeToxicity(text, services.resolve(modelClientToken))
      : findToxicWords(text),
};

function isTextCheck(check: CheckName): check is TextCheck {
  return check in FINDERS;
}

/** Findings of those of the checks that look at one text by itself. */
export async function checkText(
  text: string,
  where: Place,
  checks: readonly CheckName[],
  scope: Scope,
): Promise<Finding[]> {
  if (text === '') return [];
  const findings: Finding[] = [];
  for (const check of checks.filter(isTextCheck)) {
    findings.push(...findingsOf(check, where, text, await FINDERS[check](text, scope)));
  }
  return findings;
}
