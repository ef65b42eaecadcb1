import type { ModelConfig } from './config.ts';

/** The angles of rotary positions: position p turns pair i by `p * inverse[i]`. */
export interface RopeFrequencies {
  readonly inverse: readonly number[];
  /** Factor on cosines and sines. */
  readonly attentionFactor: number;
}

type RopeSettings = Readonly<Record<string, unknown>>;

interface RopeContext {
  readonly config: ModelConfig;
  readonly settings: RopeSettings;
  /** `theta^(-2 i / size)` for each pair. */
  readonly plain: readonly number[];
  readonly size: number;
}

const SCALINGS: Readonly<Record<string, (context: RopeContext) => RopeFrequencies>> = {
  default: ({ plain }) => ({ inverse: plain, attentionFactor: 1 }),
  linear: (context) => {
    const factor = numberOf(context, 'factor');
    return { inverse: context.plain.map((value) => value / factor), attentionFactor: 1 };
  },
  dynamic: dynamicFrequencies,
  llama3: llama3Frequencies,
  yarn: yarnFrequencies,
  longrope: longropeFrequencies,
};

/** Scalings that a family's reference implementation knows. */
const PHI_SCALINGS = ['default', 'longrope'];

/** The settings of rotary positions, from the older and the newer form of `config.json`. */
export function ropeSettings({ rope_scaling, rope_parameters }: ModelConfig): RopeSettings {
  return { ...rope_scaling, ...rope_parameters };
}

/** The name of a model's rotary scaling; `default` without one. */
export function ropeType(config: ModelConfig): string {
  const settings = ropeSettings(config);
  const isScaled = Object.keys(config.rope_scaling ?? {}).length > 0;
  const type = settings['rope_type'] ?? settings['type'] ?? (isScaled ? undefined : 'default');
  // The first name of longrope, in early Phi-3 files.
  return type === 'su' ? 'longrope' : String(type);
}

/**
 * The rotary frequencies of a model: plain (Su et al., arXiv 2104.09864), linear interpolation (arXiv 2306.15595),
 * dynamic NTK
 * (transformers, `_compute_dynamic_ntk_parameters`), Llama 3's (`_compute_llama3_parameters`), YaRN (arXiv 2309.00071) or LongRoPE (arXiv 2402.13753).
 * LongRoPE's long factors hold when the run's longest sequence (`contextTokens`) is longer than
 * `original_max_position_embeddings`, and the dynamic base is that of a sequence of that length, for all sequences of
 * the run, so that training and sampling agree.
 *
 * @param size width of the rotated part of a head.
 * @throws Error naming the scaling when it is unknown or lacks a number.
 */
export function ropeFrequencies(config: ModelConfig, size: number): RopeFrequencies {
  const settings = ropeSettings(config);
  const type = ropeType(config);
  const half = size / 2;
  const plain = Array.from({ length: half }, (_, i) => config.rope_theta ** (-i / half));
  const scaling = SCALINGS[type];
  if (!scaling || (config.model_type === 'phi3' && !PHI_SCALINGS.includes(type))) {
    throw new Error(
      `model configuration: rope_scaling of the type ${JSON.stringify(type)} is not supported for the family ` +
        `${config.model_type}; remove it and raise rope_theta, or use one of ${Object.keys(SCALINGS).join(', ')}`,
    );
  }
  return scaling({ config, settings, plain, size });
}

function numberOf({ settings }: RopeContext, name: string): number {
  const value = settings[name];
  if (typeof value === 'number' && value > 0) return value;
  throw new Error(
    `model configuration: rope_scaling.${name} must be a positive number, it is ${JSON.stringify(value)}`,
  );
}

function optionalNumber({ settings }: RopeContext, name: string): number | undefined {
  return typeof settings[name] === 'number' ? settings[name] : undefined;
}

/** The length that a model was trained at before its context was extended. */
export function originalLength(config: ModelConfig): number {
  const original = ropeSettings(config)['original_max_position_embeddings'];
  return (
    config.original_max_position_embeddings ??
    (typeof original === 'number' ? original : config.max_position_embeddings)
  );
}

/** The base grows with the length of the sequence beyond `max_position_embeddings`. */
function dynamicFrequencies(context: RopeContext): RopeFrequencies {
  const { config, size, plain } = context;
  const factor = numberOf(context, 'factor');
  const known = config.max_position_embeddings;
  const stretch = (factor * Math.max(config.contextTokens ?? known, known)) / known - (factor - 1);
  const base = config.rope_theta * stretch ** (size / (size - 2));
  return { inverse: plain.map((_, i) => base ** ((-2 * i) / size)), attentionFactor: 1 };
}

function llama3Frequencies(context: RopeContext): RopeFrequencies {
  const [factor, low, high] = ['factor', 'low_freq_factor', 'high_freq_factor'].map((name) =>
    numberOf(context, name),
  ) as [number, number, number];
  const original = originalLength(context.config);
  const inverse = context.plain.map((frequency) => {
    const turns = (original * frequency) / (2 * Math.PI);
    if (turns > high) return frequency;
    if (turns < low) return frequency / factor;
    const smooth = (turns - low) / (high - low);
    return (1 - smooth) * (frequency / factor) + smooth * frequency;
  });
  return { inverse, attentionFactor: 1 };
}

function yarnFrequencies(context: RopeContext): RopeFrequencies {
  const { config, plain, size, settings } = context;
  const original = originalLength(context.config);
  const factor = optionalNumber(context, 'factor') ?? config.max_position_embeddings / original;
  const border = (turns: number): number =>
    (size * Math.log(original / (turns * 2 * Math.PI))) / (2 * Math.log(config.rope_theta));
  const [first, last] = [
    border(optionalNumber(context, 'beta_fast') ?? 32),
    border(optionalNumber(context, 'beta_slow') ?? 1),
  ];
  const truncate = settings['truncate'] !== false;
  const low = Math.max(truncate ? Math.floor(first) : first, 0);
  const high = Math.min(truncate ? Math.ceil(last) : last, size - 1);
  const width = high === low ? 0.001 : high - low;
  const inverse = plain.map((frequency, i) => {
    const interpolated = Math.min(1, Math.max(0, (i - low) / width));
    return (frequency / factor) * interpolated + frequency * (1 - interpolated);
  });
  return { inverse, attentionFactor: yarnAttention(context, factor) };
}

function yarnAttention(context: RopeContext, factor: number): number {
  const given = optionalNumber(context, 'attention_factor');
  if (given !== undefined) return given;
  const scale = (mscale: number): number => (factor <= 1 ? 1 : 0.1 * mscale * Math.log(factor) + 1);
  const [own, all] = [optionalNumber(context, 'mscale'), optionalNumber(context, 'mscale_all_dim')];
  return own && all ? scale(own) / scale(all) : scale(1);
}

function longropeFrequencies(context: RopeContext): RopeFrequencies {
  const { config, plain } = context;
  const original = originalLength(context.config);
  const longest = config.contextTokens ?? config.max_position_embeddings;
  const factors = factorList(context, longest > original ? 'long_factor' : 'short_factor');
  const ratio = optionalNumber(context, 'factor') ?? config.max_position_embeddings / original;
  const attentionFactor =
    optionalNumber(context, 'attention_factor') ??
    (ratio <= 1 ? 1 : Math.sqrt(1 + Math.log(ratio) / Math.log(original)));
  return { inverse: plain.map((frequency, i) => frequency / factors[i]!), attentionFactor };
}

function factorList({ settings, plain }: RopeContext, name: string): readonly number[] {
  const factors = settings[name];
  if (Array.isArray(factors) && factors.length === plain.length && factors.every((f) => f > 0))
    return factors;
  throw new Error(
    `model configuration: rope_scaling.${name} must list ${plain.length} positive numbers, one for each pair of a head`,
  );
}
