import type { Match } from '../finding.ts';

/** How far into an answer a refusal may begin: later it is a remark, not the answer. Characters. */
const OPENING = 200;

/** What a model refuses to do; each quantifier is bounded. */
const REFUSAL = new RegExp(
  [
    String.raw`\bI(?:'m| am)? (?:very |really )?(?:sorry|afraid)\b.{0,40}\b(?:can(?:'t|not)|won't|unable|not able)`,
    String.raw`\bI (?:can(?:'t|not)|won't|will not|must decline to) (?:help|assist|provide|comply|fulfil|answer|discuss|create|write|share|do that|support)`,
    String.raw`\bI(?:'m| am) (?:unable|not able) to (?:help|assist|provide|comply|fulfil|answer|discuss|create|write|share|do that|support)`,
    String.raw`\bI (?:must|have to) (?:decline|refuse)\b`,
    String.raw`\b(?:it|that|this) (?:would be|is) (?:against|a violation of) my (?:guidelines|polic|principles)`,
  ].join('|'),
  'i',
);

const DISCLAIMERS: readonly (readonly [rule: string, pattern: RegExp])[] = [
  [
    'as-a-model',
    /\bas an? (?:AI|artificial intelligence|large language|language)(?: language)?(?: model| assistant)?\b/gi,
  ],
  [
    'not-an-expert',
    /\bI(?:'m| am) not a (?:doctor|lawyer|physician|financial advisor|financial adviser|professional)\b/gi,
  ],
  [
    'consult',
    /\b(?:please |always |you should )?(?:consult|seek advice from|speak (?:to|with)) (?:a|an|your) (?:qualified |licensed |medical |legal |financial )?(?:doctor|lawyer|professional|physician|expert|attorney|adviser|advisor)\b/gi,
  ],
];

/** A refusal in the opening of an answer. */
export function findRefusals(answer: string): Match[] {
  const found = REFUSAL.exec(straight(answer.slice(0, OPENING)));
  if (!found) return [];
  const end = found.index + found[0].length;
  return [{ rule: 'refusal', start: found.index, end, reason: 'it refuses to answer' }];
}

/** Disclaimers that add nothing to an answer. */
export function findDisclaimers(answer: string): Match[] {
  const text = straight(answer);
  return DISCLAIMERS.flatMap(([rule, pattern]) =>
    Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
      rule,
      start: index,
      end: index + found.length,
      reason: 'it is a disclaimer',
    })),
  ).sort((a, b) => a.start - b.start);
}

/** Curly apostrophes become straight ones; positions stay. */
function straight(text: string): string {
  return text.replaceAll('\u2019', "'");
}
