export {
  InterruptedError,
  type Codec,
  type EvaluationContext,
  type ProgressEvent,
  type SeedSplits,
} from './context.ts';
export { type CurationRecord } from './curate.ts';
export * from './engine.ts';
export * from './evaluate.ts';
export * from './prepare-seeds.ts';
export { type RolloutRecord, type StepRecord } from './records.ts';
export * from './replay.ts';
export { planRunMemory, type RunMemory } from './run-memory.ts';
export * from './sampling-options.ts';
export * from './starting-model.ts';
export * from './train.ts';
