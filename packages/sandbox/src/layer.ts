import type { SandboxLimits, SandboxRequest, SandboxResult } from '@touchstone-rl/core';

/** A request with everything filled in. */
export interface Job extends Omit<SandboxRequest, 'limits' | 'layer'> {
  readonly stdin: string;
  readonly files: Readonly<Record<string, string>>;
  readonly limits: SandboxLimits;
}

/** What a layer says of a run; the sandbox adds the layer's name and its isolation. */
export interface LayerResult extends Omit<SandboxResult, 'layer' | 'isolation' | 'subset'> {
  /** The wall time ran out while the program waited for the processor: worth another try, alone. */
  readonly starved?: boolean;
}

/** Whether a layer can run a language on this machine, and what would add it. */
export type Availability =
  | { readonly ok: true; readonly detail: string }
  | { readonly ok: false; readonly reason: string; readonly fix: string };

/** One way to run programs. Each is a file of its own and proves itself by running the canaries. */
export interface Layer {
  readonly name: string;
  readonly isolation: SandboxResult['isolation'];
  /** It runs a subset of its languages, which may differ from the whole in details. */
  readonly subset?: boolean;
  /** Languages it may run, by their names in the table. */
  readonly languages: readonly string[];
  /** What it holds and what it does not, for the doctor. */
  readonly contains: string;
  /** Whether the parts that it needs are there. Containment is proven apart, by the canaries. */
  available(language: string): Promise<Availability>;
  run(job: Job): Promise<LayerResult>;
  dispose(): Promise<void>;
}

/** A result that says nothing about the program. */
export function inconclusive(
  status: 'unsupported' | 'refused' | 'infrastructure',
  reason: string,
): LayerResult {
  return { status, reason, stdout: '', stderr: '', usage: { cpuSeconds: 0, wallSeconds: 0 } };
}
