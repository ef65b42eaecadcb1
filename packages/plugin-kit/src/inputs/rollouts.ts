import {
  parseResponse,
  type FinishReason,
  type Group,
  type Rollout,
  type Seed,
  type Verdict,
  type VerdictKind,
} from '@touchstone-rl/core';

/** A seed of the kit's own, with the fields that fixtures give. */
export function seedOf(fields: Partial<Seed> | undefined, id = 'kit-1'): Seed {
  return {
    id,
    prompt: [{ role: 'user', content: 'What is 6 * 7?' }],
    gold: '42',
    domain: 'kit',
    verifier: 'kit',
    ...fields,
  };
}

/** What a rollout is made from. */
export interface RolloutFacts {
  readonly text: string;
  readonly lengthTokens?: number;
  readonly finishReason?: FinishReason;
  readonly verdict?: VerdictKind | Verdict | null;
}

const CHARACTERS_PER_TOKEN = 4;
/** As many tokens as a context window holds; the kit's longest texts are made of longer tokens. */
const MOST_TOKENS = 32_768;

/** A complete rollout: tokens and log-probabilities agree in length, thought and answer are parsed. */
export function rolloutOf(facts: RolloutFacts, seed: Seed, index: number): Rollout {
  const { text, finishReason = 'stop', verdict = 'correct' } = facts;
  const natural = Math.min(MOST_TOKENS, Math.ceil(text.length / CHARACTERS_PER_TOKEN));
  const lengthTokens = facts.lengthTokens ?? natural;
  const tokens = Array.from({ length: Math.min(lengthTokens, MOST_TOKENS) }, (_, i) => tokenAt(text, i));
  const { thought, answer } = parseResponse(text);
  return {
    id: `1/${seed.id}/${index}`,
    seedId: seed.id,
    tokens,
    logProbabilities: tokens.map(() => -0.5),
    text,
    finishReason,
    lengthTokens,
    answer,
    ...(thought !== undefined && { thought }),
    ...(verdict && { verdict: verdictOf(verdict) }),
  };
}

function tokenAt(text: string, index: number): number {
  return text.charCodeAt((index * CHARACTERS_PER_TOKEN) % Math.max(1, text.length)) || 0;
}

function verdictOf(verdict: VerdictKind | Verdict): Verdict {
  if (typeof verdict !== 'string') return verdict;
  return { verdict, reason: `the kit says ${verdict}`, extracted: '42' };
}

/** A group of complete rollouts. */
export function groupOf(facts: readonly RolloutFacts[], seed: Seed): Group {
  return { seed, rollouts: facts.map((one, index) => rolloutOf(one, seed, index)) };
}
