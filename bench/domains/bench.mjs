import { readdirSync, readFileSync } from 'node:fs';
import { createKernel, resolveConfig } from '@touchstone-rl/core';

export const description = 'Every domain plugin: 10,000 golds judged, instances and verdicts a second';

const GOLDS = 10_000;
/** Instances a second and core that a domain should make; those whose mathematics forbids it say so. */
const RATE_LIMIT = 1000;
/** Milliseconds that an answer of a megabyte may take. */
const HOSTILE_LIMIT = 100;
const WARM = 200;

/** Domain plugins: every folder whose package says so. */
function domains() {
  const plugins = new URL('../../plugins/', import.meta.url);
  return readdirSync(plugins).filter((folder) => {
    try {
      const manifest = JSON.parse(readFileSync(new URL(`${folder}/package.json`, plugins), 'utf8'));
      return manifest.touchstone?.kind === 'domain';
    } catch {
      return false;
    }
  });
}

/** Seconds of one core that a task took, and what it gave. */
function timed(task) {
  const { user, system } = process.cpuUsage();
  const result = task();
  const used = process.cpuUsage({ user, system });
  return { result, seconds: (used.user + used.system) / 1e6 };
}

async function loadDomain(name, options = {}) {
  const kernel = await createKernel(await resolveConfig({ plugins: [[name, options]] }));
  const benchmark = kernel.benchmark(name);
  return { source: kernel.seedSource(name), verifier: kernel.verifier(name), benchmark };
}

const request = (split, count) => ({ split, count, randomSeed: 1, baseFolder: '.' });

/** Texts of a megabyte that look like answers. */
function hostileTexts(gold) {
  const fill = (text) => text.repeat(Math.ceil(1e6 / text.length));
  const texts = [
    '<final_answer>',
    '\\boxed{',
    'Final Answer:\n',
    'Final Answer: 1 ',
    '{',
    '\n',
    '9',
    '(',
    '->',
    'e9',
  ];
  texts.push(', ', `<final_answer>${gold}</final_answer>\n`, `Final Answer: ${gold}\n`, `${gold}\n`);
  return texts.flatMap((text) => [fill(text), `<final_answer>${fill(text).slice(0, 8000)}</final_answer>`]);
}

/** The slowest text, each timed at its best of three: other work on the machine only ever adds. */
function slowestHostile(verifier, seed) {
  const texts = hostileTexts(seed.gold);
  let worst = { ms: 0, text: '' };
  for (const completion of texts) {
    let ms = Infinity;
    for (let i = 0; i < 3; i++) {
      const started = performance.now();
      verifier.verify({ seed, gold: seed.gold, completion, answer: completion });
      ms = Math.min(ms, performance.now() - started);
    }
    if (ms > worst.ms) worst = { ms, text: JSON.stringify(completion.slice(0, 24)) };
  }
  return { ...worst, n: texts.length };
}

function row(name, value, unit, n, against) {
  const base = { name, value, unit, n };
  return against === undefined ? base : { ...base, against, ratio: value / against };
}

async function rowsOf(name, golds, options) {
  const { source, verifier, benchmark } = await loadDomain(name, options);
  for (const seed of source.seeds(request('validation', WARM)))
    verifier.verify({ seed, gold: seed.gold, pred: seed.gold });
  const made = timed(() => [...source.seeds(request('train', golds))]);
  const judged = timed(() =>
    made.result.filter(
      (seed) => verifier.verify({ seed, gold: seed.gold, pred: seed.gold }).verdict === 'correct',
    ),
  );
  const tested = timed(() => [...source.seeds(request('test', Math.ceil(golds / 10)))]);
  const strata = new Set();
  let problems = 0;
  for (const seed of benchmark.seeds(request('test', Infinity))) {
    strata.add(benchmark.stratum(seed));
    problems += 1;
  }
  const { ms, text, n } = slowestHostile(verifier, made.result.at(-1));
  return [
    row(`${name}: golds judged correct`, judged.result.length, 'golds', golds, golds),
    row(`${name}: train instances`, golds / made.seconds, 'instances/s', golds, RATE_LIMIT),
    row(
      `${name}: test instances`,
      tested.result.length / tested.seconds,
      'instances/s',
      tested.result.length,
    ),
    row(`${name}: golds judged`, golds / judged.seconds, 'verdicts/s', golds),
    row(`${name}: problems of the benchmark, in ${strata.size} strata`, problems, 'problems', problems),
    row(`${name}: slowest megabyte, ${text}...`, ms, 'ms', n, HOSTILE_LIMIT),
  ];
}

/**
 * Rows of every domain, or of those named by `--only a,b`; `--golds N` changes the number of golds, `--options JSON`
 * the options of the source.
 */
export async function bench({ args = [] } = {}) {
  const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const only = option('--only')?.split(',');
  const golds = Number(option('--golds') ?? GOLDS);
  const options = JSON.parse(option('--options') ?? '{}');
  const rows = [];
  for (const name of only ?? domains()) {
    try {
      rows.push(...(await rowsOf(name, golds, options)));
    } catch (error) {
      rows.push({ name, reason: error.message.split('\n')[0] });
    }
  }
  return rows;
}
