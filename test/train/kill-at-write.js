/**
 * Loaded before the command in tests: kills the process, as `kill -9` does, just before or in the middle of
 * its n-th change to the file system.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const isCommand = process.argv[1]?.endsWith('touchstone.js') ?? false;
let left = Number(process.env.KILL_AT_WRITE);

/** Counts a change and says whether this is the one. */
function isTheOne() {
  left -= 1;
  return left === 0;
}

function die() {
  process.kill(process.pid, 'SIGKILL');
}

if (isCommand) {
  for (const name of ['openSync', 'renameSync', 'fsyncSync', 'rmSync', 'mkdirSync', 'ftruncateSync']) {
    const original = fs[name];
    fs[name] = (...args) => {
      // Opening to read changes nothing; how often the module loader does so differs between versions of Node.
      const changes = name !== 'openSync' || !['r', undefined].includes(args[1]);
      if (changes && isTheOne()) die();
      return original(...args);
    };
  }
  const { writeSync } = fs;
  fs.writeSync = (descriptor, content, ...rest) => {
    if (descriptor <= 2 || !isTheOne()) return writeSync(descriptor, content, ...rest);
    writeSync(descriptor, content.subarray(0, Math.ceil(content.length / 2)));
    return die();
  };
  process.on('exit', () => {
    if (process.env.KILL_COUNT_FILE) {
      fs.appendFileSync(process.env.KILL_COUNT_FILE, String(Number(process.env.KILL_AT_WRITE) - left));
    }
  });
  syncBuiltinESMExports();
}
