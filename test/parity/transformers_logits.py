"""Records the logits of tiny random models of each family, as transformers computes them.

    python -m venv /tmp/parity && /tmp/parity/bin/pip install torch transformers
    /tmp/parity/bin/python test/parity/transformers_logits.py

Writes test/parity/fixtures/NAME: a model folder as save_pretrained writes it, and expected.json with the versions and
the logits in float32. Weights are rounded to the type they are stored in before the logits are computed.
"""

import json
import shutil
from pathlib import Path

import torch
import transformers
from transformers import AutoModelForCausalLM, LlamaConfig, Phi3Config, Qwen2Config, Qwen3Config

HERE = Path(__file__).parent / "fixtures"
VOCABULARY = 40
TOKENS = [(7 * i * i + 3 * i + 1) % VOCABULARY for i in range(24)]

SHAPE = dict(
    vocab_size=VOCABULARY,
    hidden_size=32,
    intermediate_size=40,
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=2,
    max_position_embeddings=64,
    tie_word_embeddings=False,
    bos_token_id=1,
    eos_token_id=2,
    pad_token_id=0,
)


def rope(kind, theta=10000.0, **more):
    return dict(rope_type=kind, rope_theta=theta, **more)


LLAMA3 = rope("llama3", 500.0, factor=4.0, low_freq_factor=1.0, high_freq_factor=4.0,
              original_max_position_embeddings=16)
YARN = rope("yarn", factor=4.0, original_max_position_embeddings=16)
LONGROPE = dict(type="longrope", short_factor=[1.0, 1.1, 1.3], long_factor=[1.5, 3.0, 6.0])

# name: (configuration, stored type, weights per shard, [(changes of the configuration, tokens)])
MODELS = {
    "llama-2": (LlamaConfig(**SHAPE), torch.float16, "1GB",
                [({}, 24), ({"rope_parameters": rope("linear", factor=2.0)}, 24),
                 ({"rope_parameters": rope("dynamic", factor=3.0), "max_position_embeddings": 16}, 12),
                 ({"rope_parameters": rope("dynamic", factor=3.0), "max_position_embeddings": 16}, 24),
                 # The base of the rotary positions changed, as the Phi-4-reasoning report does.
                 ({"rope_parameters": rope("default", 250000.0)}, 24)]),
    "llama-3": (LlamaConfig(**{**SHAPE, "tie_word_embeddings": True, "head_dim": 16, "attention_bias": True,
                               "mlp_bias": True, "rope_parameters": LLAMA3}),
                torch.bfloat16, "1GB", [({}, 24)]),
    "qwen2": (Qwen2Config(**{**SHAPE, "use_sliding_window": True, "sliding_window": 5, "max_window_layers": 1}),
              torch.bfloat16, "20KB", [({}, 24), ({"rope_parameters": YARN}, 24)]),
    "qwen3": (Qwen3Config(**{**SHAPE, "head_dim": 16, "rope_parameters": rope("default", 1000000.0)}),
              torch.bfloat16, "1GB", [({}, 24)]),
    "phi-3": (Phi3Config(**{**SHAPE, "sliding_window": 6}), torch.bfloat16, "1GB", [({}, 24)]),
    "phi-4": (Phi3Config(**{**SHAPE, "rope_parameters": rope("default", 250000.0)}), torch.bfloat16, "1GB",
              [({}, 24)]),
    "phi-4-mini": (Phi3Config(**{**SHAPE, "tie_word_embeddings": True, "original_max_position_embeddings": 16,
                                 "partial_rotary_factor": 0.75, "rope_scaling": LONGROPE}),
                   torch.bfloat16, "1GB", [({}, 12), ({}, 24)]),
}


def randomise(model, seed):
    generator = torch.Generator().manual_seed(seed)
    for name, parameter in model.named_parameters():
        noise = torch.randn(parameter.shape, generator=generator)
        is_norm = "norm" in name
        with torch.no_grad():
            parameter.copy_(1 + 0.2 * noise if is_norm else 0.25 * noise)


def record(name, seed, config, stored, shard, cases):
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    model = AutoModelForCausalLM.from_config(config)
    randomise(model, seed)
    model.to(stored).save_pretrained(folder, max_shard_size=shard)
    expected = []
    for changes, length in cases:
        loaded = AutoModelForCausalLM.from_pretrained(
            folder, dtype=torch.float32, attn_implementation="eager", **changes).eval()
        with torch.no_grad():
            logits = loaded(torch.tensor([TOKENS[:length]])).logits[0]
        rounded = [[round(value, 6) for value in row] for row in logits.tolist()]
        expected.append({"changes": changes, "tokens": TOKENS[:length], "logits": rounded})
    versions = {"torch": torch.__version__, "transformers": transformers.__version__}
    (folder / "expected.json").write_text(json.dumps({"versions": versions, "cases": expected}) + "\n")
    (folder / "generation_config.json").unlink(missing_ok=True)


if __name__ == "__main__":
    for seed, (name, model) in enumerate(MODELS.items()):
        record(name, seed, *model)
        print(name, "recorded")
