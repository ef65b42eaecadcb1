/** A bounded queue of jobs of which a few run at once, and one that was starved can run alone. */
export class JobQueue {
  readonly #slots: number;
  readonly #limit: number;
  readonly #waiting: { readonly start: () => void; readonly slots: number }[] = [];
  #used = 0;

  /** @param slots - jobs at once @param limit - jobs that may wait; more are pushed back */
  constructor(slots: number, limit: number) {
    this.#slots = slots;
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.#waiting.length >= this.#limit;
  }

  /** Runs a job when a slot is free, in order of arrival. */
  run<T>(job: () => Promise<T>): Promise<T> {
    return this.#take(1, job);
  }

  /** Runs a job while no other runs. */
  runAlone<T>(job: () => Promise<T>): Promise<T> {
    return this.#take(this.#slots, job);
  }

  async #take<T>(slots: number, job: () => Promise<T>): Promise<T> {
    await new Promise<void>((resolve) => {
      this.#waiting.push({ start: resolve, slots });
      this.#startNext();
    });
    try {
      return await job();
    } finally {
      this.#used -= slots;
      this.#startNext();
    }
  }

  #startNext(): void {
    for (
      let next = this.#waiting[0];
      next && this.#used + next.slots <= this.#slots;
      next = this.#waiting[0]
    ) {
      this.#waiting.shift();
      this.#used += next.slots;
      next.start();
    }
  }
}
