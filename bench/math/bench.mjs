import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { verifyMath } from '@touchstone-rl/plugin-math';
import { HOSTILE } from './hostile.mjs';

const here = dirname(fileURLToPath(import.meta.url));

export const description = 'The math verifier against Math-Verify: accuracy, throughput, hostile input';

/** Passes over the cases before and while throughput is measured. */
const WARM_PASSES = 2;
const MEASURED_PASSES = 3;
/** Runs of each hostile input, of which the fastest counts: others share the machine. */
const HOSTILE_RUNS = 3;

function loadCases(path) {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line))
    .filter((row) => (row.tags ?? []).length === 0)
    .map((row) => (row.round ? { ...row, kind: `round ${row.round}` } : row));
}

function verdictOf(row) {
  const input =
    row.mode === 'text' ? { gold: row.gold, completion: row.pred } : { gold: row.gold, pred: row.pred };
  return verifyMath(input, 'evaluate').verdict;
}

function judge(row) {
  return verdictOf(row) === 'correct';
}

/** CPU time of this process: on a busy machine wall time measures the others. */
function cpuMilliseconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function runOurs(cases) {
  let said = [];
  for (let pass = 0; pass < WARM_PASSES; pass++) said = cases.map(judge);
  const started = process.cpuUsage().user;
  const times = [];
  for (let pass = 0; pass < MEASURED_PASSES; pass++) {
    for (const row of cases) {
      const before = cpuMilliseconds();
      judge(row);
      times.push(cpuMilliseconds() - before);
    }
  }
  const seconds = (process.cpuUsage().user - started) / 1e6;
  times.sort((a, b) => a - b);
  return {
    said,
    perSecond: (cases.length * MEASURED_PASSES) / seconds,
    p99: times[Math.floor(times.length * 0.99)],
  };
}

/** Math-Verify on the same cases, or the reason why it did not run. */
function runPeer(cases, python) {
  try {
    execFileSync(python, ['-c', 'import math_verify'], { stdio: 'ignore' });
  } catch {
    return {
      reason: `Math-Verify is not installed for ${python}: pip install math-verify==0.8.0 latex2sympy2_extended`,
    };
  }
  const input = cases.map(({ gold, pred, mode }) => JSON.stringify({ gold, pred, mode })).join('\n');
  const output = execFileSync(python, [join(here, 'math_verify_peer.py')], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const { said, cpu_seconds: seconds } = JSON.parse(output);
  return { said, perSecond: cases.length / seconds };
}

/** The plain way with mathjs, on bare answers only; without its package there is no row. */
async function runMathjs(cases) {
  try {
    const { verifyWithMathjs } = await import('@touchstone-rl/plugin-math-mathjs');
    const started = process.cpuUsage().user;
    const said = cases.map((row) => verifyWithMathjs(row.gold, row.pred).verdict === 'correct');
    return { said, perSecond: cases.length / ((process.cpuUsage().user - started) / 1e6) };
  } catch (error) {
    return { reason: `math-mathjs did not run: ${error.message}` };
  }
}

function accuracy(cases, said) {
  const wrongPairs = cases.filter((row) => !row.expect).length;
  const right = cases.filter((row, index) => said[index] === row.expect).length;
  const falsePositives = cases.filter((row, index) => said[index] && !row.expect).length;
  return {
    right: (100 * right) / cases.length,
    falsePositives: (100 * falsePositives) / Math.max(1, wrongPairs),
  };
}

function byKind(cases, said) {
  const kinds = new Map();
  cases.forEach((row, index) => {
    const entry = kinds.get(row.kind) ?? { n: 0, right: 0 };
    entry.n += 1;
    if (said[index] === row.expect) entry.right += 1;
    kinds.set(row.kind, entry);
  });
  return [...kinds].sort(([a], [b]) => (a < b ? -1 : 1));
}

function millisecondsOf(input) {
  const before = cpuMilliseconds();
  verifyMath(input, 'evaluate');
  return cpuMilliseconds() - before;
}

/** What was said of right and of wrong pairs, by kind. */
function confusionTable(cases, verdicts) {
  const table = {};
  cases.forEach((row, index) => {
    const entry = (table[row.kind] ??= {
      pairs: 0,
      'right pairs: correct': 0,
      'right pairs: not': 0,
      'wrong pairs: correct': 0,
      'wrong pairs: not': 0,
      unverifiable: 0,
    });
    entry.pairs += 1;
    entry[`${row.expect ? 'right' : 'wrong'} pairs: ${verdicts[index] === 'correct' ? 'correct' : 'not'}`] +=
      1;
    if (verdicts[index] === 'unverifiable') entry.unverifiable += 1;
  });
  const sorted = Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted);
}

function hostileRow() {
  let worst = { name: '', ms: 0 };
  for (const [name, text] of Object.entries(HOSTILE)) {
    for (const input of [
      { gold: '\\sqrt{2}', pred: text },
      { gold: '\\sqrt{2}', completion: `\\boxed{${text}}` },
    ]) {
      const ms = Math.min(...Array.from({ length: HOSTILE_RUNS }, () => millisecondsOf(input)));
      if (ms > worst.ms) worst = { name, ms };
    }
  }
  return {
    name: `slowest of ${Object.keys(HOSTILE).length} hostile inputs, CPU, fastest of ${HOSTILE_RUNS} runs (${worst.name})`,
    value: worst.ms,
    unit: 'ms',
    n: 2 * Object.keys(HOSTILE).length,
  };
}

function row(name, value, unit, n, against) {
  const base = { name, value, unit, n };
  return against === undefined ? base : { ...base, against, ratio: value / against };
}

function mathjsRows(cases, mine, ours, plain) {
  if (plain.reason) return [{ name: 'math-mathjs', reason: plain.reason }];
  const theirs = accuracy(cases, plain.said);
  const rounds = byKind(cases, plain.said).filter(([kind]) => kind.startsWith('round '));
  return [
    row('right, against math-mathjs', mine.right, '%', cases.length, theirs.right),
    row('throughput, against math-mathjs', ours.perSecond, 'pairs/s', cases.length, plain.perSecond),
    ...rounds.map(([kind, { n, right }]) => {
      const [, our] = byKind(cases, ours.said).find(([name]) => name === kind);
      return row(`right: ${kind}, against math-mathjs`, (100 * our.right) / n, '%', n, (100 * right) / n);
    }),
  ];
}

/**
 * Rows of the comparison. The cases come from `--cases PATH`, from `MATH_CASES`, or from the two sets beside
 * this file (cases.jsonl, and rounds.jsonl: what is kept of rounds of fresh pairs); the peer's interpreter from `--python PATH`, from `MATH_PYTHON`, or `python3`. With cases of one's own
 * the confusion table by kind is printed too.
 */
export async function bench({ args = [] } = {}) {
  const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const given = option('--cases') ?? process.env.MATH_CASES;
  const cases = given
    ? loadCases(given)
    : ['cases.jsonl', 'rounds.jsonl'].flatMap((name) => loadCases(join(here, name)));
  if (given) console.table(confusionTable(cases, cases.map(verdictOf)));
  const ours = runOurs(cases);
  const peer = runPeer(cases, option('--python') ?? process.env.MATH_PYTHON ?? 'python3');
  const [mine, theirs] = [accuracy(cases, ours.said), peer.said && accuracy(cases, peer.said)];
  const rows = [
    row('right', mine.right, '%', cases.length, theirs?.right),
    row('false positives', mine.falsePositives, '% of wrong pairs', cases.length, theirs?.falsePositives),
    row('throughput, CPU of one core', ours.perSecond, 'pairs/s', cases.length, peer.perSecond),
    row('99th percentile of a pair, CPU', ours.p99, 'ms', cases.length * MEASURED_PASSES),
    hostileRow(),
  ];
  rows.push(...mathjsRows(cases, mine, ours, await runMathjs(cases)));
  if (peer.reason) rows.push({ name: 'Math-Verify', reason: peer.reason });
  for (const [kind, { n, right }] of byKind(cases, ours.said)) {
    const peerKind = peer.said && byKind(cases, peer.said).find(([name]) => name === kind)?.[1];
    rows.push(
      row(`right: ${kind}`, (100 * right) / n, '%', n, peerKind && (100 * peerKind.right) / peerKind.n),
    );
  }
  return rows;
}
