import { EXIT } from './exit.ts';

/** npm passes on a Ctrl-C that the terminal has sent already; so soon after the first it is the same one. */
const SAME_INTERRUPT_MILLISECONDS = 400;

/**
 * Turns the first Ctrl-C or SIGTERM into an aborted signal, and the second into an immediate exit.
 *
 * @returns the signal, and a function that stops listening
 */
export function listenForInterrupt(onFirst: () => void): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  let firstAt = 0;
  const handle = (): void => {
    if (controller.signal.aborted) {
      if (performance.now() - firstAt > SAME_INTERRUPT_MILLISECONDS) process.exit(EXIT.interrupted);
      return;
    }
    firstAt = performance.now();
    controller.abort();
    onFirst();
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
  const stop = (): void => {
    process.off('SIGINT', handle);
    process.off('SIGTERM', handle);
  };
  return { signal: controller.signal, stop };
}
