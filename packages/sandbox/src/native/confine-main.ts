import { closeSync, readFileSync, statSync } from 'node:fs';
import { confine, landlockVersion, type Confinement } from './confine.ts';

// Started with `version`, it says which landlock this machine has; with a descriptor, it becomes the command in the
// confinement that it reads there. What writes it waits until this process is where it belongs.
const argument = process.argv[2]!;
if (argument === 'version') {
  process.stdout.write(String(landlockVersion()));
} else {
  const gate = Number(argument);
  const spec = JSON.parse(readFileSync(gate, 'utf8')) as Confinement;
  closeSync(gate);
  confine(spec, (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory());
}
