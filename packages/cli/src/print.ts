/** Writes a line for a person to stderr. */
export function say(line = ''): void {
  process.stderr.write(`${line}\n`);
}

/** Writes a line of the command's result to stdout. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes the command's result for a machine to stdout. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 2));
}
