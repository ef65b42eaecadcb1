"""Says of each program whether it passes its own tests, by running both in one process, as the data sets do.

Reads JSON Lines of {"source", "tests"} and writes true or false for each. It shares nothing with the verifier; only
run it on programs that are trusted, such as published solutions with one small change."""
import json
import signal
import sys


def passes(row):
    signal.setitimer(signal.ITIMER_PROF, 5)
    try:
        exec(row["source"] + "\n" + row["tests"], {"__name__": "tests"})
        return True
    except BaseException:
        return False
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def stop(*_):
    raise TimeoutError()


# CPU time: on a busy machine wall time would call a right program wrong.
signal.signal(signal.SIGPROF, stop)
out = sys.stdout
sys.stdout = open("/dev/null", "w")
sys.setrecursionlimit(2000)
for line in sys.stdin:
    out.write(json.dumps(passes(json.loads(line))) + "\n")
