import { montyLayer } from './embedded/monty.ts';
import { pyodideLayer } from './embedded/pyodide/layer.ts';
import { quickjsLayer } from './embedded/quickjs.ts';
import { vm2Layer } from './embedded/vm2.ts';
import type { Layer } from './layer.ts';
import { bubblewrapLayer } from './native/bubblewrap.ts';
import { landlockLayer } from './native/landlock.ts';
import { unisolatedLayer } from './native/unisolated.ts';
import { DEFAULT_LAYERS, type ResolvedSandboxOptions } from './options.ts';
import { pistonLayer } from './remote/piston.ts';
import { sandboxFusionLayer } from './remote/sandbox-fusion.ts';

const MAKERS: Readonly<Record<(typeof DEFAULT_LAYERS)[number], (options: ResolvedSandboxOptions) => Layer>> =
  {
    quickjs: quickjsLayer,
    bubblewrap: bubblewrapLayer,
    landlock: landlockLayer,
    monty: montyLayer,
    pyodide: ({ pyodideSpares }) => pyodideLayer({ spares: pyodideSpares }),
  };

/**
 * Layers that can be asked for by name and need no address.
 *
 * @example
 * LAYER_NAMES.includes('quickjs'); // true
 */
export const LAYER_NAMES: readonly string[] = [...DEFAULT_LAYERS, 'vm2'];

/** The layers that the options ask for, in order: those that isolate here, remote ones, those that do not isolate. */
export function makeLayers(options: ResolvedSandboxOptions): Layer[] {
  return [
    ...options.layers.map((name) => MAKERS[name](options)),
    ...(options.sandboxFusion ? [sandboxFusionLayer(options.sandboxFusion)] : []),
    ...(options.piston ? [pistonLayer(options.piston)] : []),
    ...(options.unsafeVm2 ? [vm2Layer()] : []),
    ...(options.unsafeWithoutIsolation ? [unisolatedLayer()] : []),
  ];
}
