import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonLines, projectFolder, readRows, touchstone } from '../cli/touchstone.ts';
import { domainNames } from './domains.ts';

describe.each(domainNames())('touchstone generate %s', (name) => {
  it('writes seeds that touchstone verify judges from their own fields', async () => {
    const folder = projectFolder();
    const path = (file: string): string => join(folder, file);
    const args = [
      'generate',
      name,
      '--n',
      '12',
      '--seed',
      '5',
      '--split',
      'test',
      '--out',
      path('seeds.jsonl'),
    ];
    expect(await touchstone(args)).toMatchObject({ code: 0, stderr: '12 seeds\n' });
    const seeds = readRows(path('seeds.jsonl'));
    for (const seed of seeds) {
      expect(seed).toMatchObject({
        domain: name,
        verifier: name,
        gold: expect.any(String),
        meta: expect.any(Object),
      });
    }

    // Other ids: a verifier that looked its problem up by id could not judge these.
    const answered = seeds.flatMap((seed, i) => [
      { ...seed, id: `right ${i}`, completion: `<think>hm</think>${marked(seed['gold'] as string)}` },
      { ...seed, id: `bare ${i}`, pred: seed['gold'] },
      { ...seed, id: `wrong ${i}`, completion: '<think>hm</think>I do not know.' },
    ]);
    writeFileSync(path('answered.jsonl'), jsonLines(...answered));
    const verify = [
      'verify',
      '--verifier',
      name,
      '--in',
      path('answered.jsonl'),
      '--out',
      path('verdicts.jsonl'),
    ];
    expect((await touchstone(verify)).code).toBe(0);
    expect(
      readRows(path('verdicts.jsonl')).map(({ id, verdict }) => `${id as string}: ${verdict as string}`),
    ).toEqual(
      seeds.flatMap((_, i) => [`right ${i}: correct`, `bare ${i}: correct`, `wrong ${i}: incorrect`]),
    );
  });
});

/** The answer in every mark: each domain reads its own. */
function marked(gold: string): string {
  return `Final Answer: ${gold}\n<final_answer>${gold}</final_answer>`;
}
