export * from './checkpoint.ts';
export { writeFileAtomically } from './files.ts';
export { Journal, readJournal, readJsonLines, type JsonLine } from './journal.ts';
export * from './run-folder.ts';
