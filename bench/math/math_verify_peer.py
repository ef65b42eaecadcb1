"""Judges cases with Math-Verify: reads JSON Lines {gold, pred, mode} on stdin, writes one JSON object.

Run by bench.mjs. Needs: pip install math-verify==0.8.0 latex2sympy2_extended
"""

import json
import logging
import sys
import time

logging.disable(logging.CRITICAL)

from math_verify import parse, verify  # noqa: E402


def judge(case):
    gold, pred = case["gold"], case["pred"]
    if case["mode"] != "text":
        pred = "$" + pred + "$"
    if "$" not in gold and "\\boxed" not in gold:
        gold = "$" + gold + "$"
    return bool(verify(parse(gold), parse(pred)))


def main():
    cases = [json.loads(line) for line in sys.stdin if line.strip()]
    judge({"gold": "1", "pred": "1", "mode": "latex"})
    said, started = [], time.process_time()
    for case in cases:
        try:
            said.append(judge(case))
        except Exception:  # a failure of the peer is a "no"
            said.append(False)
    print(json.dumps({"said": said, "cpu_seconds": time.process_time() - started}))


main()
