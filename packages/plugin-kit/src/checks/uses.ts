import type { Use } from '../fixtures.ts';
import type { Subject } from '../subject.ts';
import type { SeenUse } from '../instruments/uses.ts';
import { failed, type Check } from './check.ts';
import { dependsOn } from './dependence.ts';

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
  run: async (subject: Subject) => {
    const seen = subject.seen.filter((one) => one.use === use);
    const own = seen.find((one) => !subject.isByLibrary(one));
    const found = own ?? (await matters(subject, use, seen));
    if (!found) return undefined;
    const [does, instead] = MEANING[use];
    const shown = own || use === 'console' ? '' : ' in a library, and what it says changes with it';
    return failed(
      `it ${does}${shown} (${found.name} at ${found.place}): ${instead}, or declare \`uses: ['${use}']\` in its fixtures`,
    );
  },
}));

/** Surroundings that can be made different, to see whether it matters to the plugin what a library reads. */
const CHANGEABLE: readonly Use[] = ['random', 'clock', 'environment'];
/** Calls in which a library may print: a warning of its own comes once. */
const MOST_PRINTS = 2;

/** What a library did that matters. */
async function matters(subject: Subject, use: Use, seen: readonly SeenUse[]): Promise<SeenUse | undefined> {
  const [first] = seen;
  if (!first) return undefined;
  if (use === 'console') return seen.length > MOST_PRINTS ? first : undefined;
  if (!CHANGEABLE.includes(use)) return first;
  try {
    return (await dependsOn(subject, use, seen)) ? first : undefined;
  } catch {
    // Another clause says why its calls fail.
    return undefined;
  }
}
