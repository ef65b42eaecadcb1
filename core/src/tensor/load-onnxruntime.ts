import type * as Onnxruntime from 'onnxruntime-node';

/** The library that runs ONNX graphs, and what to call it in reports. */
export interface LoadedOnnxruntime {
  readonly library: typeof Onnxruntime;
  readonly name: string;
  /** Names of the execution providers that this build knows; whether they work shows only when used. */
  readonly providers: readonly string[];
}

interface NodeLibrary {
  readonly listSupportedBackends?: () => readonly { readonly name: string }[];
}

let warned = false;

/**
 * Loads onnxruntime-node, or with a warning onnxruntime-web. onnxruntime-node 1.30 sends usage data to its maker and
 * keeps logs in the temporary folder unless a variable says no; it says no here unless the user has set it.
 *
 * @throws Error when neither loads, with the command that fixes it.
 */
export async function loadOnnxruntime(): Promise<LoadedOnnxruntime> {
  process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
  try {
    const library = unwrapModule(await import('onnxruntime-node'));
    const providers = (library as NodeLibrary).listSupportedBackends?.().map(({ name }) => name) ?? ['cpu'];
    return { library, name: `onnxruntime-node ${library.env.versions.node ?? ''}`, providers };
  } catch (error) {
    const library = await loadWebAssembly();
    if (!library) throw new Error(missingMessage(), { cause: error });
    if (!warned) process.emitWarning(slowMessage(error));
    warned = true;
    return { library, name: `onnxruntime-web ${library.env.versions.web ?? ''} wasm`, providers: ['cpu'] };
  }
}

async function loadWebAssembly(): Promise<typeof Onnxruntime | undefined> {
  try {
    return unwrapModule(await import('onnxruntime-web'));
  } catch {
    return undefined;
  }
}

/** Both packages export onnxruntime-common's interface, of which only that part is used. */
function unwrapModule(module: object): typeof Onnxruntime {
  return ((module as { default?: unknown }).default ?? module) as typeof Onnxruntime;
}

const platform = `${process.platform}-${process.arch}`;

const missingMessage = (): string =>
  `The local engine needs the package onnxruntime-node, which did not load on ${platform}. ` +
  `Install it with: ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node@1.30.0. ` +
  `Where it has no binary for the platform, npm install onnxruntime-web@1.30.0 gives a slower engine`;

const slowMessage = (error: unknown): string =>
  `onnxruntime-node did not load on ${platform} (${error instanceof Error ? error.message : String(error)}); ` +
  `onnxruntime-web takes its place and is about three times slower`;
