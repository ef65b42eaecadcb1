import { createKernel, resolveConfig, TouchstoneError, type Kernel } from '@touchstone-rl/core';
import { pluginFolders } from '../plugin-folders.ts';

export interface LoadedVerifier {
  readonly kernel: Kernel;
  /** Name under which the plugin provides its verifier. */
  readonly name: string;
}

/** Loads one verifier plugin by name or path, with options. */
export async function loadVerifier(
  plugin: string,
  options: Record<string, unknown>,
  deadlineMilliseconds: number | undefined,
): Promise<LoadedVerifier> {
  const config = await resolveConfig(
    {
      plugins: [[plugin, options]],
      ...(deadlineMilliseconds !== undefined && { limits: { deadlineMilliseconds } }),
    },
    { searchFolders: pluginFolders },
  );
  const kernel = await createKernel(config);
  const [name] = [...kernel.verifiers.keys()];
  if (name !== undefined) return { kernel, name };
  throw new TouchstoneError({
    code: 'NOT_A_VERIFIER',
    message: `the plugin "${plugin}" provides no verifier; it is a ${kernel.plugins[0]?.kind}`,
    place: '--verifier',
    value: plugin,
    fix: 'name a plugin made with defineVerifier',
  });
}
