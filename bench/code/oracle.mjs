// The same as oracle.py for JavaScript: assertions throw, and program and tests share one context.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { runInNewContext } from 'node:vm';

function passes({ source, tests }) {
  const assert = (ok) => {
    if (!ok) throw new Error('an assertion failed');
  };
  const console = { assert, log() {}, error() {} };
  try {
    runInNewContext(
      `${source}\n;${tests}`,
      { console, require: createRequire(import.meta.url) },
      { timeout: 5000 },
    );
    return true;
  } catch {
    return false;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${passes(JSON.parse(line))}\n`);
}
