import { describe, expect, it } from 'vitest';
import { checkGold } from './check-gold.ts';
import { explain } from './explain.ts';
import plugin from './index.ts';

describe('checkGold', () => {
  it.each([
    ['\\frac{3}{4}', 'readable'],
    ['\\text{Thursday}', 'words'],
    ['5,120', 'ambiguous'],
    ['1/2x', 'ambiguous'],
    ['\\frac{3}{', 'unreadable'],
    ['', 'unreadable'],
    [`${'('.repeat(200)}1${')'.repeat(200)}`, 'unreadable'],
  ])('%s is %s', (gold, status) => {
    expect(checkGold(gold).status).toBe(status);
  });
});

describe('explain', () => {
  it('shows both readings, the step and the policy', () => {
    const lines = explain({ gold: '35', completion: 'So \\boxed{35\\%}.' }).join('\n');
    expect(lines).toContain('read as  35 percent');
    expect(lines).toContain('from the last box');
    expect(lines).toContain('verdict    correct');
    expect(lines).toContain('policy     percent');
  });

  it('says when nothing was found', () => {
    expect(explain({ gold: '3', completion: 'no idea' }, 'strict-train').join('\n')).toContain(
      'no boxed answer',
    );
  });
});

describe('the plugin', () => {
  it('is a verifier named math whose options are checked', () => {
    expect(plugin.definition).toMatchObject({ name: 'math', kind: 'verifier' });
  });
});
