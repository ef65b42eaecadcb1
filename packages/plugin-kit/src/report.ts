/**
 * How one clause of the contract came out.
 *
 * @example
 * const result: CheckResult = {
 *   check: 'reward/order',
 *   title: 'scores do not depend on the order within a group',
 *   state: 'skipped',
 *   reason: 'its fixtures declare `dependsOnOrder`',
 * };
 */
export interface CheckResult {
  /** Stable name, e.g. `reward/deterministic`. */
  readonly check: string;
  /** What the clause demands. */
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** One sentence: what is wrong and what to do about it, or why the clause was not checked. */
  readonly reason?: string;
}

/**
 * What a plugin came to.
 *
 * @example
 * const failures = ({ results }: ContractReport): string[] =>
 *   results.filter(({ state }) => state === 'failed').map(({ check, reason }) => `${check}: ${reason}`);
 */
export interface ContractReport {
  readonly plugin: string;
  readonly kind: string;
  readonly results: readonly CheckResult[];
  /** Whether no clause failed. */
  readonly ok: boolean;
}

/**
 * Thrown by `testPlugin`; its message has one line for each clause that a plugin breaks.
 *
 * @example
 * try {
 *   await testPlugin('plugins/repetition');
 * } catch (error) {
 *   if (error instanceof ConformanceError) console.error(error.report.results);
 * }
 */
export class ConformanceError extends Error {
  readonly report: ContractReport;

  constructor(report: ContractReport) {
    const failed = report.results.filter(({ state }) => state === 'failed');
    const lines = failed.map(({ check, reason }) => `  ${check}: ${reason}`);
    const clauses = failed.length === 1 ? 'one clause' : `${failed.length} clauses`;
    super([`plugin "${report.plugin}" breaks ${clauses} of the contract:`, ...lines].join('\n'));
    this.name = 'ConformanceError';
    this.report = report;
  }
}
