/** The part of a terminal's output stream that a status line uses. */
export interface StatusStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Seconds between two plain lines where there is no terminal, as in a CI log. */
const PLAIN_INTERVAL_MILLISECONDS = 15_000;
const REDRAW_INTERVAL_MILLISECONDS = 80;

const CLEAR_LINE = '\r\u001B[2K';

/** One updating line at a terminal; elsewhere a plain line at intervals. Permanent lines take its place. */
export class StatusLine {
  readonly #stream: StatusStream;
  readonly #now: () => number;
  #writtenAt: number;

  constructor(stream: StatusStream = process.stderr, now: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#now = now;
    this.#writtenAt = stream.isTTY ? -Infinity : now();
  }

  /** Shows what is going on now. */
  update(text: string): void {
    const interval = this.#stream.isTTY ? REDRAW_INTERVAL_MILLISECONDS : PLAIN_INTERVAL_MILLISECONDS;
    if (this.#now() - this.#writtenAt < interval) return;
    this.#writtenAt = this.#now();
    this.#stream.write(this.#stream.isTTY ? `${CLEAR_LINE}${this.#fit(text)}` : `${text}\n`);
  }

  /** Writes a line that stays. */
  permanent(line: string): void {
    if (!this.#stream.isTTY) {
      this.#stream.write(`${line}\n`);
      this.#writtenAt = this.#now();
      return;
    }
    this.#stream.write(`${CLEAR_LINE}${line}\n`);
  }

  /** Takes the updating line away. */
  clear(): void {
    if (this.#stream.isTTY) this.#stream.write(CLEAR_LINE);
  }

  #fit(text: string): string {
    return text.slice(0, Math.max(20, (this.#stream.columns || 80) - 1));
  }
}
