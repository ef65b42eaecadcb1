import { readFileSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { loadConfig, messageOf } from '@touchstone-rl/core';
import { applyEdits, modify, parseTree, findNodeAtLocation, type ParseError } from 'jsonc-parser';
import { generateCode, parseModule } from 'magicast';
import { pluginFolders } from '../plugin-folders.ts';

/** Whether a plugin now stands in the config, or why a person has to write it there. */
export interface Edited {
  readonly state: 'added' | 'there already' | 'by hand';
  /** With `by hand`: what is unusual about the config. */
  readonly why?: string;
}

/**
 * Adds a plugin's name to the `plugins` of a config file, keeping everything else as it is written. The file is only
 * replaced by one that loads with the plugin; anything unusual is left to its author.
 */
export async function addToConfig(file: string, plugin: string): Promise<Edited> {
  const before = readFileSync(file, 'utf8');
  let after: string | undefined;
  try {
    after = extname(file) === '.json' ? editJson(before, plugin) : editModule(before, plugin);
  } catch (error) {
    return { state: 'by hand', why: messageOf(error).split('\n')[0]! };
  }
  if (after === undefined) return { state: 'there already' };
  writeFileSync(file, after);
  try {
    await loadConfig(file, { searchFolders: pluginFolders });
    return { state: 'added' };
  } catch (error) {
    writeFileSync(file, before);
    return {
      state: 'by hand',
      why: `with it the config no longer loads: ${messageOf(error).split('\n')[0]}`,
    };
  }
}

/** The text of a JSON config with the plugin; nothing when it has it already. */
function editJson(text: string, plugin: string): string | undefined {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors);
  if (!tree || errors.length > 0 || tree.type !== 'object') throw new Error('the file is not a JSON object');
  const list = findNodeAtLocation(tree, ['plugins']);
  if (list && list.type !== 'array') throw new Error('`plugins` is not a list');
  const entries = list?.children ?? [];
  if (entries.some(({ value, children }) => (value ?? children?.[0]?.value) === plugin)) return undefined;
  const formattingOptions = { insertSpaces: true, tabSize: 2 };
  const edits = list
    ? modify(text, ['plugins', entries.length], plugin, { formattingOptions, isArrayInsertion: true })
    : modify(text, ['plugins'], [plugin], { formattingOptions });
  return applyEdits(text, edits);
}

interface AstNode {
  readonly type: string;
  readonly value?: unknown;
  readonly elements?: readonly (AstNode | null)[];
}

/** A list of a module as magicast hands it out. */
interface ListProxy {
  readonly $ast: AstNode;
  push(value: string): void;
}

/** The text of a TypeScript or JavaScript config with the plugin; nothing when it has it already. */
function editModule(text: string, plugin: string): string | undefined {
  const module = parseModule(text);
  const exported = module.exports['default'] as
    { $type?: string; $args?: readonly unknown[]; $ast?: AstNode } | undefined;
  const config = (exported?.$type === 'function-call' ? exported.$args?.[0] : exported) as
    { $type?: string; plugins?: ListProxy | string[] } | undefined;
  if (config?.$type !== 'object')
    throw new Error('its default export is not an object literal, nor defineConfig({ ... })');
  const list = config.plugins as ListProxy | undefined;
  if (list === undefined) {
    config.plugins = [plugin];
  } else {
    if (list.$ast?.type !== 'ArrayExpression') throw new Error('`plugins` is not written as a list');
    if (list.$ast.elements!.some((entry) => nameOf(entry) === plugin)) return undefined;
    list.push(plugin);
  }
  return generateCode(module).code;
}

/** The name in `'name'` or `['name', options]`. */
function nameOf(entry: AstNode | null | undefined): unknown {
  if (entry?.type === 'ArrayExpression') return nameOf(entry.elements?.[0]);
  return entry?.type === 'StringLiteral' ? entry.value : undefined;
}
