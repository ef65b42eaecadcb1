// Our side of the tensor bench, on the engine's own parts. Reads one command a line, writes one JSON answer a line.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Graph, createOnnxruntimeExecutor, matmul } from '@touchstone-rl/core/tensor';

const core = new URL('../../core/dist/model/', import.meta.url);
const { createAdamWState } = await import(new URL('adamw.js', core));
const { createHostWeights } = await import(new URL('host-weights.js', core));
const { createLearner } = await import(new URL('learner.js', core));
const { allocateParameters } = await import(new URL('parameters.js', core));
const { createProgramCache } = await import(new URL('program-cache.js', core));
const { createSampler } = await import(new URL('sampler.js', core));

const settings = JSON.parse(process.argv[2]);
const runners = { train, sample, matmul: multiply };
const run = await runners[settings.kind](settings);
const peak = () => process.resourceUsage().maxRSS * 1024;
const startBytes = peak();
console.log(JSON.stringify({ node: process.version }));

for await (const line of createInterface({ input: process.stdin })) {
  let result;
  const seconds = [];
  for (let i = 0; i < Number(line); i++) {
    const started = performance.now();
    result = await run();
    seconds.push((performance.now() - started) / 1000);
  }
  const residentBytes = process.memoryUsage().rss;
  console.log(JSON.stringify({ seconds, startBytes, peakBytes: peak(), residentBytes, loss: result }));
}

async function openModel(folder, threads) {
  const config = JSON.parse(readFileSync(`${folder}/config.json`, 'utf8'));
  const parameters = allocateParameters(config);
  const bytes = readFileSync(`${folder}/weights.f32`);
  parameters.flat.set(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4));
  const executor = await createOnnxruntimeExecutor({ threads });
  return { config, parameters, programs: createProgramCache(executor) };
}

function readTokens(folder) {
  const bytes = readFileSync(`${folder}/tokens.i32`);
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

async function train({ folder, rows, time, threads, ...options }) {
  const { config, parameters, programs } = await openModel(folder, threads);
  const optimiser = createAdamWState(parameters.flat.length);
  const learner = createLearner(createHostWeights({ config, parameters, optimiser }), programs, {
    tokensPerMicroBatch: rows * time,
    maxTokens: time + 1,
    vocabularySize: config.vocab_size,
  });
  const tokens = readTokens(folder);
  const batches = Array.from({ length: tokens.length / (rows * (time + 1)) }, (_, batch) =>
    Array.from({ length: rows }, (_, row) => {
      const start = (batch * rows + row) * (time + 1);
      const [first, ...rest] = tokens.subarray(start, start + time + 1);
      return { promptTokens: [first], completionTokens: rest };
    }),
  );
  let done = 0;
  return async () => (await learner.trainCrossEntropy(batches[done++ % batches.length], options)).loss;
}

/** One of several samplers, each on one thread, as `createEngineInWorker` starts them. */
async function sample({ folder, rows, time, prompt, groups, firstPrompt }) {
  const { config, parameters, programs } = await openModel(folder, 1);
  const sampler = createSampler(config, (run) => run(parameters.views), programs, {
    slots: rows,
    endTokens: [],
  });
  const tokens = readTokens(folder);
  const prompts = Array.from({ length: groups }, (_, group) => {
    const start = (firstPrompt + group) * prompt;
    return [...tokens.subarray(start, start + prompt)];
  });
  let seed = 0;
  return async () => {
    const requests = Array.from({ length: rows }, (_, id) => ({
      id: String(id),
      promptTokens: prompts[Math.floor((id * groups) / rows)],
      randomSeed: seed++,
    }));
    let sampled = 0;
    for await (const completion of sampler.sample(requests, { maxTokens: time })) {
      sampled += completion.tokens.length;
    }
    if (sampled !== rows * time) throw new Error(`sampled ${sampled} tokens, not ${rows * time}`);
  };
}

async function multiply({ size, threads }) {
  const graph = new Graph();
  const [a, b] = ['a', 'b'].map((name) => graph.input(name, [size, size]));
  graph.output('product', matmul(a, b));
  const program = await (await createOnnxruntimeExecutor({ threads })).compile(graph);
  const feeds = { a: new Float32Array(size * size).fill(0.5), b: new Float32Array(size * size).fill(0.25) };
  return async () => (await program.run(feeds)).product[0];
}
