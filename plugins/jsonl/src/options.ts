import { z } from 'zod';

const file = z.string().min(1).optional();
const name = z.string().min(1).optional();

/** The options of the JSON Lines source. */
export const optionsSchema = z.strictObject({
  train: file.describe('File of the training split, relative to the config.'),
  validation: file.describe('File of the validation split.'),
  test: file.describe('File of the test split.'),
  domain: name.describe('Domain of rows that name none.'),
  verifier: name.describe('Verifier of rows that name none.'),
  maxLineBytes: z
    .int()
    .positive()
    .default(1_048_576)
    .describe('A longer line is set aside unread, so that no file can fill the memory.'),
});

/**
 * Validated options, defaults filled in.
 *
 * @example
 * const options: JsonlOptions = { train: 'train.jsonl', domain: 'arithmetic', verifier: 'math', maxLineBytes: 65_536 };
 */
export type JsonlOptions = z.output<typeof optionsSchema>;
