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
    const known = first !== again && said ? unsupportedBecause(first, error!) : again;
    const result = (await this.#lacksPackage(request.language, known)) ?? known;
    this.subset ||= result.subset === true;
    this.layers.add(result.layer);
    if (RANK[result.isolation] < RANK[this.isolation]) this.isolation = result.isolation;
    return result;
  }

  /** A program that stopped because a well-known package is not installed where it ran, which is not its mistake. */
  async #lacksPackage(language: string, result: SandboxResult): Promise<SandboxResult | undefined> {
    const name = language === 'python' ? MISSING_PACKAGE.exec(errorOf(result) ?? '')?.[1] : undefined;
    if (name === undefined) return undefined;
    // The error may be the program's own invention.
    const { status } = await this.runTrusted({ language, source: `import ${name}` });
    if (status === 'ok') return undefined;
    const reason = `the package "${name}" is not installed where programs run`;
    return { ...result, status: 'unsupported', reason, results: [] };
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

/** Packages that judges of Python programs commonly have, and data sets take for granted. */
const MISSING_PACKAGE =
  /^ModuleNotFoundError: No module named '(numpy|scipy|pandas|sympy|networkx|sortedcontainers|numba|more_itertools|bitarray|gmpy2)/;

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
