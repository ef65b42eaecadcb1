import { z } from 'zod';

export const SEED_CHECKS = ['prompt-injection', 'secrets', 'personal-data', 'toxicity'] as const;
export const ROLLOUT_CHECKS = [
  'guideline-leak',
  'thought-leak',
  'secrets',
  'personal-data',
  'refusal',
  'missing-refusal',
  'disclaimer',
  'toxicity',
] as const;

const guidelines = z
  .strictObject({
    text: z.string().min(1).describe('The safety guidelines: what the system message says while generating.'),
    prompts: z
      .enum(['add', 'remove', 'keep'])
      .default('keep')
      .describe(
        'add: put them before each prompt, for generating; remove: take them out, for training, as the report does.',
      ),
  })
  .describe(
    'Guidelines that are present when responses are generated and removed when a model is trained on them.',
  );

const leak = z
  .strictObject({
    guidelineWords: z
      .int()
      .min(3)
      .default(8)
      .describe('Words in a row of the guidelines (or system message) that count as a leak.'),
    thoughtWords: z
      .int()
      .min(3)
      .default(25)
      .describe('Words in a row of the thought that count as a leak; short repeats of a result are no leak.'),
  })
  .prefault({})
  .describe('When an answer that repeats a text leaks it.');

const seeds = z
  .strictObject({
    checks: z
      .array(z.enum(SEED_CHECKS))
      .default(['prompt-injection', 'secrets', 'personal-data'])
      .describe('What is looked for in prompts and demonstrations.'),
    action: z
      .enum(['drop', 'keep'])
      .default('drop')
      .describe('drop: set the seed aside with the findings as the reason; keep: note them in meta.safety.'),
  })
  .prefault({})
  .describe('What happens to seeds, on onSeed.');

const rollouts = z
  .strictObject({
    checks: z
      .array(z.enum(ROLLOUT_CHECKS))
      .default(['guideline-leak', 'thought-leak', 'secrets', 'personal-data'])
      .describe('What is looked for in responses.'),
    action: z
      .enum(['annotate', 'exclude'])
      .default('annotate')
      .describe(
        'annotate: note findings in annotations.safety; exclude: also take the rollout out of training.',
      ),
  })
  .prefault({})
  .describe('What happens to rollouts, on onRollout.');

/** The options of the safety plugin. */
export const optionsSchema = z
  .strictObject({
    seeds,
    rollouts,
    leak,
    guidelines: guidelines.optional(),
    toxicity: z
      .enum(['lexicon', 'judge'])
      .default('lexicon')
      .describe('How toxicity is found: a word list, or a chat model through the model-client service.'),
    penalties: z
      .partialRecord(z.enum(ROLLOUT_CHECKS), z.number().gt(0).max(1))
      .default({})
      .describe(
        'What a finding of a check takes off the reward term `safety`; without any there is no such term.',
      ),
  })
  .superRefine(({ penalties, rollouts }, context) => {
    for (const check of Object.keys(penalties)) {
      if ((rollouts.checks as readonly string[]).includes(check)) continue;
      context.addIssue({
        code: 'custom',
        path: ['penalties', check],
        message: `the check "${check}" is not made: add it to rollouts.checks`,
      });
    }
  });

/**
 * Validated options, defaults filled in.
 *
 * @example
 * const excludes = ({ rollouts }: SafetyOptions): boolean => rollouts.action === 'exclude';
 */
export type SafetyOptions = z.output<typeof optionsSchema>;
