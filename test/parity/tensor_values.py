"""Records what PyTorch computes for the operators, the optimiser and a short training run of core.

    pip install torch numpy && python3 test/parity/tensor_values.py

writes fixtures/tensor-values.json, which tensor-values.test.ts compares with. Inputs come from `wave`, which both sides
compute in double precision.
"""

import json
import math
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

here = Path(__file__).parent
sys.path.insert(0, str(here / "../../bench/tensor"))
from torch_model import adamw, causal_attention, transformer  # noqa: E402


def wave(shape, seed, scale=1.0):
    values = [scale * math.sin(seed + 1.7 * i + 0.01 * i * i) for i in range(math.prod(shape))]
    return torch.tensor(values, dtype=torch.float64).float().reshape(shape)


def numbers(tensor, digits=7):
    return [float(f"{value:.{digits}g}") for value in tensor.detach().double().flatten().tolist()]


def record(shapes, compute):
    """The result of `compute` on waves, and the gradients of sum(result * wave)."""
    inputs = [wave(shape, seed + 1).requires_grad_() for seed, shape in enumerate(shapes)]
    result = compute(*inputs)
    (result * wave(result.shape, 99)).sum().backward()
    gradients = [numbers(x.grad) for x in inputs]
    return {"shapes": shapes, "result": numbers(result), "gradients": gradients}


def attention_mask(segments, window):
    time = segments.shape[1]
    behind = torch.arange(time)[:, None] - torch.arange(time)[None, :]
    near = (behind >= 0) & (behind < window)
    return (segments[:, None, :, None] == segments[:, None, None, :]) & near


def attention(window):
    segments = torch.tensor([[1] * 4 + [2] * 5 + [0] * 2])

    def compute(query, key, value):
        batch, time = segments.shape
        split = lambda x: x.view(batch, time, -1, 4).transpose(1, 2)  # noqa: E731
        mask = attention_mask(segments, window)
        mixed = F.scaled_dot_product_attention(
            split(query), split(key), split(value), attn_mask=mask, enable_gqa=True
        )
        return mixed.transpose(1, 2).reshape(batch, time, -1)

    return compute


def rotary(theta):
    """Rotation in halves with Hugging Face's tables."""
    positions = torch.tensor([0, 1, 5, 63])

    def compute(x):
        half = 4
        inverse = 1.0 / (theta ** (torch.arange(half, dtype=torch.float64) / half))
        angles = torch.outer(positions.double(), inverse)
        angles = torch.cat([angles, angles], dim=-1)[:, None, :]
        heads = x.view(4, 2, 8)
        turned = torch.cat([-heads[..., half:], heads[..., :half]], dim=-1)
        return (heads * angles.cos().float() + turned * angles.sin().float()).reshape(1, 4, 16)

    return compute


TARGETS = torch.tensor([3, 0, 6, 6, 2])
ROWS = torch.tensor([7, 1029, 7, 0])


def entropy(logits):
    log_probabilities = F.log_softmax(logits, dim=-1)
    return -(log_probabilities.exp() * log_probabilities).sum(-1)


def token_terms(hidden, weight):
    logits = hidden @ weight.T
    picked = F.log_softmax(logits, dim=-1).gather(1, TARGETS[:, None])[:, 0]
    return torch.cat([picked, entropy(logits)])


def operators():
    return {
        "matmul": record([[3, 4], [4, 2]], lambda a, b: 0.5 * (a @ b)),
        "matmul, a transposed": record([[2, 4, 3], [2, 4, 2]], lambda a, b: a.mT @ b),
        "matmul, b transposed": record([[2, 3, 4], [2, 5, 4]], lambda a, b: a @ b.mT),
        "matmul, both transposed": record([[4, 3], [2, 4]], lambda a, b: a.mT @ b.mT),
        "layerNorm": record([[3, 8], [8], [8]], lambda x, w, b: F.layer_norm(x, (8,), w, b, 1e-5)),
        "rmsNorm": record([[3, 8], [8]], lambda x, w: F.rms_norm(x, (8,), w, 1e-5)),
        "gelu": record([[12]], F.gelu),
        "gelu by tanh": record([[12]], lambda x: F.gelu(x, approximate="tanh")),
        "swiGlu": record([[12], [12]], lambda gate, up: F.silu(gate) * up),
        "softmax": record([[3, 5]], lambda x: F.softmax(x, dim=-1)),
        "embedding": record([[9, 4]], lambda table: F.embedding(ROWS % 9, table)),
        "embedding of a large vocabulary": record([[1030, 2]], lambda table: F.embedding(ROWS, table)),
        "rope": record([[1, 4, 16]], rotary(10000.0)),
        "rope of a long context": record([[1, 4, 16]], rotary(500000.0)),
        "attention": record([[1, 11, 16], [1, 11, 8], [1, 11, 8]], attention(11)),
        "attention with a window": record([[1, 11, 16], [1, 11, 8], [1, 11, 8]], attention(3)),
        "token terms": record([[5, 4], [7, 4]], token_terms),
    }


OPTIONS = dict(learningRate=1e-2, beta1=0.9, beta2=0.95, epsilon=1e-8, weightDecay=0.1, maxGradientNorm=1.0)
STEPS, WARMUP = 100, 10


def schedule(optimiser):
    """A linear warm-up to the peak at step WARMUP, then a cosine down to a tenth at the last step."""
    warm = torch.optim.lr_scheduler.LinearLR(optimiser, 1 / WARMUP, 1.0, total_iters=WARMUP - 1)
    cosine = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, STEPS - WARMUP, 0.1 * OPTIONS["learningRate"])
    return torch.optim.lr_scheduler.SequentialLR(optimiser, [warm, cosine], milestones=[WARMUP - 1])


def optimiser_run():
    """100 steps on gradients that grow and shrink around the clipping norm."""
    weights = {"matrix": torch.nn.Parameter(wave([3, 4], 1)), "norm": torch.nn.Parameter(wave([4], 2))}
    optimiser = adamw(weights, OPTIONS)
    rates = schedule(optimiser)
    learning_rates, norms = [], []
    for step in range(STEPS):
        for index, parameter in enumerate(weights.values()):
            parameter.grad = wave(parameter.shape, step + 100 * index, 0.02 * (step % 20))
        norms.append(torch.nn.utils.clip_grad_norm_(weights.values(), OPTIONS["maxGradientNorm"]).item())
        learning_rates.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        rates.step()
    final = torch.cat([w.detach().flatten() for w in weights.values()])
    return {"learningRates": learning_rates, "norms": norms, "weights": numbers(final, 9)}


CONFIG = dict(
    vocab_size=32,
    hidden_size=32,
    intermediate_size=48,
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=2,
    max_position_embeddings=32,
    rope_theta=10000.0,
    rms_norm_eps=1e-5,
    tie_word_embeddings=True,
)


def weight_shapes():
    hidden, inner = CONFIG["hidden_size"], CONFIG["intermediate_size"]
    key = hidden // 2
    shapes = {"model.embed_tokens": [CONFIG["vocab_size"], hidden]}
    for index in range(CONFIG["num_hidden_layers"]):
        layer = f"model.layers.{index}."
        shapes[layer + "input_layernorm"] = [hidden]
        for part, rows in [("q", hidden), ("k", key), ("v", key), ("o", hidden)]:
            shapes[f"{layer}self_attn.{part}_proj"] = [rows, hidden]
        shapes[layer + "post_attention_layernorm"] = [hidden]
        shapes[layer + "mlp.gate_proj"] = shapes[layer + "mlp.up_proj"] = [inner, hidden]
        shapes[layer + "mlp.down_proj"] = [hidden, inner]
    shapes["model.norm"] = [hidden]
    return shapes


def training_run():
    """The losses of 100 steps on a fixed stream of four rows of 24 tokens."""
    weights = {}
    for seed, (name, shape) in enumerate(weight_shapes().items()):
        start = torch.ones(shape) if len(shape) == 1 else wave(shape, seed, 0.1)
        weights[f"{name}.weight"] = torch.nn.Parameter(start)
    optimiser = adamw(weights, OPTIONS)
    rates = schedule(optimiser)
    attend = causal_attention(CONFIG, 24)
    losses = []
    for step in range(STEPS):
        tokens = torch.tensor([[(7 * i + (3 + row) * (i // 3) + step) % 32 for i in range(25)] for row in range(4)])
        optimiser.zero_grad()
        logits = transformer(tokens[:, :-1], weights, CONFIG, attend)
        loss = F.cross_entropy(logits.flatten(0, 1), tokens[:, 1:].flatten())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights.values(), OPTIONS["maxGradientNorm"])
        optimiser.step()
        rates.step()
        losses.append(loss.item())
    return {"config": CONFIG, "losses": losses}


torch.set_num_threads(1)
values = {
    "torch": torch.__version__,
    "options": OPTIONS,
    "warmupSteps": WARMUP,
    "operators": operators(),
    "optimiser": optimiser_run(),
    "training": training_run(),
}
(here / "fixtures").mkdir(exist_ok=True)
(here / "fixtures/tensor-values.json").write_text(json.dumps(values) + "\n")
