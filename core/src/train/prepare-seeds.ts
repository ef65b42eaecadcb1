import type { Seed } from '../domain/index.ts';
import { TouchstoneError, type Kernel, type ResolvedConfig } from '../kernel/index.ts';
import type { SeedRecord } from '../run/index.ts';
import type { Codec, SeedSplits } from './context.ts';

/** Held-out splits come first, so that filters can keep training seeds away from them. */
const SPLITS = ['test', 'validation', 'train'] as const;

/**
 * Asks the seed source for every split and runs `onSeed` on each seed. Whatever is set aside is kept with
 * its reason: unreadable rows, seeds that a plugin dropped, duplicates, and texts that do not fit the model.
 *
 * @example
 * const config = await loadConfig('touchstone.config.ts');
 * const kernel = await createKernel(config);
 * const { codec } = await createRunEngine(config);
 * const { train, validation, test } = splitSeeds(await prepareSeeds(config, kernel, codec));
 */
export async function prepareSeeds(
  config: ResolvedConfig,
  kernel: Kernel,
  codec: Codec,
): Promise<SeedRecord[]> {
  const { data, model, seed: randomSeed } = config.settings;
  if (!data) {
    throw new TouchstoneError({
      code: 'CONFIG_INVALID',
      message: 'training needs seeds, and the config names no source',
      place: 'data',
      fix: "add data: { source: 'NAME' } and the plugin that provides it",
    });
  }
  const source = kernel.seedSource(data.source);
  const records: SeedRecord[] = [];
  const ids = new Set<string>();
  for (const split of SPLITS) {
    if (data[split] === 0) continue;
    const request = { split, count: data[split], randomSeed, baseFolder: config.folder };
    for await (const row of source.seeds(request)) {
      if ('bad' in row) {
        records.push({ split, dropped: { id: row.place, plugin: data.source, reason: row.reason } });
        continue;
      }
      const refused = ids.has(row.id) ? 'duplicate id' : misfit(row, codec, model);
      ids.add(row.id);
      records.push(refused ? setAside(split, row, 'core', refused) : await admit(kernel, row, split));
    }
    requireSome(records, split, data.source);
  }
  return records;
}

/**
 * The admitted seeds of each split.
 *
 * @example
 * const { train, test } = splitSeeds(await RunFolder.open('runs/quickstart').seeds());
 */
export function splitSeeds(records: readonly SeedRecord[]): SeedSplits {
  const of = (split: string): Seed[] =>
    records.flatMap((record) => (record.split === split && record.seed ? [record.seed] : []));
  return { train: of('train'), validation: of('validation'), test: of('test') };
}

async function admit(kernel: Kernel, seed: Seed, split: string): Promise<SeedRecord> {
  kernel.verifier(seed.verifier);
  const admitted = await kernel.admitSeed(seed, split);
  if ('dropped' in admitted) return setAside(split, seed, admitted.plugin, admitted.reason);
  return { split, seed: admitted };
}

function setAside(split: string, { id }: Seed, plugin: string, reason: string): SeedRecord {
  return { split, dropped: { id, plugin, reason } };
}

/** Why a seed's texts do not fit the model, if they do not. */
function misfit(
  seed: Seed,
  codec: Codec,
  { maxPromptTokens, maxResponseTokens }: { maxPromptTokens: number; maxResponseTokens: number },
): string | undefined {
  try {
    const prompt = codec.encodePrompt(seed).length;
    if (prompt > maxPromptTokens) {
      return `the prompt has ${prompt} tokens, more than model.maxPromptTokens = ${maxPromptTokens}`;
    }
    const response = seed.demonstration === undefined ? 0 : codec.encodeResponse(seed.demonstration).length;
    if (response > maxResponseTokens) {
      return `the demonstration has ${response} tokens, more than model.maxResponseTokens = ${maxResponseTokens}`;
    }
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function requireSome(records: readonly SeedRecord[], split: string, source: string): void {
  const own = records.filter((record) => record.split === split);
  if (own.some(({ seed }) => seed)) return;
  const reasons = new Map<string, number>();
  for (const { dropped } of own) reasons.set(dropped!.reason, (reasons.get(dropped!.reason) ?? 0) + 1);
  const most = [...reasons].sort(([, a], [, b]) => b - a)[0];
  throw new TouchstoneError({
    code: 'NO_SEEDS',
    message: own.length
      ? `none of the ${own.length} ${split} seeds can be used`
      : `the source gave no ${split} seeds`,
    place: `data.source "${source}", split ${split}`,
    ...(most && { value: `${most[1]} times: ${most[0]}` }),
    fix: most
      ? 'mend the rows, or the setting that the reason names'
      : `check the source, or set data.${split} to 0`,
  });
}
