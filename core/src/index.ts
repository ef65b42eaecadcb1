export * from './domain/index.ts';
export * from './kernel/index.ts';
