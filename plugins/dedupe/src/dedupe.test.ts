import { Kernel, loggerToken, type Message, type Seed } from '@touchstone-rl/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { different, hostile, same } from './fixtures.ts';
import plugin, { normalisePrompt } from './index.ts';

const seedOf = (id: string, prompt: readonly Message[]): Seed => ({ id, prompt, domain: 'd', verifier: 'v' });
const asking = (content: string): readonly Message[] => [{ role: 'user', content }];

interface Admission {
  admit(split: string, id: string, prompt: readonly Message[]): Promise<string>;
  readonly warnings: readonly string[];
}

/** A run's filter; `admit` gives `kept` or the reason for the drop. */
async function filter(options: Record<string, unknown> = {}): Promise<Admission> {
  const warnings: string[] = [];
  const kernel = await Kernel.create({
    plugins: [{ plugin: plugin(options), origin: 'inline' }],
    configureServices: (services) =>
      services.register(loggerToken, {
        value: { info: () => {}, warn: (message) => void warnings.push(message) },
      }),
  });
  return {
    warnings,
    async admit(split, id, prompt) {
      const result = await kernel.admitSeed(seedOf(id, prompt), split);
      return 'dropped' in result ? result.reason : 'kept';
    },
  };
}

describe('a training seed', () => {
  it.each(same)('is dropped for its earlier twin: $name', async ({ one, other }) => {
    for (const split of ['train', 'validation', 'test']) {
      const { admit } = await filter();
      expect(await admit(split, 'first', one)).toBe('kept');
      expect(await admit('train', 'second', other)).toBe(`same prompt as ${split} seed first`);
    }
  });

  it.each(different)('is kept beside another problem: $name', async ({ one, other }) => {
    const { admit } = await filter();
    expect(await admit('test', 'first', one)).toBe('kept');
    expect(await admit('train', 'second', other)).toBe('kept');
  });

  it('is dropped for one of another case when told to ignore it', async () => {
    const { admit } = await filter({ ignoreCase: true });
    await admit('train', 'first', asking('Find n.'));
    expect(await admit('train', 'second', asking('find N.'))).toContain('first');
  });

  it('is kept in another run', async () => {
    await (await filter()).admit('train', 'first', asking('a'));
    expect(await (await filter()).admit('train', 'second', asking('a'))).toBe('kept');
  });
});

describe('a held-out seed', () => {
  it('is always kept', async () => {
    const { admit, warnings } = await filter();
    expect(await admit('test', 't', asking('a'))).toBe('kept');
    expect(await admit('validation', 'v', asking('a'))).toBe('kept');
    expect(await admit('test', 'u', asking('a'))).toBe('kept');
    expect(warnings).toEqual([]);
  });

  it('that comes after its training twin is kept with a warning', async () => {
    const { admit, warnings } = await filter();
    await admit('train', 'x', asking('a'));
    expect(await admit('test', 't', asking('a'))).toBe('kept');
    expect(warnings).toEqual([
      'dedupe: test seed t has the prompt of training seed x, which was admitted before it',
    ]);
  });
});

describe('the normal form', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('e', 'E', '\u0301', '\u0130', '\u03a3', '\u00ad', '\uffa0', '\u1100', ' '),
    }),
  );

  it('is its own normal form', () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, ignoreCase) => {
        const form = normalisePrompt(asking(text), ignoreCase);
        const content = form.slice('user:'.length);
        expect(normalisePrompt(asking(content), ignoreCase)).toBe(form);
      }),
    );
  });

  it('does not change with white space around and between words', () => {
    const space = fc.constantFrom(' ', '\n', '\t', '\u00a0', '\u2028', '\r\n', '  ');
    const words = fc.array(fc.stringMatching(/^[a-z0-9+]+$/), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(words, space, space, (parts, one, other) => {
        const a = asking(one + parts.join(one));
        const b = asking(parts.join(other) + other);
        expect(normalisePrompt(a)).toBe(normalisePrompt(b));
      }),
    );
  });

  it.each(hostile.map((prompt, i) => [i, prompt] as const))('takes hostile prompt %i', async (_, prompt) => {
    const { admit } = await filter();
    expect(await admit('test', 'first', prompt)).toBe('kept');
    expect(await admit('train', 'second', prompt)).toBe('same prompt as test seed first');
  });

  it('never lets two training seeds with one form through', async () => {
    const texts = fc.array(fc.constantFrom('a', 'a ', ' a', 'b', '\uff42', 'c'), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(texts, async (contents) => {
        const { admit } = await filter();
        const kept: string[] = [];
        for (const [i, content] of contents.entries()) {
          const outcome = await admit('train', `s${i}`, asking(content));
          if (outcome === 'kept') kept.push(normalisePrompt(asking(content)));
        }
        expect(new Set(kept).size).toBe(kept.length);
        expect(new Set(kept)).toEqual(new Set(contents.map((content) => normalisePrompt(asking(content)))));
      }),
    );
  });
});
