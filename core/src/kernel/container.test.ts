import { describe, expect, it } from 'vitest';
import { createServices, createToken, registerForEveryRun } from './container.ts';

describe('a service for every run', () => {
  it('is made once, at the first resolve, and gives way to a run of its own', () => {
    const token = createToken<{ readonly name: string }>('container-test');
    let made = 0;
    registerForEveryRun(token, () => ({ name: `shared ${++made}` }));
    const [first, second] = [createServices(), createServices()];
    expect(made).toBe(0);
    expect(first.resolve(token)).toBe(second.resolve(token));
    expect(made).toBe(1);
    second.register(token, { value: { name: 'own' } });
    expect([first.resolve(token).name, second.resolve(token).name]).toEqual(['shared 1', 'own']);
  });
});
