"""Makes a tiny random Qwen 2 chat model with a byte-level tokenizer, and records what tokenizers and transformers do.

    /tmp/parity/bin/python test/parity/tiny_chat_model.py

Writes test/parity/fixtures/chat: a whole model folder, and expected.json with the token ids of texts and of a chat,
and the log-probabilities of the token after the chat.
"""

import json
import shutil

import tokenizers
import torch
import transformers
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedTokenizerFast, Qwen2Config

from transformers_logits import HERE, SHAPE, randomise

FOLDER = HERE / "chat"
# The pattern of Qwen 2.
PATTERN = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|"
           r"\s+(?!\S)|\s+")
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|reserved_special_token_0|>",
           "<|reserved_special_token_1|>"]
TEMPLATE = ("{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + "
            "'<|im_end|>' + '\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}")
TEXTS = ["What is 12 + 7?", "The sum of 3 and 14 is 17.\n\nIt's even, isn't it?", " naïve Ω≠ 😀\t{x_1}^2", ""]
CHAT = [{"role": "system", "content": "You add numbers."}, {"role": "user", "content": "What is 12 + 7?"}]

corpus = ["user system assistant\n"] * 20 + ["The sum of the numbers is even. What is the answer? It is 17.\n"] * 20 + TEXTS


def make_tokenizer():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(PATTERN), behavior="isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=320, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
                                  show_progress=False)
    tokenizer.train_from_iterator(corpus, trainer)
    tokenizer.add_special_tokens([AddedToken(token, normalized=False) for token in SPECIAL])
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<|endoftext|>", pad_token="<|endoftext|>",
                                   chat_template=TEMPLATE)


shutil.rmtree(FOLDER, ignore_errors=True)
fast = make_tokenizer()
ends = [fast.convert_tokens_to_ids(token) for token in ("<|im_end|>", "<|endoftext|>")]
config = Qwen2Config(**{**SHAPE, "vocab_size": len(fast), "tie_word_embeddings": True, "eos_token_id": ends[1],
                        "bos_token_id": None, "pad_token_id": ends[1]})
model = AutoModelForCausalLM.from_config(config)
randomise(model, 11)
model.generation_config.eos_token_id = ends
model.to(torch.float16).save_pretrained(FOLDER)
fast.save_pretrained(FOLDER)

tokenizer = AutoTokenizer.from_pretrained(FOLDER)
prompt = tokenizer.apply_chat_template(CHAT, add_generation_prompt=True, tokenize=True, return_dict=False)
loaded = AutoModelForCausalLM.from_pretrained(FOLDER, dtype=torch.float32, attn_implementation="eager").eval()
with torch.no_grad():
    following = torch.log_softmax(loaded(torch.tensor([prompt])).logits[0, -1], -1)
(FOLDER / "expected.json").write_text(json.dumps({
    "versions": {"torch": torch.__version__, "transformers": transformers.__version__,
                 "tokenizers": tokenizers.__version__},
    "texts": [{"text": text, "tokens": tokenizer.encode(text, add_special_tokens=False)} for text in TEXTS],
    "chat": {"messages": CHAT, "tokens": prompt},
    "endTokens": ends,
    "nextLogProbabilities": [round(value, 6) for value in following.tolist()],
}, ensure_ascii=False) + "\n")
