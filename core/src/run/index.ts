export {
  latestCheckpoint,
  type Checkpoint,
  type CheckpointState,
  type Progress,
  type Stage,
} from './checkpoint.ts';
export { writeFileAtomically } from './files.ts';
export { readJsonLines, type JsonLine } from './journal.ts';
export {
  RUN_FORMAT,
  RunFolder,
  type ConfigRecord,
  type JournalName,
  type JournalSizes,
  type RunRecord,
  type SeedRecord,
} from './run-folder.ts';
