import type { Engine, Seed } from '../domain/index.ts';
import type { Kernel, Settings } from '../kernel/index.ts';
import type { RunFolder } from '../run/index.ts';

/**
 * Text to tokens and back, as the loops need it.
 *
 * @example
 * const tokensOf = (codec: Codec, response: string): number =>
 *   codec.encodeResponse(response).length - 1; // without the end-of-sequence token
 */
export interface Codec {
  /** Tokens of a chat prompt, up to where the response starts. */
  encodePrompt(seed: Seed): number[];
  /** Tokens of a response, with the end-of-sequence token. */
  encodeResponse(text: string): number[];
  /** Text of a completion; thought tokens kept, end-of-sequence token left out. */
  decode(tokens: readonly number[]): string;
  /** The token that `encodeResponse` ends with. */
  readonly endOfSequence: number;
  /** Whether a token ends a completion; a model may have several that do. Default: `endOfSequence` alone. */
  readonly isEnd?: (token: number | undefined) => boolean;
}

/**
 * The seeds of a run by split.
 *
 * @example
 * const sizes = ({ train, validation, test }: SeedSplits): string =>
 *   `${train.length} to learn from, ${validation.length} to choose a checkpoint, ${test.length} to report`;
 */
export interface SeedSplits {
  readonly train: readonly Seed[];
  readonly validation: readonly Seed[];
  readonly test: readonly Seed[];
}

/**
 * Live progress, for a person; it never influences the run.
 *
 * @example
 * const lineOf = ({ stage, done, total, note = '' }: ProgressEvent): string =>
 *   `${stage} ${done}/${total} ${note}`;
 * await train(await loadConfig('touchstone.config.ts'), { progress: (event) => console.log(lineOf(event)) });
 */
export interface ProgressEvent {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly metrics?: Readonly<Record<string, number>>;
  readonly note?: string;
}

/**
 * What sampling a policy and judging its answers need.
 *
 * @example
 * const config = await loadConfig('touchstone.config.ts');
 * const context: EvaluationContext = {
 *   ...(await createRunEngine(config)),
 *   settings: config.settings,
 *   kernel: await createKernel(config),
 *   progress: ({ done, total }) => console.log(done, total),
 *   signal: AbortSignal.timeout(60_000),
 * };
 */
export interface EvaluationContext {
  readonly settings: Settings;
  readonly kernel: Kernel;
  readonly engine: Engine;
  readonly codec: Codec;
  readonly progress: (event: ProgressEvent) => void;
  /** Aborted by an interrupt; the work stops at the next safe point. */
  readonly signal: AbortSignal;
}

/** What every stage of a run works with. */
export interface RunContext extends EvaluationContext {
  readonly run: RunFolder;
  readonly seeds: SeedSplits;
}

/**
 * Thrown at a safe point after an interrupt; the run can be resumed.
 *
 * @example
 * // An evaluation whose signal is aborted rejects with it.
 * const unlessInterrupted = (work: Promise<EvaluationReport>): Promise<EvaluationReport | undefined> =>
 *   work.catch((error) => {
 *     if (error instanceof InterruptedError) return undefined;
 *     throw error;
 *   });
 */
export class InterruptedError extends Error {
  constructor() {
    super('interrupted');
    this.name = 'InterruptedError';
  }
}

/** Ends the work of a run that was asked to stop. */
export function throwIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw new InterruptedError();
}
