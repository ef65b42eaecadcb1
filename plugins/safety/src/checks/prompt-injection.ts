import type { Match } from '../finding.ts';

interface Rule {
  readonly rule: string;
  readonly reason: string;
  readonly pattern: RegExp;
}

/** Every quantifier is bounded or over one class, so that each rule is linear in the text. */
const RULES: readonly Rule[] = [
  {
    rule: 'override',
    reason: 'it tells the model to set its instructions aside',
    pattern:
      /\b(?:ignore|disregard|forget|override|bypass)\b.{0,20}\b(?:previous|prior|above|earlier|preceding|all|your|the|these|system)\b.{0,20}\b(?:instructions?|prompts?|rules?|guidelines?|directions?|context)\b/gi,
  },
  {
    rule: 'role-change',
    reason: 'it gives the model another role',
    pattern:
      /\b(?:you are now|from now on,? you(?: are|'re| will be| must)|pretend (?:to be|you are|that you)|act as (?:if|though) you (?:are|have|were))\b.{0,40}\b(?:DAN|unrestricted|jailbroken|unfiltered|no (?:rules|restrictions|limits|guidelines)|developer mode|evil|without (?:any )?(?:rules|restrictions|limits|filters?))\b/gi,
  },
  {
    rule: 'prompt-extraction',
    reason: 'it asks for the system prompt',
    pattern:
      /\b(?:reveal|print|show|repeat|output|tell me|leak|display|write out)\b.{0,30}\b(?:system prompt|system message|hidden instructions?|initial instructions?|your (?:instructions|guidelines|prompt)|text above)\b/gi,
  },
  {
    rule: 'chat-markup',
    reason: 'it holds the markup that separates chat messages',
    pattern:
      /(?:<\|(?:im_start|im_end|im_sep|system|user|assistant|endoftext|eot_id|start_header_id)\|>|\[\/?INST\]|<<\/?SYS>>)+/g,
  },
  {
    rule: 'grader-instruction',
    reason: 'it speaks to whoever judges the answer',
    pattern:
      /\b(?:grader|judge|evaluator|reward model|verifier)\b.{0,40}\b(?:must|should|please|will)\b.{0,30}\b(?:correct|full (?:score|marks|reward|credit)|maximum|accept|pass)\b/gi,
  },
  {
    rule: 'hidden-text',
    reason: 'it holds characters that are not shown or that reorder the text',
    // Tag characters, bidirectional overrides and isolates, and runs of zero-width characters.
    pattern: /[\u{E0020}-\u{E007F}]+|[\u202A-\u202E\u2066-\u2069]+|[\u200B\u2060\uFEFF]{2,}/gu,
  },
];

/** Text in a prompt that is meant for the model or its judge instead of being the problem. */
export function findPromptInjections(text: string): Match[] {
  return RULES.flatMap(({ rule, reason, pattern }) =>
    Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
      rule,
      reason,
      start: index,
      end: index + found.length,
    })),
  ).sort((a, b) => a.start - b.start);
}
