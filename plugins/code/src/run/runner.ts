import type { Sandbox, SandboxLimits, SandboxRequest, SandboxResult } from '@touchstone-rl/core';

/** Runs programs for one verdict, under its limits, and remembers what ran them. */
export class Runner {
  readonly #sandbox: Sandbox;
  readonly #limits: Partial<SandboxLimits>;
  readonly #exact: boolean;
  /** Layers that ran the judged program. */
  readonly layers = new Set<string>();
  /** The weakest isolation of any run. */
  isolation: SandboxResult['isolation'] = 'proven';
  /** Whether a layer that knows a subset of the language ran the judged program, or what judges it. */
  subset = false;

  /** @param exact passes over layers that run a subset of the language. */
  constructor(sandbox: Sandbox, limits: Partial<SandboxLimits>, exact = false) {
    this.#sandbox = sandbox;
    this.#limits = limits;
    this.#exact = exact;
  }

  /**
   * Runs the judged program. An error in a layer that runs a subset of the language may be the layer's own: the
   * program is run in the whole language, and where none is at hand it is unsupported.
   */
  async run(request: SandboxRequest): Promise<SandboxResult> {
    const first = await this.#sandbox.run({ ...request, limits: this.#limits, exact: this.#exact });
    const error = first.subset ? errorOf(first) : undefined;
    const again =
      error === undefined
        ? first
        : await this.#sandbox.run({ ...request, limits: this.#limits, exact: true });
    const said = again.status === 'unsupported' || again.status === 'refused';
    const result = first !== again && said ? unsupportedBecause(first, error!) : again;
    this.subset ||= result.subset === true;
    this.layers.add(result.layer);
    if (RANK[result.isolation] < RANK[this.isolation]) this.isolation = result.isolation;
    return result;
  }

  /**
   * Runs code of the row's author, under the same limits and in the same isolation; in the whole language where it can
   * be, since what a subset makes of a checker is no judgement either.
   */
  async runTrusted(request: SandboxRequest): Promise<SandboxResult> {
    const limits = this.#limits;
    const whole = await this.#sandbox.run({ ...request, limits, exact: true });
    if (whole.status !== 'unsupported' && whole.status !== 'refused') return whole;
    const result = await this.#sandbox.run({ ...request, limits });
    this.subset ||= result.subset === true;
    return result;
  }
}

const RANK = { none: 0, declared: 1, proven: 2 } as const;

function errorOf({ status, reason, results = [] }: SandboxResult): string | undefined {
  if (status === 'runtime-error' || status === 'compile-error') return reason ?? status;
  if (status !== 'ok') return undefined;
  const failed = results.find((one) => !('value' in one));
  return (
    failed && ('error' in failed ? failed.error : (failed as { unrepresentable: string }).unrepresentable)
  );
}

function unsupportedBecause(result: SandboxResult, error: string): SandboxResult {
  const reason = `${result.layer} runs a subset of the language, and stopped: ${error}`;
  return { ...result, status: 'unsupported', reason, results: [] };
}
