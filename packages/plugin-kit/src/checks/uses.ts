import type { Use } from '../fixtures.ts';
import type { Subject } from '../subject.ts';
import { failed, type Check } from './check.ts';

const MEANING: Readonly<Record<Use, readonly [does: string, instead: string, noun: string]>> = {
  random: [
    'draws hidden random numbers',
    'draw from randomStream(seed, name), so that a run can be repeated',
    'hidden random numbers',
  ],
  clock: ['reads the clock', 'its result must not depend on when it is asked', 'the clock'],
  network: [
    'uses the network',
    'ask a service such as the model client, which caches and can be replaced',
    'the network',
  ],
  files: ['reads or writes files', 'take what it needs as options, or read it once in setup', 'files'],
  processes: [
    'starts other processes or threads',
    'ask the sandbox service, which bounds and isolates them',
    'other processes',
  ],
  environment: [
    'depends on the machine it runs on',
    'take what it needs as options (a language, a time zone), or read it once in setup',
    "the machine's environment, language or time zone",
  ],
  console: [
    'prints',
    'tell a person through the logger service; what is printed for each response drowns a run',
    'a terminal',
  ],
};

/** Clauses about what a plugin reaches for while it is called. They come last: the others make the calls. */
export const useChecks: readonly Check[] = (Object.keys(MEANING) as Use[]).map((use) => ({
  check: `uses/${use}`,
  title: use === 'console' ? 'it does not print' : `it does not depend on ${MEANING[use][2]}`,
  run: ({ seen }: Subject) => {
    const found = seen.find((one) => one.use === use);
    if (!found) return undefined;
    const [does, instead] = MEANING[use];
    return failed(
      `it ${does} (${found.name} at ${found.place}): ${instead}, or declare \`uses: ['${use}']\` in its fixtures`,
    );
  },
}));
