export * from './character-tokenizer.ts';
export * from './chat-template.ts';
export { readModelFolder } from './checkpoint.ts';
export * from './config.ts';
export * from './engine-in-worker.ts';
export * from './local-engine.ts';
export * from './safetensors.ts';
export * from './tokenizer.ts';
