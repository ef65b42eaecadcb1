import type { Leavings } from '../instruments/leavings.ts';
import type { Subject } from '../subject.ts';
import { failed, skipped, type Check } from './check.ts';

/** Clauses about what calls leave behind. They come last: the others make the calls. */
export const leavingsChecks: readonly Check[] = [
  leavingsCheck('rejections', 'no promise is left to be rejected', ({ rejection }) =>
    rejection === undefined
      ? undefined
      : `a promise was rejected after its call, and nobody waited for it (${rejection}): that ends a run; await it, or catch its error`,
  ),
  leavingsCheck('timers', 'no timer is left running', ({ timer }) =>
    timer === undefined
      ? undefined
      : `a timer still runs after the calls (${timer}): a run would never end; clear it, or unref it`,
  ),
  leavingsCheck('builtins', 'built-in objects stay as they are', ({ builtins: [name] }) =>
    name === undefined
      ? undefined
      : `it, or a library that it imports, changes ${name}, which all code of the process shares: use a function of your own, or import only the part of the library that is needed`,
  ),
];

function leavingsCheck(
  name: string,
  title: string,
  faultOf: (leavings: Leavings) => string | undefined,
): Check {
  return {
    check: `leaves/${name}`,
    title,
    run: async (subject: Subject) => {
      const { leavings } = subject;
      await subject.shutDown();
      if (!leavings) return skipped('it can be seen only where the plugin is given by its path');
      const fault = faultOf(await leavings.look());
      return fault === undefined ? undefined : failed(fault);
    },
  };
}
