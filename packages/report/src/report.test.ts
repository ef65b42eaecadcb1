import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RolloutRecord } from '@touchstone-rl/core';
import { parseHTML } from 'linkedom';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeReport, writeSummaryImage } from './index.ts';
import { exampleRun, writeExampleRun, type ExampleRun } from './testing/example-run.ts';

const example = exampleRun();
let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'touchstone-report-')), 'run');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

async function reportOf(run: Partial<ExampleRun>): Promise<string> {
  writeExampleRun(folder, run);
  return readFileSync(await writeReport(folder), 'utf8');
}

async function imageOf(run: Partial<ExampleRun>): Promise<string> {
  writeExampleRun(folder, run);
  return readFileSync(await writeSummaryImage(folder, join(folder, 'summary.svg')), 'utf8');
}

function textOf(page: string): string {
  const { document } = parseHTML(page);
  for (const hidden of document.querySelectorAll('script, style')) hidden.remove();
  return document.body.textContent.replaceAll(/\s+/g, ' ');
}

describe('a finished run', () => {
  test('every section, figure and table has something to show', async () => {
    const page = await reportOf(example);
    const { document } = parseHTML(page);
    const titles = [...document.querySelectorAll('h2')].map(({ textContent }) => textContent);
    expect(titles).toEqual([
      'Evaluation',
      'Training',
      'The reward',
      'Rollouts',
      'Curation and data',
      'Run facts',
    ]);
    expect(document.querySelectorAll('figure').length).toBeGreaterThan(15);
    for (const svg of document.querySelectorAll('svg')) {
      expect(svg.getAttribute('role')).toBe('img');
      expect(svg.querySelector('title')!.textContent).not.toBe('');
      expect(svg.querySelector('desc')!.textContent).not.toBe('');
    }
    expect(page).not.toMatch(/NaN|undefined|\[object|not there yet/);
  });

  test('the page is one file that loads nothing, opens fast, and comes out the same again', async () => {
    const page = await reportOf(example);
    expect(page).not.toMatch(/(src|href)="(?!#)|url\(|@import|https?:/);
    expect(page.length).toBeLessThan(1_000_000);
    expect(existsSync(join(folder, 'report.html.tmp'))).toBe(false);
    expect(readFileSync(await writeReport(folder), 'utf8')).toBe(page);
  });

  test('every rollout can be read without the script', async () => {
    const { document } = parseHTML(await reportOf(example));
    const cards = [...document.querySelectorAll('.card')];
    expect(cards.length).toBeGreaterThan(25);
    expect(cards.every((card) => card.tagName === 'DETAILS' && !card.hasAttribute('hidden'))).toBe(true);
    expect(document.querySelector('#filter')!.hasAttribute('hidden')).toBe(true);
  });

  test('what failed, what was set aside and how to check it are named', async () => {
    const text = textOf(await reportOf(example));
    expect(text).toContain('no answer within 10000 ms');
    expect(text).toContain('repeats a held-out prompt');
    expect(text).toContain('touchstone replay');
    expect(text).toContain('touchstone train --resume');
    expect(text).toContain('v20.20.2');
    expect(text).not.toContain('/home/ada');
  });
});

describe('what a model wrote is text', () => {
  const hostile = [
    '</pre><script>alert(1)</script>',
    `"><img src=x onerror='alert(1)'>`,
    '<think></title></style><!--',
    '\u202Egnirts desrever\u202C \u0000\u0007\u001B[31m\uD800 \u2066\u2069\u200B',
    '${alert(1)} &lt;script&gt; &#x3C;',
    'a'.repeat(1_000_000),
  ];

  function withText(text: string): ExampleRun {
    const rollouts = example.rollouts.slice(0, 4).map((one): RolloutRecord => ({
      ...one,
      text,
      verdict: { verdict: 'incorrect', extracted: text, reason: text },
      excluded: text,
      reward: {
        state: 'failed',
        reason: text,
        terms: [{ term: { name: text, plugin: text, state: 'failed', reason: text }, weight: 1 }],
      },
    }));
    const ids = example.seeds.flatMap(({ split, seed }) => (split === 'test' && seed ? [seed.id] : []));
    const heldOut = example['evaluation-rollouts']
      .filter(({ seedId, sample }) => sample === 0 && seedId === ids[0])
      .map((one) => ({ ...one, text, extracted: text, reason: text }));
    return { ...example, rollouts, 'evaluation-rollouts': heldOut };
  }

  test.each(hostile)('hostile text %#', async (text) => {
    const page = await reportOf(withText(text));
    const { document } = parseHTML(page);
    expect(document.querySelectorAll('script').length).toBe(1);
    expect(document.querySelectorAll('img, iframe, object, embed, link').length).toBe(0);
    for (const element of document.querySelectorAll('*')) {
      for (const { name } of element.attributes) expect(name).not.toMatch(/^on/);
    }
    expect(page).not.toMatch(/[\u0000-\u0008\u202A-\u202E\u2066-\u2069]|\p{Surrogate}/u);
    expect(page.length).toBeLessThan(2_000_000);
  });

  test('names of seeds, strata, metrics and settings are text too', async () => {
    const evil = '<script>alert(1)</script>';
    const strata = { [evil]: { passAt1: 0.5, seeds: 96 } };
    const evaluations = example.evaluations.map((one) =>
      one.kind === 'evaluation' ? { ...one, strata } : one,
    );
    const metrics = example.metrics.map((one) => ({
      ...one,
      metrics: { ...one.metrics, [`term/${evil}`]: 1 },
    }));
    const run = { ...example.run, name: evil, set: [evil], configFile: evil };
    const config = { ...example.config, origins: { name: evil }, settings: { name: evil, [evil]: evil } };
    const changed = { ...example, run, config, evaluations, metrics };
    expect((await reportOf(changed)).match(/<script>/g)).toHaveLength(1);
    expect(await imageOf(changed)).not.toContain('<script');
  });
});

describe('an unfinished run', () => {
  test('with nothing but its record, each part says that it is not there', async () => {
    const text = textOf(await reportOf({ run: example.run }));
    for (const said of [
      'Not finished: no held-out seed has been evaluated',
      'No held-out seed has been evaluated yet.',
      'No step has been made yet.',
      'No rollout has been scored yet.',
      'There are no rollouts to read yet.',
      'seeds.jsonl is not there yet.',
      'config.json is not there yet.',
    ]) {
      expect(text).toContain(said);
    }
  });

  test.each(Object.keys(example).filter((part) => part !== 'run'))('without %s', async (part) => {
    const page = await reportOf({ ...example, [part]: undefined });
    expect(page).not.toMatch(/NaN|undefined|\[object/);
    expect(await imageOf({})).toContain('</svg>');
  });

  test('stopped after each of its stages', async () => {
    const { run, config, seeds, metrics, curation, evaluations, rollouts } = example;
    const sft = metrics.filter(({ phase }) => phase === 'sft');
    const stages: Partial<ExampleRun>[] = [
      { run, config, seeds },
      { run, config, seeds, metrics: sft.slice(0, 1) },
      { run, config, seeds, metrics: sft, evaluations: evaluations.slice(0, 1) },
      { run, config, seeds, metrics: sft, evaluations: evaluations.slice(0, 2), curation },
      {
        run,
        config,
        seeds,
        metrics: metrics.slice(0, sft.length + 1),
        evaluations: evaluations.slice(0, 2),
        curation,
        rollouts: rollouts.filter(({ step }) => step === 1),
      },
    ];
    for (const stage of stages) {
      const page = await reportOf(stage);
      expect(textOf(page)).toContain('Not finished: ');
      expect(page).not.toMatch(/NaN|undefined|\[object/);
    }
  });

  test('a half-written last line is passed over; a broken line inside is told', async () => {
    writeExampleRun(folder, example);
    appendFileSync(join(folder, 'metrics.jsonl'), '{"phase":"grpo","st');
    expect(textOf(readFileSync(await writeReport(folder), 'utf8'))).not.toContain('unreadable');
    appendFileSync(join(folder, 'metrics.jsonl'), '\n{"phase":"grpo","step":61,"metrics":{}}\n');
    expect(textOf(readFileSync(await writeReport(folder), 'utf8'))).toContain('metrics.jsonl: 1 unreadable');
  });

  test('a folder that is no run is refused', async () => {
    await expect(writeReport(join(folder, 'elsewhere'))).rejects.toThrow('the folder holds no run');
  });
});

describe('the summary picture', () => {
  test('one SVG with the headline and three charts, the same each time', async () => {
    const image = await imageOf(example);
    expect(image.match(/<svg/g)).toHaveLength(4);
    expect(image).toMatch(/^<svg\s+xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(image).toContain('Held-out pass@1: ');
    expect(image).not.toMatch(/NaN|undefined|not there yet|href|url\(/);
    expect(await imageOf(example)).toBe(image);
  });
});
