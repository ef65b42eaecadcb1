import { availableParallelism, totalmem } from 'node:os';
import { TouchstoneError, type Settings } from '../kernel/index.ts';
import { parseModelConfig, planMemory, type MemoryPlan } from '../model/index.ts';

/**
 * How many sequences a run samples together and in how many processes, and what memory that takes.
 *
 * @example
 * const asText = ({ fits, plan, slots }: RunMemory): string =>
 *   `${(plan.bytes / 1e9).toFixed(1)} GB for ${slots} sequences at once, ${fits ? 'which fits' : 'too much'}`;
 */
export interface RunMemory {
  readonly plan: MemoryPlan;
  /** Memory that this machine, or the container around it, has. */
  readonly machineBytes: number;
  readonly fits: boolean;
  readonly samplers: number;
  readonly slots: number;
  readonly tokensPerMicroBatch: number;
  /** Whether training keeps only each layer's input and computes the layer again. */
  readonly gradientCheckpointing: boolean;
  /** What the run takes at most without and with that. */
  readonly bytesWithoutCheckpointing: number;
  readonly bytesWithCheckpointing: number;
}

/** Memory left to the system and to what scores rollouts. */
const SHARE_OF_MACHINE = 0.95;

/** Most sampling processes, and sequences sampled together, that are used without being asked for. */
const MOST_SAMPLERS = 4;
const DEFAULT_SLOTS = 128;
const DEFAULT_MICRO_BATCH = 2048;

/** They are not halved below this. */
const FEWEST_SLOTS = 8;
const SMALLEST_MICRO_BATCH = 256;

/**
 * Plans the memory of a run of a model. Samplers, slots and the size of a micro-batch that the config leaves open
 * are lowered until the run fits, and at last layers are computed twice. None of it changes a result but smaller
 * micro-batches, which add the same gradients up in another order.
 *
 * @param machineBytes default: this machine's memory, or its container's limit.
 *
 * @example
 * const { settings } = await loadConfig('touchstone.config.ts');
 * const { model } = await startingModel(settings.model);
 * planRunMemory(settings, model).fits; // whether this machine has the memory
 * planRunMemory(settings, model, 80e9).slots; // sequences sampled together where there are 80 GB
 */
export function planRunMemory(settings: Settings, model: unknown, machineBytes = machineMemory()): RunMemory {
  const config = parseModelConfig(model);
  const { engine, sft, grpo } = settings;
  const contextTokens = settings.model.maxPromptTokens + settings.model.maxResponseTokens;
  let samplers = engine.samplers ?? Math.min(availableParallelism(), MOST_SAMPLERS);
  let slots = engine.samplingSlots ?? DEFAULT_SLOTS;
  let tokensPerMicroBatch = engine.microBatchTokens ?? DEFAULT_MICRO_BATCH;
  const isOpen = (setting: number | undefined, now: number, least: number): boolean =>
    setting === undefined && now > least;
  const trains = Boolean(sft ?? grpo);
  let gradientCheckpointing = engine.gradientCheckpointing === true;
  const planWith = (checkpointing: boolean): MemoryPlan =>
    planMemory(config, {
      contextTokens,
      promptTokens: settings.model.maxPromptTokens,
      tokensPerMicroBatch,
      slots,
      samplers,
      trains,
      gradientCheckpointing: checkpointing,
      precision: engine.precision,
      keepsReference: grpo?.klReference === 'initial',
    });
  const fits = (plan: MemoryPlan): boolean => plan.bytes <= SHARE_OF_MACHINE * machineBytes;
  let plan = planWith(gradientCheckpointing);
  while (!fits(plan)) {
    if (isOpen(engine.samplers, samplers, 1)) samplers -= 1;
    else if (isOpen(engine.samplingSlots, slots, FEWEST_SLOTS)) slots /= 2;
    else if (isOpen(engine.microBatchTokens, tokensPerMicroBatch, SMALLEST_MICRO_BATCH))
      tokensPerMicroBatch /= 2;
    else if (engine.gradientCheckpointing === 'auto' && trains && !gradientCheckpointing)
      gradientCheckpointing = true;
    else break;
    plan = planWith(gradientCheckpointing);
  }
  return {
    plan,
    machineBytes,
    fits: fits(plan),
    samplers,
    slots,
    tokensPerMicroBatch,
    gradientCheckpointing,
    bytesWithoutCheckpointing: planWith(false).bytes,
    bytesWithCheckpointing: planWith(true).bytes,
  };
}

/** Memory of this machine, or the limit of the container around this process. */
function machineMemory(): number {
  const limit = process.constrainedMemory() ?? 0;
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/**
 * Refuses a run that is planned to need more memory than there is.
 *
 * @throws TouchstoneError when a run will not fit into memory, unless the config says to try all the same.
 */
export function requireMemory({ engine }: Settings, { fits, plan, machineBytes }: RunMemory): void {
  if (fits || engine.ignoreMemory) return;
  const largest = plan.parts.reduce((a, b) => (b.bytes > a.bytes ? b : a));
  throw new TouchstoneError({
    code: 'MEMORY_SHORT',
    message:
      `the run needs about ${gigabytes(plan.bytes)}, and this machine has ${gigabytes(machineBytes)}; ` +
      `most is for ${largest.name} (${gigabytes(largest.bytes)})`,
    place: 'model',
    fix:
      'train adapters (model.lora), lower model.maxResponseTokens, engine.samplingSlots or engine.microBatchTokens, ' +
      'leave engine.gradientCheckpointing to auto, or take a smaller model; ' +
      'touchstone plan CONFIG shows what needs how much; --force tries all the same',
  });
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
