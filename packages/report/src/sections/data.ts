import { curationBars, curationChart } from '../charts/curation.ts';
import { figure } from '../charts/draw.ts';
import { html, type Html } from '../html.ts';
import { count, fixed, percent } from '../numbers.ts';
import type { RunData } from '../run-data.ts';
import { folded, missing, section, table } from '../table.ts';
import { oneLine } from '../visible-text.ts';

/** What the run was made from: seeds, curation, plugins, config. */
export function dataSection(run: RunData): Html {
  return section('data', 'Curation and data', [
    html`<div class="pair">
      ${curationPart(run)}
      <div>${seedTable(run)}</div>
    </div>`,
    setAsideTable(run),
    pluginTable(run),
    configPart(run),
  ]);
}

function seedTable({ seedRecords }: RunData): Html {
  if (seedRecords.length === 0) return missing('seeds.jsonl is not there yet.');
  const splits = [...new Set(seedRecords.map(({ split }) => split))];
  const rows = splits.map((split) => {
    const own = seedRecords.filter((record) => record.split === split);
    const admitted = own.filter(({ seed }) => seed).length;
    return [split, fixed(admitted), fixed(own.length - admitted)];
  });
  return table('Seeds by split', ['split', 'in the run', 'set aside'], rows);
}

/** Reasons listed; the rest is in seeds.jsonl. */
const REASONS = 20;

function setAsideTable({ seedRecords }: RunData): Html | undefined {
  const counts = new Map<string, { plugin: string; reason: string; count: number; example: string }>();
  for (const { dropped } of seedRecords) {
    if (!dropped) continue;
    const { plugin, reason, id } = dropped;
    const key = JSON.stringify([plugin, reason]);
    const known = counts.get(key);
    counts.set(key, { plugin, reason, count: (known?.count ?? 0) + 1, example: known?.example ?? id });
  }
  if (counts.size === 0) return undefined;
  const sorted = [...counts.values()].sort((a, b) => b.count - a.count);
  const rows = sorted
    .slice(0, REASONS)
    .map((one) => [one.plugin, oneLine(one.reason, 200), fixed(one.count), oneLine(one.example, 80)]);
  const rest = sorted.length > REASONS ? `, the ${REASONS} most frequent of ${sorted.length} reasons` : '';
  return table(
    `Seeds set aside, by plugin and reason${rest}`,
    ['plugin', 'reason', 'seeds', 'for example'],
    rows,
    'text',
  );
}

function curationPart(run: RunData): Html {
  if (run.curation.length === 0) {
    const configured = run.settings.curate !== undefined;
    return missing(
      configured
        ? 'Curation has not been done yet.'
        : 'This run trains on every training seed; nothing was curated.',
    );
  }
  const kept = run.curation.filter((record) => record.kept).length;
  const note = html`seeds by samples solved: ${count(kept, 'seed')} of ${fixed(run.curation.length)} kept
    (${percent(kept / run.curation.length, 0)})
    <span class="key"><i class="right"></i>kept <i class="ring"></i>set aside</span>`;
  const rows = curationBars(run.curation).map(({ solved, seeds, kept }) => [
    solved,
    fixed(seeds),
    kept ? 'kept' : seeds ? 'set aside' : '–',
  ]);
  return figure(
    curationChart(run.curation),
    note,
    folded('Numbers', table('Curation', ['samples solved', 'seeds', ''], rows)),
  );
}

function pluginTable({ config }: RunData): Html {
  if (!config) return missing('config.json is not there yet.');
  const rows = config.plugins.map(({ name, version, origin, options }) => [
    name,
    version,
    html`<code>${oneLine(JSON.stringify(options) ?? '', 600)}</code>`,
    oneLine(shortOrigin(origin), 120),
  ]);
  return table('Plugins, in the order they run', ['plugin', 'version', 'options', 'origin'], rows, 'text');
}

function configPart({ config }: RunData): Html | undefined {
  if (!config) return undefined;
  const rows = leaves(config.settings).map(([path, value]) => [
    html`<code>${path}</code>`,
    html`<code>${oneLine(JSON.stringify(value) ?? 'undefined', 300)}</code>`,
    shortOrigin(config.origins[path] ?? 'default'),
  ]);
  return folded(
    'The whole config, and where each value came from',
    table('Config', ['setting', 'value', 'from'], rows, 'text'),
  );
}

/** A path of a file without the folders that only this machine has. */
function shortOrigin(origin: string): string {
  return origin.replace(/^(file:\/\/)?\/.*\/(?=[^/]+\/[^/]+$)/, '…/');
}

function leaves(value: unknown, prefix = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[prefix, value]];
  const entries = Object.entries(value);
  if (entries.length === 0) return prefix ? [[prefix, value]] : [];
  return entries.flatMap(([key, inner]) => leaves(inner, prefix ? `${prefix}.${key}` : key));
}
