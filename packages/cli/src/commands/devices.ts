import { describeDevices, findDevices } from '@touchstone-rl/core/tensor';
import type { Command } from 'commander';
import { describeCommand, type CommonOptions } from '../command-options.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { print, printJson } from '../print.ts';

/** `touchstone devices` */
export function addDevicesCommand(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('devices')
    .summary('Try the devices that can run a model here, and measure them.')
    .description(
      'Try each value of engine.device on a matrix product: how fast it is, or why it does not work.',
    );
  describeCommand(command, 'print what was found as JSON', ['touchstone devices']);
  command.action(async (options: CommonOptions) => {
    const found = await findDevices();
    if (options.json) printJson(found);
    else for (const report of found) print(describeDevices([report]));
    done(EXIT.ok);
  });
}
