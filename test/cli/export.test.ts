import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { projectFolder, touchstone } from './touchstone.ts';

const CHAT = fileURLToPath(new URL('../parity/fixtures/chat', import.meta.url));

describe('touchstone export', () => {
  it('writes one file for llama.cpp', async () => {
    const cwd = projectFolder();
    const ended = await touchstone(
      ['export', CHAT, '--format', 'gguf', '--type', 'q8_0', '--out', 'out/chat.gguf', '--json'],
      { cwd },
    );
    expect(ended).toMatchObject({ code: 0 });
    const bytes = readFileSync(join(cwd, 'out/chat.gguf'));
    expect(bytes.toString('latin1', 0, 4)).toBe('GGUF');
    expect(JSON.parse(ended.stdout)).toMatchObject({ format: 'gguf', type: 'Q8_0', bytes: bytes.length });
  });

  it('writes a folder for transformers, with tokens for the thought', async () => {
    const cwd = projectFolder();
    const args = ['export', CHAT, '--format', 'huggingface', '--think-tokens', 'add', '--out', 'chat'];
    expect(await touchstone(args, { cwd })).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, 'chat/tokenizer.json'), 'utf8')).toContain('"</think>"');
    expect(JSON.parse(readFileSync(join(cwd, 'chat/config.json'), 'utf8'))).toMatchObject({
      vocab_size: 327,
    });
  });

  it.each([
    [
      [CHAT, '--format', 'huggingface', '--type', 'q8_0'],
      '--type q8_0 is not a type of the format huggingface',
    ],
    [['nowhere', '--format', 'gguf'], 'there is no model'],
    [[CHAT, '--format', 'onnx'], "argument 'onnx' is invalid"],
  ])('%j is refused', async (args, message) => {
    const cwd = projectFolder();
    const { code, stderr } = await touchstone(['export', ...args, '--out', 'x'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(existsSync(join(cwd, 'x'))).toBe(false);
  });
});
