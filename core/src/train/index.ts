export * from './advantages.ts';
export * from './context.ts';
export * from './curate.ts';
export * from './evaluate.ts';
export * from './records.ts';
export { learningRateAt } from './schedule.ts';
export * from './train.ts';
