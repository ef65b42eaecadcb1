import type { Completion, Engine, EngineCapabilities } from '../domain/engine.ts';
import type { LocalEngine, LocalEngineOptions } from './local-engine.ts';

/** Methods that take values and answer once. */
export type CallMethod = Exclude<keyof LocalEngine, 'sample' | 'capabilities'>;

/** What is asked of the engine's process. */
export type WorkerRequest =
  | { readonly kind: 'create'; readonly id: number; readonly options: LocalEngineOptions }
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly method: CallMethod;
      readonly values: readonly unknown[];
    }
  | { readonly kind: 'sample'; readonly id: number; readonly values: Parameters<Engine['sample']> }
  | { readonly kind: 'cancel'; readonly id: number };

/** What the engine's process answers: completions as they finish, then one `done` or `failed`. */
export type WorkerReply =
  | { readonly kind: 'created'; readonly id: number; readonly capabilities: EngineCapabilities }
  | { readonly kind: 'completion'; readonly id: number; readonly completion: Completion }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly name: string;
      readonly message: string;
      readonly stack: string;
    };
