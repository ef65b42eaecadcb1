import { deepFreeze } from '@touchstone-rl/core';
import type { Use } from '../fixtures.ts';
import { REPORTS } from '../inputs/reports.ts';
import { firstFailure, type Check } from './check.ts';

/** Writing down or printing what happened, with the time, is what loggers are for. */
const ALLOWED: readonly Use[] = ['clock', 'console', 'environment', 'files', 'random'];

/** Clauses about plugins that are told what a run does. */
export const loggerChecks: readonly Check[] = [
  {
    check: 'logger/reports',
    title: 'every report is taken, numbers that are none included, and none is changed',
    run: async (subject) => {
      const kernel = await subject.kernel();
      return firstFailure(REPORTS, async ({ name, hook, report }) => {
        const before = kernel.ledger.failures.length;
        await subject.call(name, () => kernel.report(hook, deepFreeze(report)), ALLOWED);
        const failure = kernel.ledger.failures.slice(before).find(({ plugin }) => plugin === subject.name);
        return failure && `on ${name} (${hook}) it throws: ${subject.judgeFailure(failure.message, name)}`;
      });
    },
  },
];
