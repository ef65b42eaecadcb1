"""Records the logits of recorded models with random LoRA adapters, as peft computes them.

    /tmp/parity/bin/pip install torch transformers peft
    /tmp/parity/bin/python test/parity/peft_adapters.py

Writes test/parity/fixtures/NAME-lora: adapters as save_pretrained writes them, and expected.json. Run
transformers_logits.py first. With a folder as its argument it prints the logits of that folder's adapters instead.
"""

import json
import shutil
import sys
from pathlib import Path

import peft
import torch
import transformers
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import AutoModelForCausalLM

from transformers_logits import HERE, TOKENS

ADAPTERS = {
    "qwen2": dict(r=3, lora_alpha=6, target_modules=["q_proj", "v_proj", "down_proj", "lm_head"]),
    "phi-4": dict(r=4, lora_alpha=4, target_modules="all-linear", use_rslora=True),
}


def load_base(name):
    return AutoModelForCausalLM.from_pretrained(HERE / name, dtype=torch.float32, attn_implementation="eager")


def logits_of(model):
    with torch.no_grad():
        return [[round(value, 6) for value in row] for row in model.eval()(torch.tensor([TOKENS])).logits[0].tolist()]


def record(name, settings, seed):
    folder = HERE / f"{name}-lora"
    shutil.rmtree(folder, ignore_errors=True)
    model = get_peft_model(load_base(name), LoraConfig(task_type="CAUSAL_LM", **settings))
    generator = torch.Generator().manual_seed(seed)
    for parameter_name, parameter in model.named_parameters():
        if "lora_" in parameter_name:
            with torch.no_grad():
                parameter.copy_(0.2 * torch.randn(parameter.shape, generator=generator))
    logits = logits_of(model)
    model.peft_config["default"].base_model_name_or_path = f"../{name}"
    model.save_pretrained(folder)
    (folder / "README.md").unlink(missing_ok=True)
    versions = {"torch": torch.__version__, "transformers": transformers.__version__, "peft": peft.__version__}
    (folder / "expected.json").write_text(
        json.dumps({"versions": versions, "cases": [{"changes": {}, "tokens": TOKENS, "logits": logits}]}) + "\n")


if len(sys.argv) > 1:
    adapters = json.loads((Path(sys.argv[1]) / "adapter_config.json").read_text())
    base = AutoModelForCausalLM.from_pretrained(adapters["base_model_name_or_path"], dtype=torch.float32)
    print(json.dumps(logits_of(PeftModel.from_pretrained(base, sys.argv[1]))))
else:
    for seed, (name, settings) in enumerate(ADAPTERS.items()):
        record(name, settings, seed)
        print(name, "recorded")
