import { quickjsLayer } from './embedded/quickjs.ts';
import { montyLayer } from './embedded/monty.ts';
import type { Layer } from './layer.ts';
import { bubblewrapLayer } from './native/bubblewrap.ts';
import { landlockLayer } from './native/landlock.ts';
import type { ResolvedSandboxOptions } from './options.ts';

const MAKERS: Readonly<Record<string, () => Layer>> = {
  quickjs: quickjsLayer,
  bubblewrap: bubblewrapLayer,
  landlock: landlockLayer,
  monty: montyLayer,
};

/** The layers that the options ask for, in order. Names without a layer are left out. */
export function makeLayers(options: ResolvedSandboxOptions): Layer[] {
  return options.layers.flatMap((name) => MAKERS[name]?.() ?? []);
}
