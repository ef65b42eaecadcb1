import type { JobUser, JobUsers } from './job-users.ts';
import { prepare, type Preparation, type Prepared } from './prepare.ts';
import { isThere, killTree, startOf } from './tree.ts';

/** What is the same for many jobs; the user is each one's own. */
export type Kind = Omit<Preparation, 'user'>;

/** A sandbox that has been set up and has no program yet, under a user of its own. It runs one program and no other. */
export interface Spare extends Prepared {
  readonly user: JobUser;
}

interface Waiting extends Spare {
  readonly startTicks: string;
  readonly timer: NodeJS.Timeout;
}

/** How long one waits: programs that come one after the other find one, and a machine at rest has none. */
const IDLE_MILLISECONDS = 500;

/**
 * Sandboxes for the next programs, set up while earlier ones run, so that setting one up takes no time of a program's
 * own. There are never more waiting than run; each is used for exactly what it was set up for.
 */
export class Spares {
  readonly #users: JobUsers;
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #running = new Map<string, number>();
  readonly #leaving = new Set<Promise<void>>();
  #disposed = false;

  constructor(users: JobUsers) {
    this.#users = users;
  }

  /** Gives a sandbox to a run, and meanwhile sets up the one that the next run of its kind will be given. */
  async use<T>(kind: Kind, run: (spare: Spare) => Promise<T>): Promise<T> {
    const key = keyOf(kind);
    this.#running.set(key, (this.#running.get(key) ?? 0) + 1);
    const spare = this.#take(key) ?? this.#make(kind);
    try {
      const result = run(spare);
      setImmediate(() => this.#makeNext(key, kind));
      return await result;
    } finally {
      spare.user.release();
      const left = this.#running.get(key)! - 1;
      if (left > 0) this.#running.set(key, left);
      else this.#running.delete(key);
    }
  }

  /** Ends those that wait. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    for (const spare of [...this.#waiting.values()].flat()) this.#discard(spare);
    this.#waiting.clear();
    await Promise.all(this.#leaving);
  }

  #make(kind: Kind): Spare {
    const user = this.#users.take();
    return { ...prepare({ ...kind, user: user.id }), user };
  }

  #take(key: string): Spare | undefined {
    const list = this.#waiting.get(key) ?? [];
    for (let spare = list.shift(); spare; spare = list.shift()) {
      if (isThere({ pid: spare.child.pid!, startTicks: spare.startTicks }, 'dead')) {
        clearTimeout(spare.timer);
        spare.child.keepAlive(true);
        return spare;
      }
      this.#discard(spare);
    }
    this.#waiting.delete(key);
    return undefined;
  }

  #makeNext(key: string, kind: Kind): void {
    const list = this.#waiting.get(key) ?? [];
    if (this.#disposed || list.length >= (this.#running.get(key) ?? 0)) return;
    const made = this.#make(kind);
    const { pid } = made.child;
    const startTicks = pid === undefined ? undefined : startOf(pid);
    if (startTicks === undefined) {
      made.user.release();
      return;
    }
    const timer = setTimeout(() => {
      list.splice(list.indexOf(spare), 1);
      if (list.length === 0) this.#waiting.delete(key);
      this.#discard(spare);
    }, IDLE_MILLISECONDS).unref();
    const spare = { ...made, startTicks, timer };
    spare.child.keepAlive(false);
    list.push(spare);
    this.#waiting.set(key, list);
  }

  #discard({ child, cgroup, user, timer }: Waiting): void {
    clearTimeout(timer);
    killTree(child.pid!);
    child.close();
    const left = child.ended.then(async () => {
      await cgroup?.remove();
      user.release();
      this.#leaving.delete(left);
    });
    this.#leaving.add(left);
  }
}

function keyOf({ command, arguments: words, gate, hasResults, inputFds, limits }: Kind): string {
  return JSON.stringify([command, words, gate?.toString(), hasResults, inputFds, limits]);
}
