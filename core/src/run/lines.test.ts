import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLines } from './lines.ts';

async function linesOf(chunks: readonly (Buffer | string)[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of splitLines(Readable.from(chunks))) lines.push(line);
  return lines;
}

describe('splitLines', () => {
  it('splits at line feeds alone, also across chunks, and needs none at the end', async () => {
    expect(await linesOf(['a\nb', 'c\n', '\n', 'd\u2028e\r'])).toEqual(['a', 'bc', '', 'd\u2028e\r']);
    expect(await linesOf([])).toEqual([]);
  });

  it('gives the same lines however the bytes are cut', async () => {
    const text = fc.array(fc.constantFrom('a', '\n', 'é', '😀', '\u2028')).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 5 }), async (whole, size) => {
        const bytes = Buffer.from(whole);
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
          bytes.subarray(i * size, (i + 1) * size),
        );
        expect((await linesOf(chunks)).join('\n')).toBe(whole.replace(/\n$/, ''));
      }),
    );
  });
});
