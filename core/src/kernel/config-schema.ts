import { z } from 'zod';

const positiveInteger = z.int().positive();
const share = z.number().min(0).max(1);

const topK = z.int().min(0).default(0).describe('Sample from this many most probable tokens; 0 = all.');
const minP = share
  .default(0)
  .describe("Sample from tokens at least this probable, as a share of the most probable one's; 0 = all.");

const data = z
  .strictObject({
    source: z.string().describe('Name of the seed source plugin.'),
    train: positiveInteger.default(512).describe('Seeds of the training split.'),
    validation: z.int().min(0).default(64).describe('Seeds that choose the best checkpoint.'),
    test: z.int().min(0).default(128).describe('Held-out seeds, only ever reported.'),
  })
  .describe('Where seeds come from.');

const lora = z
  .strictObject({
    rank: positiveInteger.default(16),
    alpha: z.number().positive().default(32).describe('Adapters are scaled by alpha / rank.'),
    targets: z
      .union([z.literal('all-linear'), z.array(z.string()).min(1)])
      .default('all-linear')
      .describe('Linear layers with an adapter by name, such as q_proj; all-linear: all but lm_head.'),
    rankStabilised: z.boolean().default(false).describe('Scale by alpha / sqrt(rank) instead (rsLoRA).'),
  })
  .describe("Train low-rank adapters of a saved model instead of its weights (PEFT's format).");

const model = z
  .strictObject({
    path: z.string().optional().describe('Folder of a saved model to start from.'),
    hiddenSize: positiveInteger.default(128),
    layers: positiveInteger.default(3),
    heads: positiveInteger.default(4),
    keyValueHeads: positiveInteger.default(2),
    intermediateSize: positiveInteger.default(352),
    ropeTheta: z
      .number()
      .positive()
      .optional()
      .describe(
        "Base of the rotary frequencies. Default: the saved model's own, 10,000 for a new one. On a saved model " +
          'it extends the context to maxPromptTokens + maxResponseTokens.',
      ),
    thinkTokens: z
      .enum(['keep', 'repurpose', 'add'])
      .default('keep')
      .describe(
        'Tokens for <think> and </think> of a saved model that lacks them: rename two placeholder tokens, as the ' +
          'report does, or add two and enlarge the embeddings.',
      ),
    lora: lora.optional(),
    characters: z
      .string()
      .default(
        ' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\n',
      )
      .describe('Alphabet of the character tokenizer of a model trained from scratch.'),
    maxPromptTokens: positiveInteger.default(64),
    maxResponseTokens: positiveInteger.default(128).describe('Most tokens of a response, end included.'),
    stop: z
      .array(z.string().min(1))
      .default([])
      .describe("Texts that end a response, besides the model's end tokens; they stay part of it."),
  })
  .describe('The policy: a folder to start from, or the shape of a model trained from scratch.');

const engine = z
  .strictObject({
    name: z.literal('local').default('local'),
    device: z
      .enum(['auto', 'cpu', 'cuda', 'webgpu'])
      .default('cpu')
      .describe(
        'Where the model runs; auto measures and takes the fastest. `touchstone devices` lists them.',
      ),
    backend: z
      .enum(['onnxruntime', 'tfjs'])
      .default('onnxruntime')
      .describe('Tensor library. tfjs takes tfjs-node-gpu or tfjs-node where installed.'),
    precision: z
      .enum(['float32', 'mixed'])
      .default('float32')
      .describe(
        'mixed: training multiplies matrices in 16-bit floats, with a dynamic loss scale. For GPUs with such products; ' +
          'on a processor it takes longer.',
      ),
    threads: positiveInteger.optional().describe('Threads of the tensor engine. Default: all cores.'),
    samplingSlots: positiveInteger
      .optional()
      .describe('Sequences sampled at once. Default: 128, fewer where memory is short.'),
    samplers: positiveInteger
      .optional()
      .describe('Processes that sample. Default: one per core, at most four, fewer where memory is short.'),
    microBatchTokens: positiveInteger
      .optional()
      .describe('Tokens that a training step works on at once. Default: 2048, fewer where memory is short.'),
    gradientCheckpointing: z
      .union([z.boolean(), z.literal('auto')])
      .default('auto')
      .describe(
        "Keep only each layer's input for the reverse pass and compute the layer again: the same gradients, less " +
          'memory, more time. auto: where nothing else makes the run fit.',
      ),
    ignoreMemory: z
      .boolean()
      .default(false)
      .describe('Start a run even where memory will probably not do (--force).'),
  })
  .describe('What samples and learns.');

const optimiser = {
  learningRate: z.number().positive(),
  warmupSteps: z.int().min(0),
  schedule: z.enum(['constant', 'cosine']).describe('After warm-up: constant, or a cosine down to 10 %.'),
  weightDecay: z.number().min(0),
  beta1: share,
  beta2: share,
  maxGradientNorm: z.number().min(0).describe('Global L2 norm that gradients are scaled down to; 0 = off.'),
};

const sft = z
  .strictObject({
    steps: positiveInteger.default(300),
    batchSize: positiveInteger.default(64),
    learningRate: optimiser.learningRate.default(3e-3),
    warmupSteps: optimiser.warmupSteps.default(20),
    schedule: optimiser.schedule.default('cosine'),
    weightDecay: optimiser.weightDecay.default(1e-4),
    beta1: optimiser.beta1.default(0.9),
    beta2: optimiser.beta2.default(0.95),
    maxGradientNorm: optimiser.maxGradientNorm.default(1),
    checkpointEvery: positiveInteger.default(100),
  })
  .describe('Supervised fine-tuning on the demonstrations of the training seeds, response tokens only.');

const curate = z
  .strictObject({
    samples: positiveInteger.default(4).describe('Samples of the SFT policy per training seed.'),
    minimumPassRate: share.default(0.1),
    maximumPassRate: share.default(0.9),
  })
  .describe('Keeps the training seeds at the edge of what the SFT policy can do, before GRPO.');

const grpo = z
  .strictObject({
    steps: positiveInteger.default(100),
    seedsPerStep: positiveInteger.default(32),
    groupSize: z.int().min(2).default(8).describe('Rollouts per seed (G). The report: 8.'),
    temperature: z.number().positive().default(1),
    topP: share.default(1),
    topK,
    minP,
    miniBatches: positiveInteger.default(1).describe('Optimiser updates per step, on disjoint groups.'),
    learningRate: optimiser.learningRate.default(1e-3),
    warmupSteps: optimiser.warmupSteps.default(10),
    schedule: optimiser.schedule.default('constant'),
    weightDecay: optimiser.weightDecay.default(0),
    beta1: optimiser.beta1.default(0.9),
    beta2: optimiser.beta2.default(0.999),
    maxGradientNorm: optimiser.maxGradientNorm.default(1),
    clipLow: z.number().min(0).max(1).default(0.2).describe('Not printed in the report; 0.2 as in PPO.'),
    clipHigh: z.number().min(0).default(0.2),
    dualClip: z.number().min(0).default(0).describe('Bound on the surrogate when A < 0; 0 = off.'),
    klCoefficient: z.number().min(0).default(0.001).describe('beta of the report.'),
    klReference: z
      .enum(['old', 'initial'])
      .default('old')
      .describe('KL against the sampling policy, as the report prints it, or the policy before GRPO.'),
    entropyCoefficient: z.number().min(0).default(0.001).describe('gamma of the report.'),
    aggregation: z
      .enum(['sequence-mean', 'token-mean'])
      .default('sequence-mean')
      .describe('As printed (mean over each sequence, then over sequences), or over all tokens (DAPO).'),
    advantageStd: z
      .enum(['population', 'sample', 'none'])
      .default('sample')
      .describe('Divisor of the standard deviation of a group: n, n - 1 as verl and TRL, or no scaling.'),
    advantageEpsilon: z.number().min(0).default(1e-6),
    evaluateEvery: positiveInteger.default(25).describe('Steps between evaluations on validation seeds.'),
    checkpointEvery: positiveInteger.default(25),
  })
  .describe('Group relative policy optimisation, Phi-4-reasoning report section 4.2.');

const evaluate = z
  .strictObject({
    samples: positiveInteger.default(4).describe('Samples per seed.'),
    validationSamples: positiveInteger.default(4),
    temperature: z.number().min(0).default(0.8).describe('As recommended for Phi-4-reasoning.'),
    topP: share.default(0.95),
    topK,
    minP,
    confidence: z.number().gt(0).lt(1).default(0.95),
  })
  .describe('Evaluation on validation and test seeds.');

const reward = z
  .strictObject({
    weights: z.record(z.string(), z.number()).default({}).describe('Weight by reward term; default 1.'),
    onFailure: z
      .enum(['exclude', 'abort'])
      .default('exclude')
      .describe('A failed term takes its rollout out of training, or ends the run.'),
  })
  .describe('How reward terms compose.');

const limits = z
  .strictObject({
    deadlineMilliseconds: positiveInteger.default(10_000).describe('Deadline of one call into a plugin.'),
  })
  .describe('Bounds on plugins.');

/** The whole config, without `extends`, `presets` and `plugins`, which the loader resolves. */
export const configSchema = z.strictObject({
  name: z.string().min(1).default('run').describe('Names the run folder.'),
  seed: z.int().min(0).default(0).describe('Seed of every random stream of the run.'),
  options: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .default({})
    .describe('Options by plugin name, merged over those given where the plugin is listed.'),
  data: data.optional(),
  model: model.prefault({}),
  engine: engine.prefault({}),
  sft: sft.optional(),
  curate: curate.optional(),
  grpo: grpo.optional(),
  evaluate: evaluate.prefault({}),
  reward: reward.prefault({}),
  limits: limits.prefault({}),
});

/**
 * Every setting with its default filled in.
 *
 * @example
 * const settings: Settings = (await resolveConfig({ grpo: { steps: 20 } })).settings;
 * settings.grpo?.groupSize; // 8, the default
 * settings.sft; // undefined: a stage that the config does not name is not run
 */
export type Settings = z.output<typeof configSchema>;
