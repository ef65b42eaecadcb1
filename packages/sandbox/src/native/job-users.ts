import { release } from 'node:os';

/** First of the user ids that jobs run under when this process is root; systemd keeps the range for such uses. */
const FIRST_USER = 64_000;
const USERS = 1000;

/** A user id for one job at a time. */
export interface JobUser {
  readonly spawn: { readonly uid?: number; readonly gid?: number };
  release(): void;
}

/**
 * User ids for jobs. A root process gives each running job an id of its own, so that no job is root outside either
 * and none counts another's processes; any other user has only its own id.
 */
export class JobUsers {
  readonly #taken = new Set<number>();
  readonly isRoot = process.getuid?.() === 0;

  /** Whether a limit on processes counts the job alone: an own id, or Linux 5.14, which counts by namespace. */
  get countsOwn(): boolean {
    return this.isRoot || countsPerNamespace(release());
  }

  take(): JobUser {
    if (!this.isRoot) return { spawn: {}, release: () => undefined };
    let uid = FIRST_USER;
    while (this.#taken.has(uid) && uid < FIRST_USER + USERS) uid++;
    this.#taken.add(uid);
    return { spawn: { uid, gid: uid }, release: () => void this.#taken.delete(uid) };
  }
}

/** Since Linux 5.14 the limit on processes counts within a user namespace. */
export function countsPerNamespace(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 5 || (major === 5 && minor >= 14);
}
