import type { Device, Executor, Precision } from './executor.ts';
import { Graph } from './graph.ts';
import { loadOnnxruntime } from './load-onnxruntime.ts';
import { createOnnxruntimeExecutor } from './onnxruntime.ts';
import { matmul } from './ops/matmul.ts';
import { createTfjsExecutor } from './tfjs.ts';

/**
 * What runs the graphs of an engine.
 *
 * @example
 * const options: ExecutorOptions = { backend: 'tfjs' };
 * const executor = await openExecutor(options);
 */
export interface ExecutorOptions {
  /** `auto` takes the device that multiplies matrices fastest. Default `cpu`. */
  readonly device?: Device | 'auto' | undefined;
  /** The tensor library. Default `onnxruntime`. */
  readonly backend?: 'onnxruntime' | 'tfjs' | undefined;
  /** Threads inside one operation on the CPU. Default: one per core. */
  readonly threads?: number | undefined;
}

/**
 * What was found of one device.
 *
 * @example
 * const works = ({ gigaflops }: DeviceReport): boolean => gigaflops !== undefined;
 * const usable = (await findDevices()).filter(works);
 */
export interface DeviceReport {
  readonly device: Device;
  /** Billions of operations a second on a product of two matrices of this side; absent where it did not run. */
  readonly gigaflops?: number;
  /** Why the device cannot be used. */
  readonly reason?: string;
}

/** Sides of the matrices that try a precision and a device, and that measure one that is not very slow. */
const SIDES = { precision: 8, trial: 128, measure: 1024 };

/** Billions of operations a second below which the trial is measurement enough: a GPU emulated in software. */
const SLOW = 2;

/**
 * Opens the engine's tensor backend. `auto` measures every device that works; a device asked for by name must work.
 *
 * @throws Error when the device that was asked for does not work here, with what was found.
 *
 * @example
 * const executor = await openExecutor({ device: 'auto' });
 * console.log(executor.name);
 */
export async function openExecutor(options: ExecutorOptions = {}): Promise<Executor> {
  const { device = 'cpu', backend = 'onnxruntime', threads } = options;
  if (backend === 'tfjs') return createTfjsExecutor();
  if (device === 'cpu') return createOnnxruntimeExecutor({ threads });
  const found = await findDevices(device === 'auto' ? undefined : [device], threads);
  const usable = found.filter(({ gigaflops }) => gigaflops !== undefined);
  const best = usable.sort((a, b) => b.gigaflops! - a.gigaflops!)[0];
  if (!best)
    throw new Error(`engine.device is "${device}", but it does not work here: ${describeDevices(found)}`);
  const executor = await createOnnxruntimeExecutor({ threads, device: best.device });
  return device === 'auto' ? { ...executor, name: `${executor.name} (${describeDevices(found)})` } : executor;
}

/**
 * Tries a product in the precision that a run is to have.
 *
 * @throws Error when the executor cannot compute it, with the reason.
 *
 * @example
 * await requirePrecision(await openExecutor(), 'mixed');
 */
export async function requirePrecision(executor: Executor, precision: Precision): Promise<void> {
  try {
    await multiply(executor, SIDES.precision, precision);
  } catch (error) {
    const reason = error instanceof Error ? shortened(error.message) : String(error);
    throw new Error(
      `engine.precision is "${precision}", but ${executor.name} does not compute in it (${reason}); ` +
        'set it to "float32", or choose another engine.device',
      { cause: error },
    );
  }
}

/**
 * Tries devices, all by default, each on a product of two matrices.
 *
 * @example
 * const [gpu] = await findDevices(['cuda']);
 * console.log(gpu?.reason ?? gpu?.gigaflops);
 */
export async function findDevices(
  devices: readonly Device[] = ['cuda', 'webgpu', 'cpu'],
  threads?: number,
): Promise<DeviceReport[]> {
  const { library, providers, name } = await loadOnnxruntime();
  // What a device lacks goes into its report, not onto the terminal.
  library.env.logLevel = 'fatal';
  const reports: DeviceReport[] = [];
  for (const device of devices) {
    if (providers.includes(device)) reports.push(await tryDevice(device, threads));
    else reports.push({ device, reason: `${name} has no provider of this name on ${process.platform}` });
  }
  return reports;
}

/**
 * A line for people: `cuda: no (why); webgpu: 812 GFLOP/s; cpu: 150 GFLOP/s`.
 *
 * @example
 * describeDevices([{ device: 'cpu', gigaflops: 150.2 }]); // 'cpu: 150 GFLOP/s'
 */
export function describeDevices(reports: readonly DeviceReport[]): string {
  return reports
    .map(({ device, gigaflops, reason }) =>
      gigaflops === undefined
        ? `${device}: no (${reason})`
        : `${device}: ${gigaflops.toPrecision(3)} GFLOP/s`,
    )
    .join('; ');
}

async function tryDevice(device: Device, threads: number | undefined): Promise<DeviceReport> {
  try {
    const executor = await createOnnxruntimeExecutor({ device, threads });
    const trial = await multiply(executor, SIDES.trial);
    return { device, gigaflops: trial < SLOW ? trial : await multiply(executor, SIDES.measure) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { device, reason: shortened(message) };
  }
}

/** The first line of a message, without the place in onnxruntime's source that checks begin with. */
function shortened(message: string): string {
  const line = message.split('\n')[0]!;
  return line
    .slice(line.lastIndexOf(' was false. ') + 1)
    .replace('was false. ', '')
    .slice(0, 200);
}

/** Billions of operations a second on a product of two square matrices. */
async function multiply(executor: Executor, side: number, precision: Precision = 'float32'): Promise<number> {
  const graph = new Graph();
  graph.output('product', matmul(graph.input('a', [side, side]), graph.input('b', [side, side])));
  const program = await executor.compile(graph, { precision });
  const feeds = { a: new Float32Array(side ** 2).fill(0.5), b: new Float32Array(side ** 2).fill(0.25) };
  await program.run(feeds);
  const started = performance.now();
  const { product } = await program.run(feeds);
  const milliseconds = performance.now() - started;
  await program.dispose();
  if (Math.abs(product![0]! - side / 8) < 1e-3) return (2 * side ** 3) / milliseconds / 1e6;
  throw new Error(`a product came out as ${product![0]}, not ${side / 8}`);
}
