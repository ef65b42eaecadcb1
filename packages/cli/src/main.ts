import { createProgram } from './program.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { exitCodeOf } from './run-command.ts';

let exitCode: ExitCode = EXIT.ok;
const program = createProgram((code) => {
  exitCode = code;
});

// A reader that goes away, as in `| head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCode : EXIT.failed);
});

// A command ends when its work does, not when nothing happens to hold the event loop.
const holdEventLoop = setInterval(() => undefined, 60_000);

const parsed = await exitCodeOf(async () => {
  await program.parseAsync(process.argv);
  return exitCode;
}, process.argv.includes('--debug'));

clearInterval(holdEventLoop);
// Work that an overrunning plugin left behind must not keep the process alive.
process.stdout.write('', () => process.exit(parsed));
