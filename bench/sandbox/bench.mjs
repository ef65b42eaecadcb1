import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from '@touchstone-rl/sandbox';
import { HOSTILE, PROGRAMS } from './programs.mjs';
import { childMegabytes, footprint } from './processes.mjs';

export const description =
  'The sandbox against a bare process: start-up, runs per second, memory; one layer by name, `stress`, or `long`';

const STDIN = '4\n';
const ROUNDS = 15;
const HELD_BYTES = 500e6;
const EXPECTED = { trivial: '5\n', real: '7837\n' };
const CASES = [
  ['quickjs', 'javascript'],
  ['bubblewrap', 'javascript'],
  ['landlock', 'javascript'],
  ['monty', 'python'],
  ['bubblewrap', 'python'],
  ['landlock', 'python'],
  ['pyodide', 'python'],
];
const COMMANDS = {
  python: ['/usr/bin/python3', ['-E', '-s', '-B'], 'py'],
  javascript: ['/usr/bin/node', [], 'cjs'],
};
/** The bare process has the sandbox's environment: what this one's says may cost an interpreter more than its start. */
const ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  HOME: '/tmp',
  TMPDIR: '/tmp',
  LANG: 'C.UTF-8',
  PYTHONHASHSEED: '0',
  OPENSSL_CONF: '/dev/null',
};

/** Seconds that n runs take with so many at once. */
async function timed(n, atOnce, run) {
  const started = performance.now();
  let left = n;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await run();
    }),
  );
  return (performance.now() - started) / 1000;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** The same program as a process of this user's, started by node and drained. */
function bare(command, words, file) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...words, file], { stdio: ['pipe', 'pipe', 'pipe'], env: ENVIRONMENT });
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    child.stderr.resume();
    child.stdin.end(STDIN);
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
}

export async function bench({ args }) {
  const [what, ...numbers] = args;
  if (what === 'stress') {
    const [mixed = 10_000, half = 1000] = numbers.map(Number);
    return [...(await stress(mixed, MIXED)), ...(await falseTimeLimits(half))];
  }
  if (what === 'long') return stress(Number(numbers[0] ?? 100_000), MOSTLY_GOOD);
  return rates(what);
}

async function rates(only) {
  const rows = [];
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-bench-'));
  // The native layers take the first interpreter that is a program; the bare process must be the same one.
  const path = process.env.PATH;
  process.env.PATH = `/usr/bin:/bin:${path}`;
  try {
    for (const [layer, language] of CASES) {
      if (only !== undefined && layer !== only && `${layer}:${language}` !== only) continue;
      for (const kind of ['trivial', 'real']) rows.push(...(await rate(layer, language, kind, folder)));
      if (layer !== 'bubblewrap' || language !== 'python') continue;
      // Node's own spawn copies the page tables of all that its process holds, as a trainer holds weights.
      const held = Buffer.alloc(HELD_BYTES, 1);
      const beside = await rate(layer, language, 'trivial', folder);
      for (const row of beside) rows.push({ ...row, name: `${row.name}, beside ${held.length / 1e6} MB` });
    }
  } finally {
    process.env.PATH = path;
    rmSync(folder, { recursive: true });
  }
  rows.push({
    name: 'SandboxFusion',
    value: 'not measured: it is a service that is not part of npm',
    unit: '',
  });
  return rows;
}

async function rate(layer, language, kind, folder) {
  const source = PROGRAMS[language][kind];
  const [command, words, extension] = COMMANDS[language];
  const file = join(folder, `${kind}.${extension}`);
  writeFileSync(file, source);
  const name = `${layer} ${language} ${kind}`;
  const rows = [];
  const first = createSandbox({ layers: [layer], poolSize: 2 });
  try {
    const run = () => first.run({ language, source, stdin: STDIN });
    const result = await run();
    if (result.status !== 'ok' || result.stdout !== EXPECTED[kind]) {
      return [{ name, value: `not measured: ${result.status}: ${result.reason ?? result.stdout}`, unit: '' }];
    }
    const latency = await timed(10, 1, run);
    const n = latency / 10 > 0.5 ? 4 : latency / 10 > 0.005 ? 20 : 200;
    // Turn and turn about, so that what else the machine does falls on both.
    const [ours, theirs] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(n / (await timed(n, 2, run)));
      theirs.push(20 / (await timed(20, 2, () => bare(command, words, file))));
    }
    rows.push({
      name: `${name}: two at once`,
      value: median(ours),
      unit: 'runs/s',
      against: median(theirs),
      // The median of the rounds' ratios: what else the machine does in one of them moves it little.
      ratio: median(ours.map((rate, round) => rate / theirs[round])),
      n: n * ROUNDS,
    });
    rows.push({ name: `${name}: one at a time`, value: (latency / 10) * 1000, unit: 'ms', n: 10 });
    const workers = childMegabytes('worker.js');
    if (workers.length > 0) {
      rows.push({
        name: `${name}: largest worker`,
        value: Math.max(...workers),
        unit: 'MiB',
        n: workers.length,
      });
    }
    if (layer === 'quickjs') rows.push(await oneCore(name, language, source));
    return rows;
  } finally {
    await first.dispose();
  }
}

/** The rate of a single worker, by the CPU time that the worker reports of its runs. */
async function oneCore(name, language, source) {
  const sandbox = createSandbox({ layers: ['quickjs'], poolSize: 1 });
  try {
    for (let i = 0; i < 50; i++) await sandbox.run({ language, source, stdin: STDIN });
    let cpuSeconds = 0;
    const n = 300;
    for (let i = 0; i < n; i++)
      cpuSeconds += (await sandbox.run({ language, source, stdin: STDIN })).usage.cpuSeconds;
    return {
      name: `${name}: one worker, by CPU time`,
      value: n / cpuSeconds,
      unit: 'runs/CPU s',
      against: 500,
      ratio: n / cpuSeconds / 500,
      n,
    };
  } finally {
    await sandbox.dispose();
  }
}

/** One run in so many is Python's, natively; one in so many is hostile. */
const MIXED = { python: 10, hostile: 10 };
const MOSTLY_GOOD = { python: 50, hostile: 200 };

/** Good and hostile runs in a row, four at once: what grows. */
async function stress(mixed, share) {
  const rows = [];
  const sandbox = createSandbox({
    poolSize: 4,
    limits: { cpuSeconds: 0.3, wallSeconds: 30, memoryMegabytes: 64, outputKilobytes: 16 },
  });
  const statuses = {};
  const runs = { python: 0, javascript: 0 };
  const one = async (i) => {
    const language = i % share.python === 0 ? 'python' : 'javascript';
    const nth = runs[language]++;
    const hostile = HOSTILE[language];
    const source =
      nth % share.hostile === 1
        ? hostile[Math.floor(nth / share.hostile) % hostile.length]
        : PROGRAMS[language].trivial;
    const { status } = await sandbox.run({ language, source, stdin: STDIN });
    statuses[status] = (statuses[status] ?? 0) + 1;
  };
  let next = 0;
  for (; next < 300; next++) await one(next);
  const before = footprint();
  await timed(mixed, 4, () => one(next++));
  // What ended last may still be on its way out.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const after = footprint();
  for (const key of Object.keys(before)) {
    rows.push({
      name: `after ${mixed} mixed runs: ${key}`,
      value: after[key],
      unit: key === 'megabytes' ? 'MiB' : '',
      against: before[key],
      n: mixed,
    });
  }
  for (const [status, count] of Object.entries(statuses))
    rows.push({ name: `of these: ${status}`, value: count, unit: 'runs', n: mixed + 300 });
  await sandbox.dispose();
  rows.push({ name: 'children after disposal', value: footprint().children, unit: '', against: 0 });
  return rows;
}

async function falseTimeLimits(n) {
  const sandbox = createSandbox({ poolSize: 4, layers: ['quickjs', 'bubblewrap'] });
  const rows = [];
  for (const [language, source] of [
    ['python', 'import time\nwhile time.process_time() < 0.1: pass\nprint("done")'],
    ['javascript', 'let x = 0; for (let i = 0; i < 4e5; i++) x += i % 7; console.log(x)'],
  ]) {
    // JavaScript has no clock of CPU time: the limit is twice what the program takes.
    const limits = { cpuSeconds: language === 'python' ? 0.26 : await twice(sandbox, language, source) };
    let wrong = 0;
    await timed(n, 4, async () => {
      const { status } = await sandbox.run({ language, source, limits });
      if (status !== 'ok') wrong++;
    });
    rows.push({
      name: `${language} at half its CPU limit, four at once: not ok`,
      value: wrong,
      unit: 'runs',
      against: 0,
      n,
    });
  }
  await sandbox.dispose();
  return rows;
}

async function twice(sandbox, language, source) {
  let most = 0;
  for (let i = 0; i < 10; i++)
    most = Math.max(most, (await sandbox.run({ language, source })).usage.cpuSeconds);
  return most * 2;
}
