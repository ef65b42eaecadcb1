/**
 * What a check looks for.
 *
 * @example
 * const severe: CheckName[] = ['guideline-leak', 'secrets'];
 * const isSevere = ({ check }: Finding): boolean => severe.includes(check);
 */
export type CheckName =
  | 'guideline-leak'
  | 'thought-leak'
  | 'secrets'
  | 'personal-data'
  | 'prompt-injection'
  | 'refusal'
  | 'missing-refusal'
  | 'disclaimer'
  | 'toxicity';

/** Where a text stands: a message of the prompt, or a part of the response. */
export type Place = `prompt[${number}]` | 'demonstration' | 'thought' | 'answer';

/**
 * One thing that a check found: where it stands and why it counts.
 *
 * @example
 * const findingsOf = ({ annotations }: Rollout): Finding[] => (annotations?.['safety'] ?? []) as Finding[];
 */
export interface Finding {
  readonly check: CheckName;
  /** The rule that matched, e.g. `email`. */
  readonly rule: string;
  readonly where: Place;
  /** Characters [start, end) of that text. */
  readonly start: number;
  readonly end: number;
  /** What stands there, cut; secrets and personal data are masked, so that a log of findings leaks nothing. */
  readonly excerpt: string;
  readonly reason: string;
}

/** A finding before it is known where its text stands. */
export type Match = Omit<Finding, 'check' | 'where' | 'excerpt'>;

const EXCERPT = 60;
const MASKED: ReadonlySet<CheckName> = new Set(['secrets', 'personal-data']);

/** Gives matches of one text their check, their place and their excerpt. */
export function findingsOf(
  check: CheckName,
  where: Place,
  text: string,
  matches: readonly Match[],
): Finding[] {
  return matches.map((match) => ({ check, where, ...match, excerpt: excerptOf(check, text, match) }));
}

function excerptOf(check: CheckName, text: string, { start, end }: Match): string {
  const found = text.slice(start, end);
  if (MASKED.has(check)) return `${found.slice(0, 2)}… (${end - start} characters)`;
  return found.length > EXCERPT ? `${found.slice(0, EXCERPT)}…` : found;
}

/** One line for a person: `personal-data in prompt[0] at 17: an e-mail address ("an… (15 characters)")`. */
export function describe({ check, where, start, reason, excerpt }: Finding): string {
  return `${check} in ${where} at ${start}: ${reason} ("${excerpt}")`;
}
