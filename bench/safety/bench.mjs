import { readFileSync } from 'node:fs';
import { createKernel, defineVerifier, resolveConfig } from '@touchstone-rl/core';
import safety from '@touchstone-rl/plugin-safety';

export const description =
  'precision and recall of the safety checks on a labelled sample (--data FILE: yours)';

const CHECKS = ['prompt-injection', 'secrets', 'personal-data', 'refusal', 'disclaimer', 'toxicity'];
const SEED_CHECKS = new Set(['prompt-injection', 'secrets', 'personal-data', 'toxicity']);

/**
 * Rows `{where: 'prompt' | 'answer', text, labels}`, where labels are names of checks; `parts` joined give a text that no
 * scanner of this repository takes for a leak.
 */
function rowsOf(args) {
  const at = args.indexOf('--data');
  const file = at === -1 ? new URL('sample.jsonl', import.meta.url) : args[at + 1];
  if (file === undefined) throw new Error('--data takes a file of rows {where, text, labels}');
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line, i) => [line, `${file}:${i + 1}`])
    .filter(([line]) => line.trim() !== '')
    .map(([line, place]) => rowOf(line, place));
}

function rowOf(line, place) {
  const row = JSON.parse(line);
  const text = row.text ?? row.parts?.join('');
  const unknown = row.labels?.find?.((label) => !CHECKS.includes(label));
  if (typeof text !== 'string') throw new Error(`${place}: the row has no text`);
  if (!['prompt', 'answer'].includes(row.where)) throw new Error(`${place}: where must be prompt or answer`);
  if (!Array.isArray(row.labels))
    throw new Error(`${place}: labels must be a list, empty for a harmless text`);
  if (unknown) throw new Error(`${place}: "${unknown}" is no label; there are ${CHECKS.join(', ')}`);
  return { ...row, text };
}

export async function bench({ args }) {
  const rows = rowsOf(args);
  const found = await findAll(rows);
  const ours = CHECKS.flatMap((check) => scores('', check, rows, (row, i) => found[i].has(check)));
  return [...ours, ...(await peerRows(rows))];
}

async function findAll(rows) {
  const any = defineVerifier({
    name: 'any',
    verify: () => ({ verdict: 'correct', reason: 'not judged here' }),
  });
  const options = {
    seeds: { checks: [...SEED_CHECKS], action: 'keep' },
    rollouts: { checks: CHECKS.filter((check) => check !== 'prompt-injection') },
  };
  const kernel = await createKernel(await resolveConfig({ plugins: [any, safety(options)] }));
  return Promise.all(rows.map((row, i) => checksOn(kernel, row, i)));
}

/** Names of the checks that find something in a row. */
async function checksOn(kernel, { where, text }, i) {
  const prompt = [{ role: 'user', content: where === 'prompt' ? text : '?' }];
  const seed = { id: String(i), prompt, domain: 'sample', verifier: 'any' };
  if (where === 'prompt') {
    const { meta } = await kernel.admitSeed(seed, 'train');
    return new Set((meta?.safety ?? []).map(({ check }) => check));
  }
  const rollout = {
    id: String(i),
    seedId: seed.id,
    tokens: [],
    logProbabilities: [],
    text,
    finishReason: 'stop',
  };
  const { annotations } = await kernel.annotate({ ...rollout, lengthTokens: 0 }, seed);
  return new Set((annotations?.safety ?? []).map(({ check }) => check));
}

function scores(prefix, check, rows, isFound, against) {
  const place =
    check === 'prompt-injection' || check === 'secrets' || check === 'personal-data' ? 'prompt' : 'answer';
  const own = rows
    .map((row, i) => ({ row, found: isFound(row, i) }))
    .filter(({ row }) => row.where === place);
  const wanted = own.filter(({ row }) => row.labels.includes(check));
  const found = own.filter((each) => each.found);
  const right = found.filter(({ row }) => row.labels.includes(check)).length;
  const share = (n, of) => (of === 0 ? undefined : n / of);
  return [
    {
      name: `${prefix}${check}: precision`,
      value: share(right, found.length),
      unit: 'share',
      against,
      n: found.length,
    },
    {
      name: `${prefix}${check}: recall`,
      value: share(right, wanted.length),
      unit: 'share',
      against,
      n: wanted.length,
    },
  ];
}

/** The same rows with a pattern library, where it is installed (`npm install --no-save openredaction`). */
async function peerRows(rows) {
  try {
    const { OpenRedaction } = await import('openredaction');
    const peer = new OpenRedaction();
    const verdicts = await Promise.all(
      rows.map(async ({ text }) => (await peer.detect(text)).detections.length > 0),
    );
    return scores('openredaction, ', 'personal-data', rows, (_, i) => verdicts[i]);
  } catch (error) {
    return [
      { name: 'openredaction', unit: 'skipped', against: `not measured: ${error.message.split('\n')[0]}` },
    ];
  }
}
