import { expect, it, vi } from 'vitest';

import { createOnnxruntimeExecutor } from './onnxruntime.ts';

vi.mock('onnxruntime-node', () => {
  throw new Error('not installed');
});

it('says how to install onnxruntime-node when it is missing', async () => {
  await expect(createOnnxruntimeExecutor()).rejects.toThrow('npm install onnxruntime-node@1.30.0');
});
