import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { limitsSchema } from './limits.ts';

/**
 * Names of the layers, in the order in which they are tried by default.
 *
 * @example
 * const withoutPyodide = DEFAULT_LAYERS.filter((layer) => layer !== 'pyodide');
 * const sandbox = createSandbox({ layers: withoutPyodide });
 */
export const DEFAULT_LAYERS = ['quickjs', 'bubblewrap', 'landlock', 'monty', 'pyodide'] as const;

const serviceSchema = z.strictObject({
  url: z.url().describe('address of the service'),
});

/**
 * What the sandbox can be told.
 *
 * @example
 * const { poolSize, limits } = sandboxOptionsSchema.parse({ poolSize: 2 });
 * limits.cpuSeconds; // 10
 */
export const sandboxOptionsSchema = z.strictObject({
  isolation: z
    .enum(['required', 'declared'])
    .default('required')
    .describe(
      'required: only layers proven on this machine; declared: also remote ones, which only say that they isolate',
    ),
  layers: z
    .array(z.enum(DEFAULT_LAYERS))
    .default([...DEFAULT_LAYERS])
    .describe('layers in the order in which they are tried; a remote layer is added by its own option'),
  poolSize: z
    .number()
    .int()
    .positive()
    .default(() => availableParallelism())
    .describe('programs that run at once'),
  queueLimit: z
    .number()
    .int()
    .positive()
    .default(10_000)
    .describe('programs that may wait; more are turned away as infrastructure failures'),
  limits: limitsSchema.default(() => limitsSchema.parse({})).describe('limits where a request gives none'),
  pyodideSpares: z
    .number()
    .int()
    .nonnegative()
    .default(1)
    .describe(
      'interpreters of the layer pyodide that are started before a program needs one; some 170 MiB each',
    ),
  sandboxFusion: serviceSchema.optional().describe('a SandboxFusion service; its isolation is declared'),
  piston: serviceSchema.optional().describe('a Piston service; its isolation is declared'),
  unsafeVm2: z
    .boolean()
    .default(false)
    .describe('adds the layer vm2 for trusted JavaScript: a process with limits, but no isolation'),
  unsafeWithoutIsolation: z
    .boolean()
    .default(false)
    .describe(
      'runs programs as this user, without isolation, where no layer contains them; every result says so',
    ),
});

/**
 * Options of the sandbox as a user writes them.
 *
 * @example
 * const options: SandboxOptions = { poolSize: 2, limits: { cpuSeconds: 2, memoryMegabytes: 256 } };
 */
export type SandboxOptions = z.input<typeof sandboxOptionsSchema>;
export type ResolvedSandboxOptions = z.output<typeof sandboxOptionsSchema>;
