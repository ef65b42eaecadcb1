import { lengthBucket } from './buckets.ts';
import type { ModelConfig } from './config.ts';
import { headSize, linearLayers } from './linear-layers.ts';
import { adapterShapes, parameterShapes } from './parameters.ts';
import { prefillRows } from './prefill.ts';
import { MOST_SCORES } from './row-attention.ts';
import { WHOLE_PROMPT } from './sampling-graphs.ts';
import { MOST_LOGITS } from './training-graphs.ts';
import { sizeOf } from '../tensor/index.ts';
import type { Precision } from '../tensor/index.ts';
import { blockSizes, countPairs } from '../tensor/key-ranges.ts';

/**
 * What a run does with a model.
 *
 * @example
 * const fineTuning: MemoryRequest = {
 *   contextTokens: 4096,
 *   slots: 0,
 *   samplers: 1,
 *   trains: true,
 *   keepsReference: false,
 * };
 */
export interface MemoryRequest {
  /** Longest sequence in tokens, prompt and response together. */
  readonly contextTokens: number;
  /** Longest prompt in tokens. Default: half of the longest sequence. */
  readonly promptTokens?: number;
  /** Sequences sampled together, in all processes. */
  readonly slots: number;
  /** Processes that sample; each holds the weights. The first also trains. */
  readonly samplers: number;
  /** Whether it trains at all. */
  readonly trains: boolean;
  /** Whether a frozen reference policy is kept. */
  readonly keepsReference: boolean;
  /** Tokens of one training micro-batch, padding included. Default 2048. */
  readonly tokensPerMicroBatch?: number;
  /** Whether the reverse pass computes each layer again. Default false. */
  readonly gradientCheckpointing?: boolean;
  /** How training multiplies matrices. Default `float32`. */
  readonly precision?: Precision;
}

/**
 * One thing that takes memory.
 *
 * @example
 * const sampling: MemoryPart = { name: 'key-value cache', bytes: 1.2e9 };
 */
export interface MemoryPart {
  readonly name: string;
  readonly bytes: number;
}

/**
 * What a run will need.
 *
 * @example
 * const describe = ({ parameters, bytes }: MemoryPlan): string =>
 *   `${parameters} parameters, ${(bytes / 1e9).toFixed(1)} GB`;
 */
export interface MemoryPlan {
  readonly parameters: number;
  /** Parameters that training changes: all, or those of the adapters; 0 where nothing is trained. */
  readonly trained: number;
  readonly parts: readonly MemoryPart[];
  /** Largest use at any moment. Training and sampling take turns, so the larger of both counts. */
  readonly bytes: number;
}

const FLOAT_BYTES = 4;

/** What Node.js, onnxruntime and compiled graphs take in a process, measured (bench/models). */
const RUNTIME_BYTES = 180e6;

/**
 * Arrays of logits that a loss holds at once: logits, log-probabilities, their exponentials, products and gradients.
 * Measured (bench/models).
 */
const LOGIT_ARRAYS = 6;

/** Arrays of scores that attention holds at once in a layer whose probabilities are kept. */
const SCORE_ARRAYS = 2;

/** Arrays of the scores of a block that attention in blocks holds at once, those of shorter ranges included. */
const BLOCK_ARRAYS = 10;

/**
 * What the nodes of a pair of a block and a range of keys take in a compiled graph, measured; half as much again
 * where a layer is computed twice.
 */
const PAIR_BYTES = 0.5e6;

/**
 * Estimates the memory of a run of a model, in bytes, from its shapes: all numbers are 32-bit floats. The constants
 * were calibrated against measured peaks, which the bench `models` repeats.
 *
 * @example
 * const { model } = await readModelFolder('runs/quickstart/model');
 * const { parts } = planMemory(model, {
 *   contextTokens: 2048, slots: 16, samplers: 1, trains: true, keepsReference: false,
 * });
 * for (const { name, bytes } of parts) console.log(name, bytes);
 */
export function planMemory(config: ModelConfig, request: MemoryRequest): MemoryPlan {
  const parameters = count(parameterShapes(config));
  const adapters = count(adapterShapes(config));
  const trained = !request.trains ? 0 : config.lora ? adapters : parameters;
  const { samplers, keepsReference, trains } = request;
  const held = FLOAT_BYTES * (parameters + adapters);
  const lasting: MemoryPart[] = [
    part('runtime', samplers * RUNTIME_BYTES),
    part('weights', samplers * held),
    part('optimiser', 2 * FLOAT_BYTES * trained),
    part('reference policy', keepsReference ? FLOAT_BYTES * trained : 0),
    // Those of a micro-batch are added to the sum of the others.
    part('gradients', 2 * FLOAT_BYTES * trained),
  ];
  const training = trains
    ? [
        part('activations', activationBytes(config, request)),
        part('rounded operands', request.precision === 'mixed' ? roundedBytes(config, request, held) : 0),
        part('logits', logitBytes(config, request)),
        part('compiled graphs', graphBytes(config, request)),
      ]
    : [];
  const sampling = [
    part('key-value cache', cacheBytes(config, request)),
    part('prompts', request.slots > 0 ? samplers * promptBytes(config, request) : 0),
    part('decoding graphs', request.slots > 0 ? samplers * decodingGraphBytes(config, request) : 0),
    // Changed weights are copied to the other samplers.
    part('weights in transit', samplers > 1 ? 3 * FLOAT_BYTES * trained : 0),
  ];
  const parts = [...lasting, ...training, ...sampling].filter(({ bytes }) => bytes > 0);
  return { parameters, trained, parts, bytes: total(lasting) + Math.max(total(training), total(sampling)) };
}

function part(name: string, bytes: number): MemoryPart {
  return { name, bytes };
}

function total(parts: readonly MemoryPart[]): number {
  return parts.reduce((sum, { bytes }) => sum + bytes, 0);
}

function count(shapes: readonly (readonly [string, readonly number[]])[]): number {
  return shapes.reduce((sum, [, shape]) => sum + sizeOf(shape), 0);
}

/** Rows and their length of the largest micro-batch. */
function microBatch({
  contextTokens,
  tokensPerMicroBatch = 2048,
}: MemoryRequest): [rows: number, time: number] {
  const time = lengthBucket(contextTokens);
  return [Math.max(1, Math.floor(tokensPerMicroBatch / time)), time];
}

/** Values that the reverse pass reads again, or works on. */
function activationBytes(config: ModelConfig, request: MemoryRequest): number {
  const [rows, time] = microBatch(request);
  const { num_hidden_layers: layers, num_attention_heads: heads, hidden_size: hidden } = config;
  const outputs = linearLayers(config).reduce((sum, { outputs }) => sum + outputs, 0);
  // Besides the linear layers' outputs: two normalised inputs and residuals, rotated heads, mixed values, and the
  // three products of the feed-forward block.
  const rest = 4 * hidden + 2 * heads * headSize(config) + 3 * config.intermediate_size;
  const rank = config.lora ? config.lora.rank * config.lora.targets.length : 0;
  const scores = rows * heads * time * time;
  // With checkpoints, each layer's input is kept, and one layer's values with their gradients.
  const whole = request.gradientCheckpointing ? 2 : layers;
  const inputs = request.gradientCheckpointing ? layers * hidden : 0;
  const kept = isCut(config, request) ? blockScores(rows * heads, time) : SCORE_ARRAYS * whole * scores;
  return FLOAT_BYTES * (rows * time * (whole * (outputs + rest + rank) + inputs) + kept);
}

/** What of the activations is kept a second time, rounded, in mixed precision. Measured: a fifth. */
const ROUNDED_SHARE = 1 / 4;

/** In mixed precision, the weights and the other operands of products, as a processor keeps them: in 32 bits. */
function roundedBytes(config: ModelConfig, request: MemoryRequest, weightBytes: number): number {
  return weightBytes + ROUNDED_SHARE * activationBytes(config, request);
}

/** Whether attention works in blocks. */
function isCut(config: ModelConfig, request: MemoryRequest): boolean {
  const [rows, time] = microBatch(request);
  return config.num_hidden_layers * rows * config.num_attention_heads * time * time > MOST_SCORES;
}

function graphBytes(config: ModelConfig, request: MemoryRequest): number {
  if (!isCut(config, request)) return 0;
  const [, time] = microBatch(request);
  const passes = request.gradientCheckpointing ? 1.5 : 1;
  return PAIR_BYTES * passes * config.num_hidden_layers * countPairs(time);
}

/** Scores of a block and the longest range of keys, in each of the arrays that there are of them. */
function blockScores(groups: number, time: number): number {
  const { block, mostBlocks } = blockSizes(time);
  return BLOCK_ARRAYS * groups * block * mostBlocks * block;
}

function logitBytes(config: ModelConfig, request: MemoryRequest): number {
  const [rows, time] = microBatch(request);
  return FLOAT_BYTES * LOGIT_ARRAYS * Math.min(rows * time * config.vocab_size, MOST_LOGITS);
}

/** Arrays of a step's logits: logits, log-probabilities, weights, and those of steps not yet collected. */
const STEP_ARRAYS = 8;

/** Keys and values of all slots, and each step's outputs beside them. */
function cacheBytes(config: ModelConfig, { slots, contextTokens }: MemoryRequest): number {
  const cache = slots * lengthBucket(contextTokens) * widthPerPosition(config);
  return FLOAT_BYTES * (cache + STEP_ARRAYS * slots * config.vocab_size);
}

function widthPerPosition(config: ModelConfig): number {
  return 2 * config.num_hidden_layers * config.num_key_value_heads * headSize(config);
}

/** What a compiled decoding step takes, and each layer in it. Measured (4 to 24 layers). */
const GRAPH_BYTES = 1e6;
const GRAPH_LAYER_BYTES = 0.3e6;

/** The graphs of a decoding step are one for each length of the cache; `RUNTIME_BYTES` has those up to 256 tokens. */
function decodingGraphBytes(config: ModelConfig, { contextTokens }: MemoryRequest): number {
  let graphs = 0;
  for (let length = 256; length < contextTokens; length = lengthBucket(length + 1)) graphs += 1;
  return graphs * (GRAPH_BYTES + config.num_hidden_layers * GRAPH_LAYER_BYTES);
}

/** Arrays of scores that attention to a prompt holds at once. */
const PROMPT_SCORE_ARRAYS = 4;

/** Reading prompts: their keys and values, twice while they are handed over, and a layer's values at a time. */
function promptBytes(config: ModelConfig, request: MemoryRequest): number {
  const time = lengthBucket(request.promptTokens ?? request.contextTokens / 2);
  const layer = 6 * config.hidden_size + 4 * config.intermediate_size;
  const scores = PROMPT_SCORE_ARRAYS * config.num_attention_heads * Math.min(time, WHOLE_PROMPT);
  return FLOAT_BYTES * prefillRows(time) * time * (2 * widthPerPosition(config) + layer + scores);
}
