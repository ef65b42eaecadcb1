export { isKind, KINDS, type KindName, type TemplateKind } from './kinds.ts';
export type { PluginNames } from './names.ts';
export { scaffoldPlugin, type Scaffolded, type ScaffoldRequest } from './scaffold.ts';
