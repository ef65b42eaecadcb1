import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { jsonLines, projectFolder, readRows, touchstone } from '../cli/touchstone.ts';

const page = readFileSync(new URL('../../docs/write-a-domain.md', import.meta.url), 'utf8');

it('the domain of the page generates problems and judges answers', async () => {
  const [, code] = /```ts[^\n]*\n([^]*?)```/.exec(page)!;
  const folder = projectFolder({ 'parity.ts': code! });
  const [, generate, verify] = /```sh\ntouchstone (.*)\ntouchstone (.*)\n```/.exec(page)!;
  expect(await touchstone(generate!.split(' '), { cwd: folder })).toMatchObject({
    code: 0,
    stderr: '20 seeds\n',
  });
  const seeds = readRows(join(folder, 'seeds.jsonl'));
  const answered = seeds.flatMap((seed) => [
    { ...seed, completion: `<think>...</think><final_answer>${seed['gold'] as string}</final_answer>` },
    { ...seed, completion: `<final_answer>even</final_answer> or <final_answer>odd</final_answer>` },
  ]);
  writeFileSync(join(folder, 'answered.jsonl'), jsonLines(...answered));
  expect((await touchstone(verify!.split(' '), { cwd: folder })).code).toBe(0);
  const verdicts = readRows(join(folder, 'verdicts.jsonl')).map(({ verdict }) => verdict);
  expect(verdicts).toEqual(seeds.flatMap(() => ['correct', 'incorrect']));
});
