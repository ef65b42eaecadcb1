import { statSync } from 'node:fs';
import { confine, landlockVersion, type Confinement } from './confine.ts';

// Started with `version`, it says which landlock this machine has; with a confinement, it becomes the command in it.
const argument = process.argv[2]!;
if (argument === 'version') {
  process.stdout.write(String(landlockVersion()));
} else {
  confine(JSON.parse(argument) as Confinement, (path) =>
    statSync(path, { throwIfNoEntry: false })?.isDirectory(),
  );
}
