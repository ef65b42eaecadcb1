import type { SandboxCallResult } from '@touchstone-rl/core';
import type { Job, LayerResult } from '../layer.ts';

/**
 * Runs one job at a time inside a worker process; throws only when the engine itself is at fault. Results that are
 * handed over on the way survive when the worker has to be ended.
 */
export type Engine = (
  job: Job,
  handOver: (results: readonly SandboxCallResult[]) => void,
) => Promise<LayerResult>;

export type EngineName = 'quickjs' | 'monty' | 'typescript' | 'vm2';

/** What the pool sends a worker, and what comes back. */
export interface WorkerRequest {
  readonly id: number;
  readonly job: Job;
}

export type WorkerReply =
  | { readonly ready: true }
  | { readonly failed: string }
  | { readonly id: number; readonly result: LayerResult }
  | { readonly id: number; readonly results: readonly SandboxCallResult[] }
  | { readonly id: number; readonly fault: string };
