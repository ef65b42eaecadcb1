import type { Rollout } from '@touchstone-rl/core';
import type { RepetitionOptions } from './options.ts';

type Read = Pick<RepetitionOptions, 'unit' | 'scope' | 'caseSensitive'>;

/** The words or tokens of a rollout that n-grams are made of. */
export function unitsOf(rollout: Rollout, options: Read): readonly (string | number)[] {
  return options.unit === 'tokens' ? tokensOf(rollout) : wordsOf(rollout, options);
}

/** The tokens without the end-of-sequence token, which is no part of the response. */
function tokensOf({ tokens, lengthTokens }: Rollout): readonly number[] {
  return tokens.slice(0, lengthTokens);
}

function wordsOf(rollout: Rollout, { scope, caseSensitive }: Read): string[] {
  const text = rollout[scope] ?? '';
  return (caseSensitive ? text : text.toLowerCase()).match(/\S+/g) ?? [];
}
