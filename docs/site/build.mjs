// npm run docs: gathers docs/, the README of every plugin and package and a reference made from the types into one
// folder, and builds a searchable site from it in docs/site/dist. A dead link ends the build.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const site = fileURLToPath(new URL('.', import.meta.url));
const root = join(site, '../..');
const pages = join(site, 'pages');

run('npm', [existsSync(join(site, 'package-lock.json')) ? 'ci' : 'install', '--no-audit', '--no-fund']);
rmSync(pages, { recursive: true, force: true });
gather();
run('npx', ['typedoc', '--options', join(site, 'typedoc.json')]);
writeFileSync(join(pages, 'sidebar.json'), JSON.stringify(sidebar(), undefined, 2));
run('npx', ['vitepress', 'build', '.']);

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: site, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** Copies every page to where the site has it, with its links pointing to pages of the site or to the source. */
function gather() {
  const moved = new Map();
  const add = (from, to) => moved.set(join(root, from), join(pages, to));
  for (const file of markdown('docs'))
    add(file, relative('docs', file).replace(/(^|\/)README\.md$/, '$1index.md'));
  for (const kind of ['plugins', 'packages']) {
    for (const name of readdirSync(join(root, kind))) {
      const page = existsSync(join(root, 'docs', kind, `${name}.md`)) ? `${name}-package` : name;
      if (existsSync(join(root, kind, name, 'README.md'))) {
        add(join(kind, name, 'README.md'), join(kind, `${page}.md`));
      }
    }
  }
  for (const [from, to] of moved) {
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, withLinks(readFileSync(from, 'utf8'), from, to, moved));
  }
  if (existsSync(join(root, 'docs/images'))) {
    cpSync(join(root, 'docs/images'), join(pages, 'images'), { recursive: true });
  }
}

function markdown(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return path === join('docs', 'site') ? [] : markdown(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** Links to pages of the site follow them; a link to any other file of the repository becomes its text. */
function withLinks(text, from, to, moved) {
  return text.replace(
    /(!?)\[([^\]]*)\]\((?!https?:|#)([^)#\s]+)(#[^)]*)?\)/g,
    (whole, image, label, link, anchor = '') => {
      const target = resolve(dirname(from), link);
      const page = moved.get(target);
      if (page) return `[${label}](${relative(dirname(to), page).replace(/^(?!\.)/, './')}${anchor})`;
      return image || !existsSync(target) ? whole : label;
    },
  );
}

function sidebar() {
  const of = (folder) =>
    readdirSync(join(pages, folder))
      .filter((name) => name.endsWith('.md') && name !== 'index.md')
      .sort(
        (a, b) =>
          (placeInBook(a) < placeInBook(b) ? -1 : placeInBook(a) > placeInBook(b) ? 1 : 0) ||
          a.localeCompare(b),
      )
      .map((name) => ({
        text: title(join(folder, name)),
        link: `/${join(folder, name).replace(/\.md$/, '')}`,
      }));
  const section = (text, folder) =>
    existsSync(join(pages, folder)) ? [{ text, collapsed: true, items: of(folder) }] : [];
  return [
    { text: 'The book', items: of('.') },
    ...section('Plugins', 'plugins'),
    ...section('Packages', 'packages'),
    ...section('Decisions', 'decisions'),
    { text: 'Reference', link: '/reference/' },
  ];
}

/** Pages come in the order of the book's table of contents; what it does not name comes last. */
function placeInBook(name) {
  const at = readFileSync(join(root, 'docs/README.md'), 'utf8').indexOf(`(${name})`);
  return at === -1 ? Infinity : at;
}

/** A page's first heading. */
function title(file) {
  const text = readFileSync(join(pages, file), 'utf8');
  return (/^# (.+)$/m.exec(text)?.[1] ?? file).replaceAll('`', '');
}
