import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kernel, type BadSeed, type Seed } from '@touchstone-rl/core';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { full, hostile, malformed, minimal, zero } from './fixtures.ts';
import plugin, { parseRow } from './index.ts';
import { linesOf } from './lines.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-jsonl-'));
});
afterAll(() => rm(folder, { recursive: true }));

type Row = Seed | BadSeed;

async function read(options: Record<string, unknown>, count = 1000): Promise<Row[]> {
  const kernel = await Kernel.create({ plugins: [{ plugin: plugin(options), origin: 'inline' }] });
  const request = { split: 'train', count, randomSeed: 0, baseFolder: folder } as const;
  const rows: Row[] = [];
  for await (const row of kernel.seedSource('jsonl').seeds(request)) rows.push(row);
  return rows;
}

let files = 0;
async function readFrom(
  content: string | Uint8Array,
  options: Record<string, unknown> = {},
  count?: number,
): Promise<Row[]> {
  const name = `${files++}.jsonl`;
  await writeFile(join(folder, name), content);
  return read({ train: name, ...options }, count);
}

const named = (id: string): string => minimal.replace('"a"', JSON.stringify(id));
const shown = (row: Row): string => ('bad' in row ? `${row.place.split(':').at(-1)}: ${row.reason}` : row.id);

describe('a file', () => {
  it('gives its seeds as they are written', async () => {
    const [one, other] = (await readFrom(`${minimal}\n${full}\n`)) as Seed[];
    expect(one).toEqual({
      id: 'a',
      prompt: [{ role: 'user', content: '1+1=?' }],
      gold: '2',
      domain: 'math',
      verifier: 'math',
    });
    expect(other).toEqual(JSON.parse(full));
  });

  it('may have a byte order mark, CRLF, blank lines and no end of its last line', async () => {
    const rows = await readFrom(`\ufeff${named('a')}\r\n\r\n${zero.join('\n')}\n${named('b')}`);
    expect(rows.map(shown)).toEqual(['a', 'b']);
  });

  it('may be empty', async () => {
    expect(await readFrom('')).toEqual([]);
  });

  it('is read up to the count of good rows and no further', async () => {
    const rows = await readFrom([named('a'), 'x', named('b'), named('c')].join('\n'), {}, 2);
    expect(rows.map(shown)).toEqual(['a', expect.stringMatching(/^2: not JSON/), 'b']);
  });

  it('may leave the domain and the verifier to the options', async () => {
    const row = '{"id":"a","prompt":"?","domain":"own"}';
    const [seed] = await readFrom(row, { domain: 'logic', verifier: 'exact' });
    expect(seed).toMatchObject({ domain: 'own', verifier: 'exact' });
  });

  it('that names an id twice has the second set aside', async () => {
    const rows = await readFrom([named('a'), '', named('b'), named('a')].join('\n'));
    expect(rows.map(shown)).toEqual(['a', 'b', '4: duplicate id "a", first on line 1']);
  });

  it('with a line over the bound has it set aside unread and goes on', async () => {
    const long = named('x'.repeat(5000));
    const rows = await readFrom([named('a'), long, named('b')].join('\n'), { maxLineBytes: 200 });
    expect(rows.map(shown)).toEqual([
      'a',
      `2: the line has ${long.length} bytes, more than maxLineBytes = 200`,
      'b',
    ]);
  });

  it('that is not UTF-8 has those lines set aside', async () => {
    const rows = await readFrom(Buffer.concat([Buffer.from([0xff, 0xfe, 0x0a]), Buffer.from(minimal)]));
    expect(rows.map(shown)).toEqual(['1: not UTF-8', 'a']);
  });

  it.each(malformed)('with the line %s has it set aside', async (line, reason) => {
    const rows = await readFrom(`${line}\n${minimal}`);
    expect(rows[0]).toMatchObject({ bad: true, place: expect.stringMatching(/\.jsonl:1$/) as string });
    expect((rows[0] as BadSeed).reason).toContain(reason);
    expect(rows[1]).toMatchObject({ id: 'a' });
  });

  it.each(hostile.map((line, i) => [i, line] as const))('survives hostile line %i', async (_, line) => {
    const rows = await readFrom(`${line}\n${named('last')}`);
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatchObject({ id: 'last' });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect((rows[0] as Seed).gold ?? '2').toBe('2');
  });
});

describe('a wrong setting is an error with its fix', () => {
  it.each([
    ['a missing file', { train: 'absent.jsonl' }, /does not exist[^]*options\.jsonl\.train[^]*relative to/],
    ['a folder', { train: '.' }, /could not be read[^]*give the path of a file/],
    ['no file', {}, /no file is given[^]*data\.train to 0/],
    ['an unknown option', { path: 'a.jsonl' }, /path[^]*known options: train/],
  ])('%s', async (_, options, message) => {
    await expect(read(options)).rejects.toThrow(message);
  });

  it('unless nothing is asked for', async () => {
    expect(await read({}, 0)).toEqual([]);
  });
});

describe('whatever the file', () => {
  it('division into chunks does not change its lines, and no byte is lost', async () => {
    const content = fc.string({ unit: fc.constantFrom('a', '\u00e9', '\n', '\r'), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(content, fc.integer({ min: 1, max: 9 }), async (text, size) => {
        const bytes = Buffer.from(text);
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
          bytes.subarray(i * size, (i + 1) * size),
        );
        const lines: string[] = [];
        for await (const line of linesOf(chunks, 1000)) {
          expect(line.number).toBe(lines.length + 1);
          lines.push(Buffer.from(line.bytes!).toString());
        }
        expect(lines.join('\n')).toBe(text.replace(/\n$/, ''));
      }),
    );
  });

  it('a bound on lines only takes the longer ones away', async () => {
    const texts = fc.array(fc.stringMatching(/^a{0,20}$/), { maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 20 }), async (lines, bound) => {
        const kept: (string | undefined)[] = [];
        for await (const { bytes } of linesOf([Buffer.from(`${lines.join('\n')}\n`)], bound)) {
          kept.push(bytes && Buffer.from(bytes).toString());
        }
        const expected = lines.map((line) => (line.length > bound ? undefined : line));
        expect(kept).toEqual(lines.length === 0 ? [''] : expected);
      }),
    );
  });

  it('any JSON value is a seed or has a reason', () => {
    fc.assert(
      fc.property(fc.json(), (line) => {
        expect(parseRow(line)).toHaveProperty('reason');
      }),
    );
  });

  it('a seed that is written is the seed that is read', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1 });
    const anySeed = fc.record({
      id: word,
      prompt: fc.array(fc.record({ role: fc.constantFrom('system', 'user', 'assistant'), content: word }), {
        minLength: 1,
      }),
      gold: word,
      domain: word,
      verifier: word,
      meta: fc.dictionary(fc.stringMatching(/^[a-z]+$/), fc.jsonValue()),
    });
    fc.assert(
      fc.property(anySeed, (seed) => {
        const line = JSON.stringify(seed);
        expect(parseRow(line)).toEqual(JSON.parse(line));
      }),
    );
  });
});
