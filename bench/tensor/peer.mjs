import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Starts a side of the bench: it answers each number of runs with how long they took. */
export function startPeer(command, args, environment = {}) {
  const child = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${command} ${args[0]} ended before it answered`);
    return JSON.parse(value);
  };
  const ready = answer();
  ready.catch(() => undefined);
  return {
    async run(count) {
      await ready;
      child.stdin.write(`${count}\n`);
      return answer();
    },
    end: () => child.stdin.end(),
  };
}
