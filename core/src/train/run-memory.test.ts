import { describe, expect, it } from 'vitest';

import { resolveConfig, type ConfigInput, type Settings } from '../kernel/index.ts';
import { planRunMemory, requireMemory, type RunMemory } from './run-memory.ts';

const QWEN_05B = {
  model_type: 'qwen2',
  vocab_size: 151_936,
  hidden_size: 896,
  intermediate_size: 4864,
  num_hidden_layers: 24,
  num_attention_heads: 14,
  num_key_value_heads: 2,
  max_position_embeddings: 32_768,
};
const PHI_4 = {
  model_type: 'phi3',
  vocab_size: 100_352,
  hidden_size: 5120,
  intermediate_size: 17_920,
  num_hidden_layers: 40,
  num_attention_heads: 40,
  num_key_value_heads: 10,
  max_position_embeddings: 16_384,
  tie_word_embeddings: false,
};
const LORA = { rank: 16, alpha: 32, targets: ['q_proj', 'v_proj'] };

async function settingsOf(config: ConfigInput): Promise<Settings> {
  return (await resolveConfig({ model: { maxPromptTokens: 256, maxResponseTokens: 768 }, ...config }))
    .settings;
}

describe('the memory of a run', () => {
  // The published numbers of parameters of Qwen2.5-0.5B and Phi-4.
  it.each([
    [QWEN_05B, 494_032_768],
    [PHI_4, 14_659_507_200],
  ])('counts parameters', async (model, parameters) => {
    expect(planRunMemory(await settingsOf({}), model).plan).toMatchObject({ parameters, trained: 0 });
  });

  it('is sixteen bytes a parameter and more when all are trained, and little more than the weights with adapters', async () => {
    const engine = { samplers: 1, samplingSlots: 8, microBatchTokens: 256 };
    const whole = planRunMemory(await settingsOf({ grpo: {}, engine }), QWEN_05B).plan;
    const adapters = planRunMemory(await settingsOf({ grpo: {}, engine }), { ...QWEN_05B, lora: LORA }).plan;
    expect(whole.bytes).toBeGreaterThan(16 * whole.parameters);
    // Each adapter of rank 16 has 16 * (in + out) weights.
    expect(adapters.trained).toBe(24 * 16 * (896 + 896 + 896 + 128));
    expect(adapters.bytes).toBeLessThan(whole.bytes / 2);
  });

  it('grows with the context, the slots, the samplers and the reference policy', async () => {
    const bytes = async (config: ConfigInput, model: object = QWEN_05B): Promise<number> =>
      planRunMemory(await settingsOf(config), model, Infinity).plan.bytes;
    const base = await bytes({ engine: { samplers: 1, samplingSlots: 8 } });
    const longer = { maxPromptTokens: 256, maxResponseTokens: 3840 };
    expect(await bytes({ engine: { samplers: 1, samplingSlots: 8 }, model: longer })).toBeGreaterThan(base);
    expect(await bytes({ engine: { samplers: 1, samplingSlots: 64 } })).toBeGreaterThan(base);
    expect(await bytes({ engine: { samplers: 2, samplingSlots: 8 } })).toBeGreaterThan(base + 4 * 494e6);
    const old = await bytes({ grpo: {} });
    expect(await bytes({ grpo: { klReference: 'initial' } })).toBe(old + 4 * 494_032_768);
  });

  it('is lowered by fewer samplers, then slots, then smaller micro-batches, where the config leaves them open', async () => {
    const model = { ...QWEN_05B, lora: LORA };
    const roomy = planRunMemory(await settingsOf({ grpo: {} }), model, 100e9);
    const tight = planRunMemory(await settingsOf({ grpo: {} }), model, 8e9);
    expect(roomy).toMatchObject({ fits: true, slots: 128 });
    expect(tight).toMatchObject({ fits: true, samplers: 1 });
    expect([tight.slots, tight.tokensPerMicroBatch]).not.toEqual([128, 2048]);
    const fixed = await settingsOf({ grpo: {}, engine: { samplingSlots: 1024, microBatchTokens: 4096 } });
    expect(planRunMemory(fixed, model, 8e9)).toMatchObject({
      fits: false,
      slots: 1024,
      tokensPerMicroBatch: 4096,
    });
  });

  it('computes layers twice where nothing else makes it fit, always, or never, as the config says', async () => {
    const memoryOf = async (gradientCheckpointing?: boolean, machine = 100e9): Promise<RunMemory> => {
      const few = { samplers: 1, samplingSlots: 8 };
      const engine = gradientCheckpointing === undefined ? few : { ...few, gradientCheckpointing };
      const model = { maxPromptTokens: 512, maxResponseTokens: 7680 };
      return planRunMemory(
        await settingsOf({ grpo: {}, engine, model }),
        { ...QWEN_05B, lora: LORA },
        machine,
      );
    };
    const roomy = await memoryOf();
    expect(roomy).toMatchObject({
      gradientCheckpointing: false,
      plan: { bytes: roomy.bytesWithoutCheckpointing },
    });
    expect(roomy.bytesWithCheckpointing).toBeLessThan(roomy.bytesWithoutCheckpointing / 2);
    const tight = await memoryOf(undefined, 10e9);
    expect(tight).toMatchObject({
      fits: true,
      gradientCheckpointing: true,
      samplers: 1,
      tokensPerMicroBatch: 256,
    });
    expect(tight.plan.bytes).toBe(tight.bytesWithCheckpointing);
    expect(await memoryOf(false, 10e9)).toMatchObject({ fits: false, gradientCheckpointing: false });
    expect(await memoryOf(true)).toMatchObject({ fits: true, gradientCheckpointing: true });
  });

  it('that the machine has not is an error before the run, unless it is forced', async () => {
    const settings = await settingsOf({ grpo: {} });
    const memory = planRunMemory(settings, PHI_4, 25e9);
    expect(() => requireMemory(settings, memory)).toThrow(
      /needs about 29\d\.\d GB, and this machine has 25\.0 GB; most is for optimiser \(117\.3 GB\)/,
    );
    const forced = await settingsOf({ grpo: {}, engine: { ignoreMemory: true } });
    expect(() => requireMemory(forced, memory)).not.toThrow();
  });
});
