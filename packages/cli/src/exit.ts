/** How a command ended, as every command reports it to the shell. */
export const EXIT = {
  ok: 0,
  /** The operation failed, or found differences. */
  failed: 1,
  /** Wrong usage or bad input. */
  usage: 2,
  /** Ended by an interrupt; the run can be resumed. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
