import { InvalidArgumentError, type Command, Option } from 'commander';

/** Options that every command has. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** Options of commands that load a config. */
export interface ConfigOptions {
  readonly set: readonly string[];
  readonly loader?: 'auto' | 'native' | 'jiti' | 'ts-node';
}

/** Adds `--json` and `--debug`, and an example to the help text. */
export function describeCommand(command: Command, json: string, examples: readonly string[]): Command {
  return command
    .option('--json', json)
    .option('--debug', 'show the stack of an unexpected error')
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  $ ${example}`).join('\n')}`);
}

/** Adds `--set` and `--loader`. */
export function withConfigOptions(command: Command): Command {
  return command
    .option(
      '--set <path=value>',
      'override one setting, e.g. --set grpo.steps=20; repeatable',
      append,
      [] as string[],
    )
    .addOption(
      new Option('--loader <name>', 'how TypeScript files are loaded').choices([
        'auto',
        'native',
        'jiti',
        'ts-node',
      ]),
    );
}

/** Reads an option's value as a whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`it must be a whole number of at least ${least}`);
  };
}

/** Reads an option's value as a JSON object. */
export function jsonObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InvalidArgumentError(`it is not JSON: ${(error as Error).message}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new InvalidArgumentError('it must be a JSON object, e.g. {"tolerance": 1e-6}');
}

function append(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}
