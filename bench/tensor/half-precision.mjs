// A product with weights in 16-bit floats, as they are and cast in the graph, beside one in 32 bits: what half precision
// would cost. node bench/tensor/half-precision.mjs [cpu|webgpu]; for webgpu on SwiftShader, in the environment of
// scripts/test-gpu.mjs.
import { createRequire } from 'node:module';

const core = new URL('../../core/', import.meta.url);
const { MessageWriter } = await import(new URL('dist/tensor/protobuf.js', core));
const ort = createRequire(new URL('package.json', core))('onnxruntime-node');

const [device = 'cpu'] = process.argv.slice(2);
const [INPUTS, OUTPUTS] = device === 'cpu' ? [896, 4864] : [64, 96];
const ROWS = device === 'cpu' ? [8, 1024] : [8];
const ROUNDS = 12;
const TYPES = { float32: 1, float16: 10 };
/** 1/8 in 16 bits. */
const EIGHTH = 0x3000;

/** The ONNX model `y = x w`; where the weights are narrower than x, they are cast first. */
function product(rows, xType, wType) {
  const writer = new MessageWriter().integer(1, 9).text(2, 'half precision');
  writer.message(7, (body) => {
    const isCast = xType !== wType;
    if (isCast) {
      body.message(1, (node) => {
        node.text(1, 'w').text(2, 'wide').text(4, 'Cast');
        node.message(5, (to) => to.text(1, 'to').integer(20, 2).integer(3, TYPES[xType]));
      });
    }
    const operand = isCast ? 'wide' : 'w';
    body.message(1, (node) => node.text(1, 'x').text(1, operand).text(2, 'y').text(4, 'MatMul'));
    body.text(2, 'graph');
    writeValue(body, 11, 'x', xType, [rows, INPUTS]);
    writeValue(body, 11, 'w', wType, [INPUTS, OUTPUTS]);
    writeValue(body, 12, 'y', xType, [rows, OUTPUTS]);
  });
  return writer.message(8, (set) => set.text(1, '').integer(2, 20)).finish();
}

function writeValue(body, field, name, type, sizes) {
  body.message(field, (value) => {
    value.text(1, name).message(2, (outer) =>
      outer.message(1, (inner) => {
        inner.integer(1, TYPES[type]).message(2, (shape) => {
          for (const size of sizes) shape.message(1, (dimension) => dimension.integer(1, size));
        });
      }),
    );
  });
}

function tensor(type, sizes) {
  const count = sizes[0] * sizes[1];
  if (type === 'float32') return new ort.Tensor(type, new Float32Array(count).fill(1 / 8), sizes);
  const bits = new Uint16Array(count).fill(EIGHTH);
  return new ort.Tensor(type, globalThis.Float16Array ? new Float16Array(bits.buffer) : bits, sizes);
}

async function open(rows, [name, xType, wType]) {
  try {
    const session = await ort.InferenceSession.create(product(rows, xType, wType), {
      executionProviders: [device],
      enableMemPattern: false,
      logSeverityLevel: 4,
    });
    const feeds = { x: tensor(xType, [rows, INPUTS]), w: tensor(wType, [INPUTS, OUTPUTS]) };
    await session.run(feeds);
    return { name, seconds: [], run: () => session.run(feeds) };
  } catch (cause) {
    console.log(`${rows} rows, ${name}: ${cause.message}`);
    return undefined;
  }
}

const CASES = [
  ['32 bits', 'float32', 'float32'],
  ['16 bits, cast in the graph', 'float32', 'float16'],
  ['16 bits', 'float16', 'float16'],
];

for (const rows of ROWS) {
  const opened = [];
  for (const each of CASES) opened.push(await open(rows, each));
  const sides = opened.filter((side) => side !== undefined);
  for (let round = 0; round < ROUNDS; round++) {
    for (const side of sides) {
      const started = performance.now();
      await side.run();
      side.seconds.push(performance.now() - started);
    }
  }
  for (const { name, seconds } of sides) {
    const ratios = seconds.map((value, round) => value / sides[0].seconds[round]).sort((a, b) => a - b);
    console.log(
      `${device}, ${rows} rows, ${name}: best ${Math.min(...seconds).toFixed(2)} ms, ` +
        `median ratio to 32 bits ${ratios[ROUNDS >> 1].toFixed(2)}`,
    );
  }
}
