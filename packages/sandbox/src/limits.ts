import type { SandboxLimits } from '@touchstone-rl/core';
import { z } from 'zod';

const positive = z.number().positive().finite();

/**
 * The bounds on one run, each with its default.
 *
 * @example
 * limitsSchema.parse({ cpuSeconds: 2 }).wallSeconds; // 60
 */
export const limitsSchema = z.strictObject({
  cpuSeconds: positive.default(10).describe('CPU time of the whole process tree, in seconds'),
  wallSeconds: positive
    .default(60)
    .describe(
      'wall time in seconds; far larger than cpuSeconds, so that a busy machine gives no false time-out',
    ),
  memoryMegabytes: positive.default(512).describe('memory of the whole process tree, in MiB'),
  processes: z.number().int().positive().default(32).describe('processes and threads at once'),
  outputKilobytes: positive
    .default(1024)
    .describe('stdout and stderr that is kept, in KiB each; a program that prints more to stdout is ended'),
  fileMegabytes: positive.default(64).describe('what the program may write to files, in MiB'),
});

/** Limits with the given ones in place of the defaults. */
export function fillLimits(limits: Partial<SandboxLimits>, defaults: SandboxLimits): SandboxLimits {
  return limitsSchema.parse({ ...defaults, ...limits });
}
