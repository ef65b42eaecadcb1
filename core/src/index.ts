export * from './domain/index.ts';
export * from './kernel/index.ts';
export * from './run/index.ts';
export * from './train/index.ts';
