import { defineLogger, loggerToken, type KernelOptions, type ResolvedConfig } from '@touchstone-rl/core';
import type { TrainReporter } from './train-reporter.ts';

/**
 * Kernel options that add the live progress to a config's plugins: an inline logger, and a place above the
 * status line for what other plugins say.
 */
export function withReporter(config: ResolvedConfig, reporter: TrainReporter): Partial<KernelOptions> {
  const logger = defineLogger({
    name: 'live-progress',
    onStep: (report) => reporter.onStep(report),
    onEvaluate: (report) => reporter.onEvaluate(report),
  });
  const write = (message: string): void => reporter.status.permanent(message);
  return {
    plugins: [...config.plugins, { plugin: logger(), origin: 'touchstone train' }],
    configureServices: (services) => services.register(loggerToken, { value: { info: write, warn: write } }),
  };
}
