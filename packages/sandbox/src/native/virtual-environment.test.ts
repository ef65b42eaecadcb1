import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Sandbox } from '@touchstone-rl/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '../create-sandbox.ts';

describe('a virtual environment on PATH', () => {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-environment-'));
  const path = process.env['PATH'];
  let sandbox: Sandbox;
  let absent: string | undefined;

  beforeAll(() => {
    try {
      // As root, jobs run as another user, who must reach it.
      chmodSync(folder, 0o755);
      execFileSync('/usr/bin/python3', ['-m', 'venv', '--without-pip', folder], { stdio: 'ignore' });
      const [version] = readdirSync(join(folder, 'lib'));
      const site = join(folder, 'lib', version!, 'site-packages');
      writeFileSync(join(site, 'forty_two.py'), 'VALUE = 42\n');
    } catch {
      absent = 'no /usr/bin/python3 with venv';
    }
    process.env['PATH'] = `${join(folder, 'bin')}${delimiter}${path}`;
    sandbox = createSandbox();
  });
  afterAll(async () => {
    await sandbox.dispose();
    process.env['PATH'] = path;
    rmSync(folder, { recursive: true });
  });

  it.for(['bubblewrap', 'landlock'])('%s has what is installed in it', async (layer, context) => {
    context.skip(absent !== undefined, absent);
    const source = 'import forty_two\ndef value(): return forty_two.VALUE\nprint(forty_two.VALUE)';
    const printed = await sandbox.run({ language: 'python', layer, source });
    context.skip(printed.status === 'refused', printed.reason);
    expect(printed).toMatchObject({ status: 'ok', stdout: '42\n' });
    const { results } = await sandbox.run({
      language: 'python',
      layer,
      source,
      calls: [{ function: 'value', arguments: [] }],
    });
    expect(results).toEqual([{ value: 42 }]);
  });
});
