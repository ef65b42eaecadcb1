"""PyTorch's side of the tensor bench. Reads one command a line, writes one JSON answer a line."""

import json
import os
import resource
import sys
import time

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch
import torch.nn.functional as F

from torch_model import adamw, causal_attention, hidden_states, read_weights, rope_tables, rotate, transformer


def trainer(folder, options):
    config, weights = read_weights(folder)
    shape = options["rows"], options["time"]
    tokens = np.fromfile(f"{folder}/tokens.i32", dtype=np.int32).reshape(-1, shape[0], shape[1] + 1)
    tokens = torch.tensor(tokens, dtype=torch.int64)
    attend = causal_attention(config, shape[1])
    optimiser = adamw(weights, options)

    def loss_of(inputs, targets):
        logits = transformer(inputs, weights, config, attend)
        return F.cross_entropy(logits.flatten(0, 1), targets.flatten())

    compiled = torch.compile(loss_of) if options.get("compile") else loss_of
    done = 0

    def step():
        nonlocal done
        batch = tokens[done % len(tokens)]
        done += 1
        optimiser.zero_grad(set_to_none=True)
        loss = compiled(batch[:, :-1], batch[:, 1:])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights.values(), options["maxGradientNorm"])
        optimiser.step()
        return loss.item()

    return step


def cached_attention(config, caches, position, length):
    """Attention of new tokens at `position` to a preallocated key-value cache, written in place."""
    cosine, sine = (table[position : position + length] for table in caches["tables"])
    grouped = config["num_attention_heads"] != config["num_key_value_heads"]
    end = position + length

    def of_layer(index):
        keys, values = caches["layers"][index]

        def attend(query, key, value):
            keys[:, :, position:end] = rotate(key, cosine, sine)
            values[:, :, position:end] = value
            return F.scaled_dot_product_attention(
                rotate(query, cosine, sine), keys[:, :, :end], values[:, :, :end], enable_gqa=grouped
            )

        return attend

    return of_layer


def prompt_attention(config, caches, length):
    """Causal attention inside prompts, whose keys and values enter the caches of all their samples."""
    cosine, sine = (table[:length] for table in caches["tables"])
    grouped = config["num_attention_heads"] != config["num_key_value_heads"]

    def of_layer(index):
        keys, values = caches["layers"][index]

        def attend(query, key, value):
            key = rotate(key, cosine, sine)
            samples = len(keys) // len(key)
            keys[:, :, :length] = key.repeat_interleave(samples, 0)
            values[:, :, :length] = value.repeat_interleave(samples, 0)
            query = rotate(query, cosine, sine)
            return F.scaled_dot_product_attention(query, key, value, is_causal=True, enable_gqa=grouped)

        return attend

    return of_layer


def sampler(folder, options):
    config, weights = read_weights(folder)
    rows, length, prompt, groups = (options[name] for name in ("rows", "time", "prompt", "groups"))
    size = config["hidden_size"] // config["num_attention_heads"]
    read = prompt - 1
    shape = rows, config["num_key_value_heads"], read + length, size
    tokens = np.fromfile(f"{folder}/tokens.i32", dtype=np.int32)[: groups * prompt].reshape(groups, prompt)
    prompts = torch.tensor(tokens, dtype=torch.int64)
    generator = torch.Generator().manual_seed(1)

    @torch.inference_mode()
    def generate():
        caches = {
            "tables": rope_tables(config, read + length),
            "layers": [(torch.zeros(shape), torch.zeros(shape)) for _ in range(config["num_hidden_layers"])],
        }
        if read:
            hidden_states(prompts[:, :read], weights, config, prompt_attention(config, caches, read))
        token = prompts[:, read:].repeat_interleave(rows // groups, 0)
        tokens, chosen = [], []
        for position in range(read, read + length):
            logits = transformer(token, weights, config, cached_attention(config, caches, position, 1))
            log_probabilities = F.log_softmax(logits[:, -1], dim=-1)
            token = torch.multinomial(log_probabilities.exp(), 1, generator=generator)
            tokens.append(token)
            chosen.append(log_probabilities.gather(1, token))
        return torch.cat(tokens, 1).tolist(), torch.cat(chosen, 1).tolist()

    return generate


def matmul(size):
    a, b = torch.randn(size, size), torch.randn(size, size)
    return lambda: (a @ b)[0, 0].item()


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main():
    settings = json.loads(sys.argv[1])
    torch.set_num_threads(settings["threads"])
    kind = settings["kind"]
    if kind == "matmul":
        run = matmul(settings["size"])
    else:
        run = (trainer if kind == "train" else sampler)(settings["folder"], settings)
    start = peak()
    print(json.dumps({"torch": torch.__version__}), flush=True)
    for line in sys.stdin:
        result = None
        seconds = []
        for _ in range(int(line)):
            started = time.perf_counter()
            result = run()
            seconds.append(time.perf_counter() - started)
        loss = result if kind == "train" else None
        print(json.dumps({"seconds": seconds, "startBytes": start, "peakBytes": peak(), "loss": loss}), flush=True)


main()
