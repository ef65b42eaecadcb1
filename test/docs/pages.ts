import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A fenced block of a page: its language, the file name that may follow it, and where it starts. */
export interface CodeBlock {
  readonly language: string;
  readonly file?: string;
  readonly line: number;
  readonly code: string;
}

export interface Page {
  /** Path from the root of the repository. */
  readonly path: string;
  readonly blocks: readonly CodeBlock[];
}

const IGNORED = new Set(['node_modules', 'dist', 'runs', 'templates', 'template', '.git', 'site']);

/** Every page of the repository that a user reads, with its code blocks. */
export function readPages(): Page[] {
  return markdownFiles(ROOT)
    .map((file) => ({ path: relative(ROOT, file), blocks: codeBlocks(readFileSync(file, 'utf8')) }))
    .filter(({ blocks }) => blocks.length > 0);
}

function markdownFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    if (IGNORED.has(name)) return [];
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return markdownFiles(path);
    return name.endsWith('.md') ? [path] : [];
  });
}

/** The blocks that name a language: ` ```ts reward.config.ts ` is TypeScript that a later block may use by that name. */
export function codeBlocks(markdown: string): CodeBlock[] {
  const lines = markdown.split('\n');
  const blocks: CodeBlock[] = [];
  for (let i = 0; i < lines.length; i++) {
    const open = /^(`{3,})(\S*)(?: (\S+))?$/.exec(lines[i]!);
    if (!open) continue;
    const [, fence, language, file] = open;
    const end = lines.indexOf(fence!, i + 1);
    if (language) blocks.push({ language, file, line: i + 1, code: lines.slice(i + 1, end).join('\n') });
    i = end;
  }
  return blocks;
}
