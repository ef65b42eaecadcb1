import type { Completion, SampleRequest, SamplingOptions } from '../domain/engine.ts';
import { randomStream } from '../domain/random.ts';
import { chooseToken, mostProbable } from './choose-token.ts';

/** A completion in the making. */
export interface Sequence {
  /** The token that enters the model next. */
  readonly nextToken: number;
  /** Its position; the cache holds all positions before it. */
  readonly position: number;
  /**
   * Draws one more token from the distribution that followed `nextToken`, given as log-probabilities at temperature 1
   * and as weights after the temperature. Returns the completion when it is finished.
   */
  extend(logProbabilities: Float32Array, weights: Float32Array): Completion | undefined;
}

/** What ends a completion. */
export interface SequenceEnds {
  /** Tokens that end a completion. */
  readonly endTokens: readonly number[];
  /** The text of tokens, in which stop strings are looked for. */
  readonly decode: (tokens: readonly number[]) => string;
}

/** Starts a completion behind its prompt. */
export function startSequence(
  request: SampleRequest,
  sampling: SamplingOptions,
  ends: SequenceEnds,
): Sequence {
  const { promptTokens, id, randomSeed } = request;
  const random = randomStream(randomSeed, 'tokens');
  const isGreedy = sampling.temperature === 0;
  const hasStopped = stopRule(sampling, ends);
  const tokens: number[] = [];
  const chosen: number[] = [];
  return {
    get nextToken() {
      return tokens.at(-1) ?? promptTokens.at(-1)!;
    },
    get position() {
      return promptTokens.length - 1 + tokens.length;
    },
    extend(logProbabilities, weights) {
      const token = isGreedy ? mostProbable(logProbabilities) : chooseToken(weights, sampling, random.next());
      tokens.push(token);
      chosen.push(logProbabilities[token]!);
      const stopped = hasStopped(tokens);
      if (!stopped && tokens.length < sampling.maxTokens) return undefined;
      return { id, tokens, logProbabilities: chosen, finishReason: stopped ? 'stop' : 'length' };
    },
  };
}

/** Tokens before a stop string that may share a character with it. */
const SHARED_CHARACTER_TOKENS = 4;

/** Whether a completion has just ended, by its last token or by a stop string that this token completed. */
function stopRule(
  { stop = [], stopTokens = [] }: SamplingOptions,
  { endTokens, decode }: SequenceEnds,
): (tokens: readonly number[]) => boolean {
  const last = new Set([...endTokens, ...stopTokens]);
  // A token is at least a byte, so a stop string lies within as many tokens as it has bytes.
  const longest = Math.max(0, ...stop.map((text) => Buffer.byteLength(text)));
  return (tokens) => {
    if (last.has(tokens.at(-1)!)) return true;
    if (longest === 0) return false;
    const text = decode(tokens.slice(-longest - SHARED_CHARACTER_TOKENS));
    return stop.some((each) => text.includes(each));
  };
}
