import { release } from 'node:os';

/** First of the user ids that jobs run under when this process is root; systemd keeps the range for such uses. */
const FIRST_USER = 64_000;
const USERS = 1000;

/** Ids in use: all layers of this process share them, or a job would count and meet another layer's processes. */
const taken = new Set<number>();
/** Other processes of this machine hand out ids too; they start elsewhere. */
let last = process.pid % USERS;

/** A user id for one job at a time. */
export interface JobUser {
  /** User and group id; none for a user who is not root. */
  readonly id?: number;
  release(): void;
}

/**
 * User ids for jobs. A root process gives each running job an id of its own, so that no job is root outside either
 * and none counts another's processes; any other user has only its own id.
 */
export class JobUsers {
  readonly isRoot = process.getuid?.() === 0;

  /** Whether a limit on processes counts the job alone: an own id, or Linux 5.14, which counts by namespace. */
  get countsOwn(): boolean {
    return this.isRoot || countsPerNamespace(release());
  }

  take(): JobUser {
    if (!this.isRoot) return { release: () => undefined };
    // The id that was released longest ago: processes of a job that was just killed may still be on their way out.
    do last = (last + 1) % USERS;
    while (taken.has(last) && taken.size < USERS);
    const slot = last;
    taken.add(slot);
    return { id: FIRST_USER + slot, release: () => void taken.delete(slot) };
  }
}

/** Since Linux 5.14 the limit on processes counts within a user namespace. */
export function countsPerNamespace(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 5 || (major === 5 && minor >= 14);
}
