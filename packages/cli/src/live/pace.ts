/** Steps over which the pace is measured. */
const WINDOW = 20;

/** How fast steps go by, measured over the last few. */
export class Pace {
  readonly #now: () => number;
  readonly #marks: { step: number; tokens: number; at: number }[] = [];
  readonly #startedAt: number;

  constructor(firstStep: number, now: () => number = () => performance.now()) {
    this.#now = now;
    this.#startedAt = now();
    this.#marks.push({ step: firstStep, tokens: 0, at: this.#startedAt });
  }

  /** Notes that a step is done, and how many tokens it worked on. */
  mark(step: number, tokens: number): void {
    this.#marks.push({ step, tokens, at: this.#now() });
    if (this.#marks.length > WINDOW + 1) this.#marks.shift();
  }

  get elapsedMilliseconds(): number {
    return this.#now() - this.#startedAt;
  }

  /** `undefined` before the first step is done. */
  get millisecondsPerStep(): number | undefined {
    const first = this.#marks[0]!;
    const last = this.#marks.at(-1)!;
    return last.step > first.step ? (last.at - first.at) / (last.step - first.step) : undefined;
  }

  get tokensPerSecond(): number | undefined {
    const span = this.#marks.at(-1)!.at - this.#marks[0]!.at;
    if (span <= 0) return undefined;
    return (1000 * this.#marks.slice(1).reduce((sum, { tokens }) => sum + tokens, 0)) / span;
  }
}
