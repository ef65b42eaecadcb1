import type { Job, LayerResult } from '../layer.ts';

/** Runs one job at a time inside a worker process; throws only when the engine itself is at fault. */
export type Engine = (job: Job) => Promise<LayerResult>;

export type EngineName = 'quickjs' | 'typescript';

/** What the pool sends a worker, and what comes back. */
export interface WorkerRequest {
  readonly id: number;
  readonly job: Job;
}

export type WorkerReply =
  | { readonly ready: true }
  | { readonly failed: string }
  | { readonly id: number; readonly result: LayerResult }
  | { readonly id: number; readonly fault: string };
