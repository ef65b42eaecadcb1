"""The same transformer as core/src/model/transformer.ts, in plain PyTorch: Llama blocks over a dictionary of weights."""

import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F


def read_weights(folder):
    """The config, and the weights by name as views of one flat file of float32."""
    folder = Path(folder)
    config = json.loads((folder / "config.json").read_text())
    flat = np.fromfile(folder / "weights.f32", dtype=np.float32)
    weights = {}
    offset = 0
    for name, shape in json.loads((folder / "shapes.json").read_text()):
        size = math.prod(shape)
        weights[name] = torch.nn.Parameter(torch.tensor(flat[offset : offset + size].reshape(shape)))
        offset += size
    return config, weights


def rope_tables(config, positions):
    half = config["hidden_size"] // config["num_attention_heads"] // 2
    angles = torch.outer(
        torch.arange(positions, dtype=torch.float64),
        config["rope_theta"] ** (-torch.arange(half, dtype=torch.float64) / half),
    )
    angles = torch.cat([angles, angles], dim=-1)
    return angles.cos().float(), angles.sin().float()


def rotate(x, cosine, sine):
    first, second = x.chunk(2, dim=-1)
    return x * cosine + torch.cat([-second, first], dim=-1) * sine


def layer(x, weights, name, config, attend):
    batch, time, hidden = x.shape
    heads, key_heads = config["num_attention_heads"], config["num_key_value_heads"]

    def weight(part):
        return weights[f"{name}.{part}.weight"]

    def project(part, count):
        return F.linear(normal, weight(f"self_attn.{part}_proj")).view(batch, time, count, -1).transpose(1, 2)

    normal = F.rms_norm(x, (hidden,), weight("input_layernorm"), config["rms_norm_eps"])
    mixed = attend(project("q", heads), project("k", key_heads), project("v", key_heads))
    x = x + F.linear(mixed.transpose(1, 2).reshape(batch, time, hidden), weight("self_attn.o_proj"))
    normal = F.rms_norm(x, (hidden,), weight("post_attention_layernorm"), config["rms_norm_eps"])
    gate = F.silu(F.linear(normal, weight("mlp.gate_proj")))
    return x + F.linear(gate * F.linear(normal, weight("mlp.up_proj")), weight("mlp.down_proj"))


def hidden_states(tokens, weights, config, attend):
    """The output of the last layer for tokens [batch, time]; `attend(layer)` gives the attention of a layer."""
    x = F.embedding(tokens, weights["model.embed_tokens.weight"])
    for index in range(config["num_hidden_layers"]):
        x = layer(x, weights, f"model.layers.{index}", config, attend(index))
    return x


def transformer(tokens, weights, config, attend):
    """Logits of tokens [batch, time]."""
    x = hidden_states(tokens, weights, config, attend)
    x = F.rms_norm(x, (x.shape[-1],), weights["model.norm.weight"], config["rms_norm_eps"])
    head = "model.embed_tokens.weight" if config["tie_word_embeddings"] else "lm_head.weight"
    return F.linear(x, weights[head])


def causal_attention(config, time):
    cosine, sine = rope_tables(config, time)
    grouped = config["num_attention_heads"] != config["num_key_value_heads"]

    def attend(query, key, value):
        return F.scaled_dot_product_attention(
            rotate(query, cosine, sine), rotate(key, cosine, sine), value, is_causal=True, enable_gqa=grouped
        )

    return lambda index: attend


def adamw(weights, options):
    """Decay on matrices only, as core's AdamW; the fused kernel where this PyTorch has it on the CPU."""
    groups = [
        {"params": [w for w in weights.values() if w.dim() > 1], "weight_decay": options["weightDecay"]},
        {"params": [w for w in weights.values() if w.dim() == 1], "weight_decay": 0.0},
    ]
    settings = dict(
        lr=options["learningRate"], betas=(options["beta1"], options["beta2"]), eps=options["epsilon"]
    )
    return torch.optim.AdamW(groups, fused=True, **settings)
