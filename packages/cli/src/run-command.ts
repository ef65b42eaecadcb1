import { messageOf, TouchstoneError } from '@touchstone-rl/core';
import { CommanderError } from 'commander';
import { EXIT, type ExitCode } from './exit.ts';
import { say } from './print.ts';

/** Errors that say nothing was wrong with what the user gave: the operation itself failed. */
const FAILURES = new Set([
  'ENOSPC',
  'EDQUOT',
  'EACCES',
  'EROFS',
  'EFBIG',
  'PLUGIN_FAILED',
  'REWARD_FAILED',
  'JOURNAL_BROKEN',
  'JOURNAL_SHORT',
  'RUN_BROKEN',
  'RUN_LOCKED',
]);

/** Runs a command to its exit code; every error becomes one message on stderr. */
export async function exitCodeOf(command: () => Promise<ExitCode>, debug: boolean): Promise<ExitCode> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    say(describe(error, debug));
    return error instanceof TouchstoneError && !FAILURES.has(error.code) ? EXIT.usage : EXIT.failed;
  }
}

function describe(error: unknown, debug: boolean): string {
  if (debug && error instanceof Error) return `error: ${error.stack}${causeOf(error)}`;
  if (error instanceof TouchstoneError) return `error: ${error.message}`;
  return `error: ${messageOf(error)}\n  fix    run it again with --debug to see where it happened`;
}

function causeOf({ cause }: Error): string {
  return cause instanceof Error ? `\ncaused by: ${cause.stack}` : '';
}
