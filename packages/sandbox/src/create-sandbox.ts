import type { Sandbox, SandboxRequest, SandboxResult } from '@touchstone-rl/core';
import { prove, type Proof } from './canary/prove.ts';
import { WorkerPool } from './embedded/worker-pool.ts';
import { languageNamed } from './language-names.ts';
import { inconclusive, type Job, type Layer, type LayerResult } from './layer.ts';
import { makeLayers } from './layers.ts';
import { fillLimits } from './limits.ts';
import { sandboxOptionsSchema, type SandboxOptions } from './options.ts';
import { JobQueue } from './queue.ts';
import { rejectRequest } from './request.ts';

/**
 * Makes a sandbox. Nothing is started before the first run; each layer is proven for a language when it is first
 * needed for it.
 *
 * @example
 * const sandbox = createSandbox({ limits: { cpuSeconds: 2 } });
 * const { status, stdout } = await sandbox.run({ language: 'javascript', source: 'console.log(6 * 7)' });
 * console.log(status, stdout); // ok 42
 * await sandbox.dispose();
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  return new LayeredSandbox(options);
}

/** vm2 is never the answer to a program that asks for no layer. */
const ONLY_BY_NAME = 'vm2';

class LayeredSandbox implements Sandbox {
  readonly #options;
  readonly #layers: readonly Layer[];
  readonly #queue: JobQueue;
  readonly #proofs = new Map<string, Promise<Proof>>();
  readonly #transpilers = new WorkerPool('typescript');
  #disposed = false;

  constructor(options: SandboxOptions) {
    this.#options = sandboxOptionsSchema.parse(options);
    this.#layers = makeLayers(this.#options);
    this.#queue = new JobQueue(this.#options.poolSize, this.#options.queueLimit);
  }

  async run(request: SandboxRequest): Promise<SandboxResult> {
    try {
      return await this.#run(request);
    } catch (error) {
      return none(inconclusive('infrastructure', error instanceof Error ? error.message : String(error)));
    }
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    await Promise.all([...this.#layers, this.#transpilers].map((each) => each.dispose()));
  }

  async #run(request: SandboxRequest): Promise<SandboxResult> {
    if (this.#disposed) return none(inconclusive('infrastructure', 'the sandbox has been disposed of'));
    const rejected = rejectRequest(request);
    if (rejected !== undefined) return none(inconclusive('unsupported', rejected));
    if (this.#queue.isFull) {
      return none(
        inconclusive(
          'infrastructure',
          `${this.#options.queueLimit} programs wait already; wait for some of them`,
        ),
      );
    }
    const job: Job = {
      ...request,
      language: languageNamed(request.language)!,
      stdin: request.stdin ?? '',
      files: request.files ?? {},
      limits: fillLimits(request.limits ?? {}, this.#options.limits),
    };
    return job.language === 'typescript'
      ? this.#runTypescript(job, request.layer)
      : this.#tryLayers(job, request.layer);
  }

  async #runTypescript(job: Job, layer: string | undefined): Promise<SandboxResult> {
    const outcome = await this.#queue.run(() => this.#transpilers.run(job));
    if ('gone' in outcome) {
      const usage = { cpuSeconds: 0, wallSeconds: 0 };
      const reason = 'the program is too deeply nested to be read';
      return none({
        status: 'compile-error',
        reason,
        stdout: '',
        stderr: '',
        usage,
        ...(job.calls && { results: [] }),
      });
    }
    const { status, stdout: source } = outcome.result;
    if (status !== 'ok') return none({ ...outcome.result, ...(job.calls && { results: [] }) });
    return this.#tryLayers({ ...job, language: 'javascript', source }, layer);
  }

  /** The first layer that can say something about the program says it. */
  async #tryLayers(job: Job, wanted: string | undefined): Promise<SandboxResult> {
    const reasons: string[] = [];
    let unsupported: SandboxResult | undefined;
    for (const layer of this.#layers) {
      if (wanted === undefined ? layer.name === ONLY_BY_NAME : layer.name !== wanted) continue;
      if (layer.isolation === 'declared' && this.#options.isolation === 'required') {
        reasons.push(`${layer.name}: its isolation is declared, not proven (set isolation to "declared")`);
        continue;
      }
      if (!layer.languages.includes(job.language) || (job.exact && layer.subset)) continue;
      const proof = await this.#proof(layer, job.language);
      if (!proof.ok) {
        reasons.push(`${layer.name}: ${proof.reason}${proof.fix ? ` (${proof.fix})` : ''}`);
        continue;
      }
      const result = stamp(await this.#runIn(layer, job), layer);
      if (result.status !== 'unsupported') return result;
      unsupported = result;
      reasons.push(`${layer.name}: ${result.reason}`);
    }
    if (unsupported) return { ...unsupported, reason: reasons.join('; ') };
    const why =
      reasons.length > 0 ? reasons.join('; ') : `no layer${wanted ? ` named "${wanted}"` : ''} runs it`;
    return none(inconclusive('refused', `${job.language} cannot be run in isolation here: ${why}`));
  }

  async #runIn(layer: Layer, job: Job): Promise<LayerResult> {
    const first = await this.#queue.run(() => layer.run(job));
    return first.starved ? this.#queue.runAlone(() => layer.run(job)) : first;
  }

  #proof(layer: Layer, language: string): Promise<Proof> {
    const key = `${layer.name} ${language}`;
    const known = this.#proofs.get(key);
    if (known) return known;
    const proof = prove(layer, language);
    this.#proofs.set(key, proof);
    return proof;
  }
}

function stamp(result: LayerResult, { name, isolation, subset }: Layer): SandboxResult {
  const { starved, ...rest } = result;
  const reason = starved ? `${rest.reason}, again when it ran alone` : rest.reason;
  return {
    ...rest,
    ...(reason !== undefined && { reason }),
    ...(subset && { subset }),
    layer: name,
    isolation,
  };
}

/** A result for which nothing was run. */
function none(result: LayerResult): SandboxResult {
  return { ...result, layer: 'none', isolation: 'proven' };
}
