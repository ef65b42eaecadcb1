import { createHash } from 'node:crypto';
import type { Job } from '../layer.ts';

/** What the last programs compiled to, so that a program is compiled once for all its tests. Bounded in bytes. */
export class CompiledPrograms {
  readonly #most: number;
  readonly #programs = new Map<string, Buffer>();
  #bytes = 0;

  constructor(mostBytes = 64 * 2 ** 20) {
    this.#most = mostBytes;
  }

  get(job: Job): Buffer | undefined {
    const key = keyOf(job);
    const found = this.#programs.get(key);
    if (!found) return undefined;
    // Used last, forgotten last.
    this.#programs.delete(key);
    this.#programs.set(key, found);
    return found;
  }

  set(job: Job, artefact: Buffer): void {
    const key = keyOf(job);
    if (this.#programs.has(key) || artefact.length > this.#most) return;
    this.#programs.set(key, artefact);
    this.#bytes += artefact.length;
    for (const [oldest, { length }] of this.#programs) {
      if (this.#bytes <= this.#most) break;
      this.#programs.delete(oldest);
      this.#bytes -= length;
    }
  }
}

function keyOf({ language, source, files }: Job): string {
  return createHash('sha256')
    .update(JSON.stringify([language, source, Object.entries(files)]))
    .digest('base64');
}
