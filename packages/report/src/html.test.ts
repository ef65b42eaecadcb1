import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeHtml, html, trusted } from './html.ts';
import { makeVisible, oneLine, shorten } from './visible-text.ts';

describe('html', () => {
  test('texts are escaped, markup is not, lists are joined, absent values leave nothing', () => {
    const items = ['<b>', html`<i>${'"&\''}</i>`];
    expect(html`<p>${items}${undefined}${false}${0}${trusted('<br>')}</p>`.markup).toBe(
      '<p>&lt;b&gt;<i>&quot;&amp;&#39;</i>0<br></p>',
    );
  });

  test('whatever a text holds, none of it is markup or hidden', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const escaped = escapeHtml(text);
        expect(escaped).not.toMatch(/[<>"']/);
        expect(escaped.replaceAll(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
        expect(escaped).not.toMatch(/[\u0000-\u0008\u200E\u200F\u202A-\u202E\u2066-\u2069]|\p{Surrogate}/u);
      }),
    );
  });
});

describe('texts of a model', () => {
  test('controls, bidirectional overrides and lone surrogates are named', () => {
    expect(makeVisible('a\u202Eb\u0000c\uD800d\u200Be\nf\tg')).toBe(
      'a⟨U+202E⟩b⟨U+0000⟩c⟨U+D800⟩d⟨U+200B⟩e\nf\tg',
    );
  });

  test('a long text keeps its beginning and its end, and says how much is between', () => {
    const { head, left, tail } = shorten('a'.repeat(500) + 'b'.repeat(500), 100);
    expect([head, left, tail]).toEqual(['a'.repeat(75), 900, 'b'.repeat(25)]);
    expect(shorten('short', 100)).toEqual({ head: 'short', left: 0, tail: '' });
  });

  test('a cut never divides a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('😀', 'a') }),
        fc.integer({ min: 2, max: 20 }),
        (text, limit) => {
          const { head, tail } = shorten(text, limit);
          expect(head + tail + oneLine(text, limit)).not.toMatch(/\p{Surrogate}/u);
        },
      ),
    );
  });

  test('piled marks are bounded', () => {
    expect(shorten(`a${'\u0301'.repeat(1000)}b`, 4000).head).toBe(`a${'\u0301'.repeat(4)}b`);
  });
});
