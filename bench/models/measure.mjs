// One measurement in a process of its own, so that its peak memory is its own: prints it as JSON.
import {
  createLocalEngine,
  planMemory,
  parseModelConfig,
  characterTokenizer,
} from '@touchstone-rl/core/model';

const input = JSON.parse(process.argv[2]);
const { shape, contextTokens, slots, mode, folder, lora, gradientCheckpointing = false, steps = 1 } = input;
const tokenizer = characterTokenizer({ characters: '0123456789+-*/=? abcdefghijklmnopqrstuvwxyz' });
const model = { ...shape, contextTokens, ...(lora && { lora }) };
const config = parseModelConfig(model);
// A micro-batch is no larger than what there is to fill it.
const tokensPerMicroBatch = mode === 'both' ? Math.min(2048, slots * contextTokens) : 2048;
const started = performance.now();
const engine = await createLocalEngine({
  model,
  tokenizer: tokenizer.files,
  seed: 1,
  slots,
  tokensPerMicroBatch,
  gradientCheckpointing,
  ...(folder && { folder }),
});
const loadSeconds = (performance.now() - started) / 1000;

const optimiser = {
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  weightDecay: 0,
  maxGradientNorm: 1,
};
const loss = { clipLow: 0.2, clipHigh: 0.2, dualClip: 0, klCoefficient: 0.001, entropyCoefficient: 0.001 };
const promptTokens = Array.from(
  { length: Math.floor(contextTokens / 4) },
  (_, i) => (7 * i) % shape.vocab_size,
);
const completionTokens = contextTokens - promptTokens.length;

const result = { loadSeconds };
let completions = [];
if (mode !== 'train') {
  const requests = Array.from({ length: slots }, (_, i) => ({ id: String(i), promptTokens, randomSeed: i }));
  const before = performance.now();
  for await (const one of engine.sample(requests, { maxTokens: completionTokens })) completions.push(one);
  const sampled = completions.reduce((sum, { tokens }) => sum + tokens.length, 0);
  result.sampledTokens = sampled;
  result.sampledPerSecond = sampled / ((performance.now() - before) / 1000);
}
if (mode !== 'sample') {
  if (completions.length === 0) {
    const tokens = Array.from({ length: completionTokens }, (_, i) => (5 * i + 1) % shape.vocab_size);
    // As many sequences as fill a micro-batch of 2,048 tokens.
    const rows = Math.max(1, Math.floor(2048 / contextTokens));
    const logProbabilities = tokens.map(() => -Math.log(shape.vocab_size));
    completions = Array.from({ length: rows }, () => ({ tokens, logProbabilities }));
  }
  const batch = completions.map(({ tokens, logProbabilities }, i) => ({
    promptTokens,
    completionTokens: tokens,
    oldLogProbabilities: logProbabilities,
    advantage: i % 2 ? 1 : -1,
  }));
  // The first step compiles its graph.
  if (steps > 1) await engine.trainGrpo(batch, loss, optimiser);
  const before = performance.now();
  for (let step = 0; step < steps; step++) await engine.trainGrpo(batch, loss, optimiser);
  const tokens =
    steps * batch.reduce((sum, sequence) => sum + promptTokens.length + sequence.completionTokens.length, 0);
  result.trainedPerSecond = tokens / ((performance.now() - before) / 1000);
}
const request = {
  contextTokens,
  slots: mode === 'train' ? 0 : slots,
  samplers: 1,
  tokensPerMicroBatch,
  gradientCheckpointing,
  trains: mode !== 'sample',
  keepsReference: false,
};
result.plan = planMemory(config, request);
result.peakBytes = process.resourceUsage().maxRSS * 1024;
await engine.dispose();
console.log(JSON.stringify(result));
