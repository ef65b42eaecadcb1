// npm run bench -- NAME [--json FILE] [bench arguments]: runs one measurement; without NAME, lists them.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';

const folder = new URL('./', import.meta.url);
const names = readdirSync(folder).filter((name) => existsSync(new URL(`${name}/bench.mjs`, folder)));
const load = (name) => import(new URL(`${name}/bench.mjs`, folder));

const [name, ...rest] = process.argv.slice(2);
const at = rest.indexOf('--json');
const json = at === -1 ? undefined : rest[at + 1];
const args = at === -1 ? rest : rest.filter((_, i) => i !== at && i !== at + 1);

if (name === undefined) {
  for (const each of names) console.log(`${each.padEnd(14)} ${(await load(each)).description}`);
} else if (!names.includes(name)) {
  console.error(`no bench is named "${name}"; there are: ${names.join(', ')}`);
  process.exitCode = 2;
} else if (at !== -1 && json === undefined) {
  console.error('--json takes a file');
  process.exitCode = 2;
} else {
  const rows = await (await load(name)).bench({ args });
  const shown = (value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : (value ?? ''));
  console.table(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, shown(value)]))),
  );
  if (json) writeFileSync(json, `${JSON.stringify(rows, undefined, 2)}\n`);
}
