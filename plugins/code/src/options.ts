import { z } from 'zod';

const limits = z
  .strictObject({
    cpuSeconds: z
      .number()
      .positive()
      .max(600)
      .optional()
      .describe("CPU time of one run. Default: the sandbox's, 10."),
    wallSeconds: z
      .number()
      .positive()
      .max(3600)
      .optional()
      .describe("Wall time of one run. Default: the sandbox's, 60."),
    memoryMegabytes: z
      .int()
      .min(8)
      .max(65_536)
      .optional()
      .describe("Memory of one run. Default: the sandbox's, 512."),
    processes: z.int().min(1).max(1024).optional().describe('Processes and threads of one run.'),
    outputKilobytes: z.int().min(1).max(65_536).optional().describe('Output of one run that is kept.'),
    fileMegabytes: z.int().min(0).max(4096).optional().describe('What one run may write to files.'),
  })
  .describe('Limits of one run; those of a row win over these.');

const tolerance = z.number().min(0).max(1);

/**
 * The options of the code verifier.
 *
 * @example
 * optionsSchema.parse({ language: 'python' }).format; // 'auto'
 */
export const optionsSchema = z.strictObject({
  language: z.string().optional().describe('Language of rows that name none.'),
  extraction: z
    .enum(['fenced', 'whole', 'either'])
    .default('fenced')
    .describe(
      'Where the program is: in the last fenced block, the whole answer, or a block if there is one.',
    ),
  format: z
    .enum(['auto', 'tests', 'humaneval', 'mbpp', 'multipl-e', 'apps', 'code-contests', 'livecodebench'])
    .default('auto')
    .describe('Shape of the rows; `auto` tells it from their fields.'),
  assertions: z
    .enum(['separate', 'in-process', 'unverifiable'])
    .default('separate')
    .describe(
      'What becomes of tests that cannot be read as data: run in a sandbox without the program, run beside it ' +
        '(lower integrity), or left unjudged.',
    ),
  run: z
    .enum(['until-failure', 'all'])
    .default('until-failure')
    .describe('Whether tests behind the first failure are run.'),
  fraction: z
    .boolean()
    .default(false)
    .describe('Adds the reward term `code-fraction`: the share of tests passed. All tests are then run.'),
  output: z
    .enum(['exact', 'lines', 'tokens', 'decimal', 'decimal-lines', 'float', 'unordered'])
    .default('lines')
    .describe('How printed output is compared.'),
  numbers: z
    .enum(['strict', 'value', 'python'])
    .default('strict')
    .describe('Whether 2 and 2.0 are equal in rows with `expected` (value), and True and 1 too (python).'),
  order: z
    .enum(['kept', 'ignored'])
    .default('kept')
    .describe('Whether items of an expected list may come in any order.'),
  absoluteTolerance: tolerance.default(0).describe('Largest difference of two floats that are still equal.'),
  relativeTolerance: tolerance.default(0).describe('The same as a share of the expected float.'),
  maxProgramKilobytes: z.int().min(1).max(65_536).default(256).describe('Longest program that is run.'),
  maxTests: z
    .int()
    .min(1)
    .max(100_000)
    .default(1000)
    .describe('Most tests of a row; one with more is unverifiable.'),
  limits: limits.prefault({}),
});

/**
 * Validated options, defaults filled in.
 *
 * @example
 * const options: CodeOptions = optionsSchema.parse({ language: 'python', limits: { cpuSeconds: 4 } });
 * options.extraction; // 'fenced'
 */
export type CodeOptions = z.output<typeof optionsSchema>;
