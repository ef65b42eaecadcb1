/** A program that does next to nothing, and one as an answer to a task may be, in each language. */
export const PROGRAMS = {
  python: {
    trivial: 'print(int(input()) + 1)',
    real: `
n = int(input()) * 20000
sieve = [True] * (n + 1)
for p in range(2, int(n ** 0.5) + 1):
    if sieve[p]:
        for multiple in range(p * p, n + 1, p):
            sieve[multiple] = False
print(len([p for p in range(2, n + 1) if sieve[p]]))`,
  },
  javascript: {
    trivial: 'console.log(Number(require("fs").readFileSync(0, "utf8")) + 1)',
    real: `
const n = Number(require("fs").readFileSync(0, "utf8")) * 20000;
const sieve = new Array(n + 1).fill(true);
for (let p = 2; p * p <= n; p++) if (sieve[p]) for (let m = p * p; m <= n; m += p) sieve[m] = false;
let count = 0;
for (let p = 2; p <= n; p++) if (sieve[p]) count++;
console.log(count);`,
  },
};

/** Programs that misbehave, each ended in its own way. */
export const HOSTILE = {
  javascript: [
    'for (;;);',
    'const rows = []; for (;;) rows.push(new Array(10000).fill(rows.length));',
    'for (;;) console.log("x".repeat(1000));',
    '(function loop() { Promise.resolve().then(loop) })()',
    'throw { toString() { throw 1 } }',
    'process.exit(3)',
    'let x = ;',
  ],
  python: [
    'while True: pass',
    'import os\nfor i in range(100): os.fork()',
    'import subprocess, sys\nsubprocess.Popen(["sleep", "60"], start_new_session=True)',
    'while True: print("x" * 1000)',
    'import os, signal\nos.kill(os.getppid(), signal.SIGKILL)',
    'open("/tmp/file", "wb").write(b"x" * 10**9)',
  ],
};
