import type { Completion, SampleRequest, SamplingOptions } from '../domain/engine.ts';
import { randomStream } from '../domain/random.ts';
import { chooseToken } from './choose-token.ts';

/** A completion in the making. */
export interface Sequence {
  /** The token that enters the model next. */
  readonly nextToken: number;
  /** Its position; the cache holds all positions before it. */
  readonly position: number;
  /**
   * Draws one more token from the distribution that followed `nextToken`. Returns the completion when it is
   * finished.
   */
  extend(logProbabilities: Float32Array): Completion | undefined;
}

/** Starts a completion behind its prompt. */
export function startSequence(
  request: SampleRequest,
  sampling: SamplingOptions,
  endTokens: readonly number[],
): Sequence {
  const { promptTokens, id, randomSeed } = request;
  const random = randomStream(randomSeed, 'tokens');
  const choice = { temperature: sampling.temperature ?? 1, topP: sampling.topP ?? 1 };
  const tokens: number[] = [];
  const chosen: number[] = [];
  return {
    get nextToken() {
      return tokens.at(-1) ?? promptTokens.at(-1)!;
    },
    get position() {
      return promptTokens.length - 1 + tokens.length;
    },
    extend(logProbabilities) {
      const token = chooseToken(logProbabilities, choice, random.next());
      tokens.push(token);
      chosen.push(logProbabilities[token]!);
      const stopped = endTokens.includes(token);
      if (!stopped && tokens.length < sampling.maxTokens) return undefined;
      return { id, tokens, logProbabilities: chosen, finishReason: stopped ? 'stop' : 'length' };
    },
  };
}
