import type { Tensor } from './graph.ts';
import { tokenEntropies, tokenLogProbabilities } from './losses.ts';
import { concat, reshape, slice } from './ops/layout.ts';
import { recomputeParts } from './recompute.ts';
import type { BuildPart } from './recompute.ts';

/**
 * What a loss needs of each token's distribution: [tokens] each.
 *
 * @example
 * const perplexity = ({ logProbabilities }: TokenTerms): Tensor => exp(neg(mean(logProbabilities)));
 */
export interface TokenTerms {
  /** Log-probability of the token's target. */
  readonly logProbabilities: Tensor;
  /** Entropy in nats. */
  readonly entropies: Tensor;
}

/**
 * The last layer of a model, from hidden states to logits.
 *
 * @example
 * const graph = new Graph();
 * const embeddings = graph.input('embeddings', [32_000, 512]);
 * const head: LogitsHead = {
 *   logits: (hidden) => matmul(hidden, embeddings, { transposeB: true }),
 *   weights: [embeddings],
 * };
 */
export interface LogitsHead {
  /** Logits [count, vocabulary] of hidden states [count, hidden]. */
  readonly logits: (hidden: Tensor) => Tensor;
  /** The weights that it reads and whose gradients may be wanted. */
  readonly weights: readonly Tensor[];
}

/**
 * `tokenLogProbabilities` and `tokenEntropies` of hidden states [tokens, hidden] and targets [tokens], for `chunk`
 * tokens at a time: the logits of all tokens never exist together, and none are kept for the reverse pass, which
 * computes each chunk again. For 2,048 tokens and a vocabulary of 150,000 that is 1.2 GB for each array of logits.
 *
 * @example
 * const graph = new Graph();
 * const weight = graph.input('weight', [150_000, 64]);
 * const hidden = graph.input('hidden', [2048, 64]);
 * const targets = graph.input('targets', [2048], 'int32');
 * const head = { logits: (h: Tensor) => matmul(h, weight, { transposeB: true }), weights: [weight] };
 * chunkedTokenTerms(hidden, head, targets, 128).logProbabilities; // [2048]
 */
export function chunkedTokenTerms(
  hidden: Tensor,
  head: LogitsHead,
  targets: Tensor,
  chunk: number,
): TokenTerms {
  const tokens = hidden.shape[0]!;
  const parts: BuildPart[] = [];
  for (let start = 0; start < tokens; start += chunk) {
    const end = Math.min(tokens, start + chunk);
    const wanted = slice(targets, 0, start, end);
    parts.push((all) => termColumns(head.logits(slice(all!, 0, start, end)), wanted));
  }
  const columns = recomputeParts([hidden], parts, 0, head.weights);
  const column = (index: number): Tensor => reshape(slice(columns, 1, index, index + 1), [tokens]);
  return { logProbabilities: column(0), entropies: column(1) };
}

/** Both numbers of each token side by side, [tokens, 2]: a recomputed part has one output. */
function termColumns(logits: Tensor, targets: Tensor): Tensor {
  const terms = [tokenLogProbabilities(logits, targets), tokenEntropies(logits)];
  return concat(
    terms.map((x) => reshape(x, [x.shape[0]!, 1])),
    1,
  );
}
