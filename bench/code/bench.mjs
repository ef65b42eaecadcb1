import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { optionsSchema, taskOfSeed, verifyCode } from '@touchstone-rl/plugin-code';
import { createSandbox } from '@touchstone-rl/sandbox';
import { wrongVariants } from './mutate.mjs';

export const description =
  'the code verifier on published solutions and on wrong variants of them, by layer (needs the data sets)';

const here = dirname(fileURLToPath(import.meta.url));
const options = optionsSchema.parse({ extraction: 'either' });

/** Data files (JSON Lines, gzipped or not) come from `--humaneval PATH` or `CODE_HUMANEVAL`, and so on. */
const SETS = {
  humaneval: { language: 'python', solution: 'canonical_solution' },
  mbpp: { language: 'python', solution: 'code' },
  'humaneval-js': { language: 'javascript', solution: 'canonical_solution' },
};

/** Layers as a machine has them: everything, no native Python, and the subset of Python alone. */
const LAYERS = {
  native: ['quickjs', 'bubblewrap', 'landlock'],
  embedded: ['quickjs', 'monty', 'pyodide'],
  'embedded, first stage': ['quickjs', 'monty'],
};

function load(path) {
  const bytes = readFileSync(path);
  const text = path.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString();
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
}

function seedOf({ prompt, canonical_solution: _solution, code: _code, ...meta }) {
  return {
    id: String(meta.task_id),
    prompt: [{ role: 'user', content: prompt }],
    domain: 'code',
    verifier: 'code',
    meta,
  };
}

/** Judges programs, four at a time; the order is kept. */
async function judgeAll(items, layers) {
  const sandbox = createSandbox({ layers, limits: { cpuSeconds: 5 } });
  const verdicts = [];
  let next = 0;
  const work = async () => {
    while (next < items.length) {
      const i = next++;
      const { row, source } = items[i];
      verdicts[i] = await verifyCode({ seed: seedOf(row), gold: undefined, pred: source }, options, sandbox);
    }
  };
  const started = performance.now();
  await Promise.all([work(), work(), work(), work()]);
  const seconds = (performance.now() - started) / 1000;
  await sandbox.dispose();
  return { verdicts, perSecond: items.length / seconds };
}

/** Whether each program passes its tests when both run in one process, as the data sets do it. */
function oracle(items, language) {
  const [command, file] = language === 'python' ? ['python3', 'oracle.py'] : [process.execPath, 'oracle.mjs'];
  const input = items.map(({ row, source }) => JSON.stringify(programOf(row, source))).join('\n');
  const run = spawnSync(command, [join(here, file)], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) return undefined;
  return run.stdout
    .trim()
    .split('\n')
    .map((line) => line === 'true');
}

function programOf(row, source) {
  const call = row.entry_point === undefined ? '' : `check(${row.entry_point})`;
  const tests = Array.isArray(row.test) ? row.test.join('\n') : `${row.test}\n${call}`;
  return { source: taskOfSeed(seedOf(row), options).assemble(source), tests };
}

const count = (verdicts, verdict) => verdicts.filter((one) => one.verdict === verdict).length;

function solutionRows(name, label, { verdicts, perSecond }, n) {
  const stage = verdicts.filter(({ verdict, evidence }) => verdict === 'correct' && evidence.subset).length;
  return [
    {
      name: `${name}, ${label}: solutions accepted`,
      value: count(verdicts, 'correct'),
      unit: 'programs',
      n,
      ratio: count(verdicts, 'correct') / n,
    },
    {
      name: `${name}, ${label}: solutions unverifiable`,
      value: count(verdicts, 'unverifiable'),
      unit: 'programs',
      n,
    },
    ...(stage > 0
      ? [{ name: `${name}, ${label}: accepted by the subset alone`, value: stage, unit: 'programs', n }]
      : []),
    { name: `${name}, ${label}: verdicts`, value: perSecond, unit: 'programs/s', n },
  ];
}

/** Wrong variants: those that fail their tests by the oracle, and how many of them the verifier accepts. */
async function variantRows(name, language, items) {
  const said = oracle(items, language);
  const { verdicts } = await judgeAll(items, LAYERS.native);
  const accepted = count(verdicts, 'correct');
  const base = {
    name: `${name}, native: variants accepted`,
    value: accepted,
    unit: 'programs',
    n: items.length,
  };
  if (!said) return [base];
  const wrongly = verdicts.filter(({ verdict }, i) => verdict === 'correct' && !said[i]).length;
  const missed = verdicts.filter(({ verdict }, i) => verdict === 'incorrect' && said[i]).length;
  return [
    {
      ...base,
      against: said.filter(Boolean).length,
      ratio: accepted / Math.max(1, said.filter(Boolean).length),
    },
    {
      name: `${name}, native: wrong variants accepted`,
      value: wrongly,
      unit: 'programs',
      n: said.filter((one) => !one).length,
    },
    {
      name: `${name}, native: right variants refused`,
      value: missed,
      unit: 'programs',
      n: said.filter(Boolean).length,
    },
  ];
}

async function rowsOfSet(name, path, { only, most }) {
  const { language, solution } = SETS[name];
  const rows = load(path);
  const items = rows.map((row) => ({ row, source: row[solution] }));
  const results = [];
  for (const [label, layers] of Object.entries(LAYERS)) {
    if (language === 'javascript' && label !== 'embedded') continue;
    if (only !== undefined && only !== label) continue;
    results.push(...solutionRows(name, label, await judgeAll(items, layers), items.length));
  }
  const variants = items.flatMap(({ row, source }) =>
    wrongVariants(source, language)
      .slice(0, most)
      .map((variant) => ({ row, source: variant.source })),
  );
  results.push(...(await variantRows(name, language, variants)));
  return results;
}

/** `--layers native` measures one choice of layers alone, `--variants 2` that many variants of a program. */
export async function bench({ args = [] } = {}) {
  const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const chosen = { only: option('--layers'), most: Number(option('--variants') ?? Infinity) };
  const results = [];
  for (const name of Object.keys(SETS)) {
    const variable = `CODE_${name.toUpperCase().replace('-', '_')}`;
    const path = option(`--${name}`) ?? process.env[variable];
    if (path === undefined)
      results.push({ name, reason: `give its file with --${name} PATH or ${variable}` });
    else if (!existsSync(path)) results.push({ name, reason: `${path} does not exist` });
    else results.push(...(await rowsOfSet(name, path, chosen)));
  }
  return results;
}
