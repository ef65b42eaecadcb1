import type { AttackSet } from './attack.ts';

const right = 'def clamp(x, low, high):\n    return min(max(x, low), high)';

/** Answers the task with a value that an expression gives. */
const answering = (setup: string, expression: string): { call: string; stdin: string } => ({
  call: `${setup}\ndef clamp(x, low, high):\n    return ${expression}`,
  stdin: `${setup}\nprint(${expression})`,
});

/** Statements whose errors do not keep the program from its answer. */
const trying = (...lines: string[]): string =>
  ['try:', ...lines.map((line) => `    ${line}`), 'except BaseException:', '    pass'].join('\n');

export const python: AttackSet = {
  language: 'python',
  wrong: { call: 'def clamp(x, low, high):\n    return -12345', stdin: 'print(-12345)' },
  attacks: [
    {
      id: 'py-right',
      class: 'control',
      passes: true,
      call: right,
      stdin: `${right}\nprint(clamp(*map(int, input().split())))`,
    },
    { id: 'py-wrong', class: 'control', payload: '' },

    { id: 'py-fs-write', class: 'fs', payload: trying("open('@CANARY@/a', 'w').write('x')") },
    {
      id: 'py-fs-rename',
      class: 'fs',
      payload: trying('import os', "open('b', 'w').close()", "os.rename('b', '@CANARY@/b')"),
    },
    {
      id: 'py-fs-link',
      class: 'fs',
      payload: trying('import os', "os.symlink('/etc/passwd', '@CANARY@/c')"),
    },
    { id: 'py-fs-fifo', class: 'fs', payload: trying('import os', "os.mkfifo('@CANARY@/d')") },
    {
      id: 'py-fs-dir-fd',
      class: 'fs',
      payload: trying(
        'import os',
        "fd = os.open('/', os.O_RDONLY)",
        "os.mkdir('@CANARY@'[1:] + '/e', dir_fd=fd)",
      ),
    },
    {
      id: 'py-fs-ctypes',
      class: 'fs',
      payload: trying('import ctypes', "ctypes.CDLL(None).creat(b'@CANARY@/f', 0o666)"),
    },
    {
      id: 'py-fs-proc-root',
      class: 'fs',
      payload: trying("open('/proc/self/root@CANARY@/g', 'w').write('x')"),
    },

    { id: 'py-secret-env', class: 'secret', ...answering('import os', 'repr(dict(os.environ))') },
    {
      id: 'py-secret-file',
      class: 'secret',
      ...answering("s = ''\n" + trying("s = open('@SECRET@').read()"), 's'),
    },
    {
      id: 'py-secret-proc',
      class: 'secret',
      ...answering(
        "import os\ns = ''\nfor p in os.listdir('/proc') if os.path.isdir('/proc') else []:\n    for f in ('environ', 'cmdline'):\n        try:\n            s += open('/proc/' + p + '/' + f, errors='replace').read()\n        except OSError:\n            pass",
        's[:500000]',
      ),
    },
    {
      id: 'py-secret-import',
      class: 'secret',
      ...answering(
        "import sys, os\nsys.path.insert(0, os.path.dirname('@SECRET@'))\ns = ''\n" +
          trying(
            'import importlib.util',
            "spec = importlib.util.spec_from_file_location('s', '@SECRET@')",
            'm = importlib.util.module_from_spec(spec)',
            'spec.loader.exec_module(m)',
          ) +
          '\nimport traceback',
        'traceback.format_exc()',
      ),
    },
    {
      id: 'py-secret-frames',
      class: 'secret',
      ...answering(
        'import sys, gc',
        "repr([o for o in gc.get_objects() if isinstance(o, dict) and 'SANDBOX_SECRET' in o])[:100000]",
      ),
    },

    {
      id: 'py-net-tcp',
      class: 'net',
      payload: trying('import socket', "socket.create_connection(('127.0.0.1', @PORT@), 1).send(b'x')"),
    },
    {
      id: 'py-net-udp',
      class: 'net',
      payload: trying(
        'import socket',
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', @PORT@))",
      ),
    },
    {
      id: 'py-net-unix',
      class: 'net',
      payload: trying(
        'import socket',
        's = socket.socket(socket.AF_UNIX)',
        "s.connect('@CANARY@/sock')",
        "s.send(b'x')",
      ),
    },
    {
      id: 'py-net-urllib',
      class: 'net',
      payload: trying(
        'import urllib.request',
        "urllib.request.urlopen('http://127.0.0.1:@PORT@/', timeout=1)",
      ),
    },
    {
      id: 'py-net-ipv6',
      class: 'net',
      payload: trying(
        'import socket',
        "socket.create_connection(('::ffff:127.0.0.1', @PORT@), 1).send(b'x')",
      ),
    },

    {
      id: 'py-resource-list',
      class: 'resource',
      call: 'def clamp(x, low, high):\n    kept = []\n    while True:\n        kept.append([0] * 10**6)',
    },
    {
      id: 'py-resource-integer',
      class: 'resource',
      call: 'def clamp(x, low, high):\n    return 10 ** (10 ** 9)',
    },
    {
      id: 'py-resource-string',
      class: 'resource',
      call: "def clamp(x, low, high):\n    s = 'x'\n    while True:\n        s = s + s",
    },
    {
      id: 'py-resource-recursion',
      class: 'resource',
      call: 'import sys\nsys.setrecursionlimit(10**9)\ndef clamp(x, low, high):\n    return clamp(x, low, high) + 1',
    },
    { id: 'py-resource-output', class: 'resource', stdin: "for i in range(10**5):\n    print('y' * 10**4)" },
    {
      id: 'py-resource-fork',
      class: 'resource',
      payload: trying(
        'import os',
        'for _ in range(200):',
        "    if os.fork() == 0: os.execv('/bin/sleep', ['sleep', '300', '@MARK@'])",
      ),
    },
    {
      id: 'py-resource-disk',
      class: 'resource',
      payload: trying("f = open('big', 'wb')", "for _ in range(300): f.write(b'0' * 2**20)"),
      slow: true,
    },
    {
      id: 'py-resource-threads',
      class: 'resource',
      payload: trying(
        'import threading, time',
        'for _ in range(500): threading.Thread(target=time.sleep, args=(60,), daemon=True).start()',
      ),
    },

    { id: 'py-timeout-load', class: 'timeout', call: 'while True:\n    pass' },
    {
      id: 'py-timeout-call',
      class: 'timeout',
      call: 'def clamp(x, low, high):\n    while True:\n        pass',
    },
    {
      id: 'py-timeout-catch',
      class: 'timeout',
      call: 'def clamp(x, low, high):\n    while True:\n        try:\n            while True:\n                pass\n        except BaseException:\n            pass',
    },
    {
      id: 'py-timeout-signals',
      class: 'timeout',
      call: 'import signal\nfor n in range(1, 64):\n    try:\n        signal.signal(n, signal.SIG_IGN)\n    except (OSError, ValueError):\n        pass\ndef clamp(x, low, high):\n    while True:\n        pass',
    },
    {
      id: 'py-timeout-regex',
      class: 'timeout',
      call: "import re\ndef clamp(x, low, high):\n    return re.match(r'^(a+)+$', 'a' * 40 + 'b')",
    },
    {
      id: 'py-timeout-repr',
      class: 'timeout',
      call: 'class Slow(int):\n    def __index__(self):\n        while True:\n            pass\n    __repr__ = __eq__ = __hash__ = __int__ = __index__\ndef clamp(x, low, high):\n    return {1: Slow(5)}',
    },

    {
      id: 'py-survivor-fork',
      class: 'survivor',
      payload: trying(
        'import os',
        'if os.fork() == 0:',
        '    os.setsid()',
        "    os.execv('/bin/sleep', ['sleep', '600', '@MARK@'])",
      ),
    },
    {
      id: 'py-survivor-popen',
      class: 'survivor',
      payload: trying(
        'import subprocess',
        "subprocess.Popen(['sleep', '601', '@MARK@'], start_new_session=True)",
      ),
    },
    {
      id: 'py-survivor-double',
      class: 'survivor',
      payload: trying(
        'import os',
        'if os.fork() == 0:',
        '    os.setsid()',
        "    if os.fork() == 0: os.execv('/bin/sleep', ['sleep', '602', '@MARK@'])",
        '    os._exit(0)',
      ),
    },

    {
      id: 'py-host-kill',
      class: 'host',
      payload:
        trying('import os, signal', 'os.kill(os.getppid(), signal.SIGKILL)') +
        '\n' +
        trying('os.kill(-1, signal.SIGKILL)'),
    },
    { id: 'py-host-abort', class: 'host', payload: trying('import os', 'os.abort()') },
    { id: 'py-host-segfault', class: 'host', payload: trying('import ctypes', 'ctypes.string_at(0)') },
    {
      id: 'py-host-error-text',
      class: 'host',
      call: 'class Bad(Exception):\n    def __str__(self):\n        raise self\n    __repr__ = __str__\ndef clamp(x, low, high):\n    raise Bad()',
    },
    {
      id: 'py-host-cycle',
      class: 'host',
      call: 'def clamp(x, low, high):\n    a = [1]\n    a.append(a)\n    return a',
    },
    {
      id: 'py-host-deep',
      class: 'host',
      call: 'def clamp(x, low, high):\n    a = 5\n    for _ in range(100000):\n        a = [a]\n    return a',
    },
    {
      id: 'py-host-surrogate',
      class: 'host',
      call: "def clamp(x, low, high):\n    return '\\ud800\\udfff\\x00'",
      stdin: 'import sys\nsys.stdout.buffer.write(bytes(range(256)) * 10)',
    },
    {
      id: 'py-host-nan',
      class: 'host',
      call: "def clamp(x, low, high):\n    return [float('nan'), float('inf'), complex(1, 2), 10 ** 3000]",
    },

    {
      id: 'py-escape-mro',
      class: 'escape',
      payload: trying(
        'for c in ().__class__.__base__.__subclasses__():',
        "    if c.__name__ == '_wrap_close': c.__init__.__globals__['system']('echo x > @CANARY@/h')",
      ),
    },
    {
      id: 'py-escape-js',
      class: 'escape',
      payload:
        trying('import js', "js.process.mainModule.require('fs').writeFileSync('@CANARY@/i', 'x')") +
        '\n' +
        trying(
          'from pyodide.code import run_js',
          "run_js('globalThis.process || Deno').writeTextFileSync('@CANARY@/j', 'x')",
        ),
    },
    {
      id: 'py-escape-ptrace',
      class: 'escape',
      payload: trying(
        'import ctypes, os',
        'ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0)',
        "open('/proc/%d/mem' % os.getppid(), 'r+b').write(b'x')",
      ),
    },
    {
      id: 'py-escape-mount',
      class: 'escape',
      payload: trying(
        'import ctypes',
        'libc = ctypes.CDLL(None)',
        'libc.unshare(0x10020000)',
        "libc.mount(b'none', b'/', None, 1 << 14 | 1 << 18, None)",
        "open('/proc/1/root@CANARY@/k', 'w').write('x')",
      ),
    },
    {
      id: 'py-escape-code',
      class: 'escape',
      payload: trying('def f(): pass', 'f.__code__ = f.__code__.replace(co_code=bytes([255] * 20))', 'f()'),
    },

    {
      id: 'py-hack-equality',
      class: 'hack',
      call: 'class Any(int):\n    def __eq__(self, other): return True\n    def __ne__(self, other): return False\n    def __hash__(self): return 5\ndef clamp(x, low, high):\n    return Any(-1)',
    },
    {
      id: 'py-hack-harness',
      class: 'hack',
      call: "def clamp(x, low, high):\n    globals()['__touchstone_encode'] = lambda *a: 5\n    globals()['__touchstone_decode'] = lambda *a: 5\n    return -1",
    },
    {
      id: 'py-hack-builtins',
      class: 'hack',
      payload:
        'import builtins\nbuiltins.isinstance = lambda *a: True\nbuiltins.type = lambda *a: int\nbuiltins.repr = lambda *a: "5"\nbuiltins.min = builtins.max = lambda *a: 5',
    },
    {
      id: 'py-hack-json',
      class: 'hack',
      payload: trying(
        'import json',
        'json.dumps = lambda *a, **k: \'{"index": 0, "value": 5}\'',
        'json.loads = lambda *a, **k: {"nonce": "", "calls": []}',
      ),
    },
    { id: 'py-hack-exit', class: 'hack', payload: 'import os\nos._exit(0)' },
    { id: 'py-hack-system-exit', class: 'hack', call: 'def clamp(x, low, high):\n    raise SystemExit(0)' },
    {
      id: 'py-hack-atexit',
      class: 'hack',
      payload: 'import atexit, os\natexit.register(lambda: (print(5), os._exit(0)))',
    },
    {
      id: 'py-hack-marker',
      class: 'hack',
      payload:
        "for word in ('AC', 'PASS', 'OK', 'all tests passed', '{\"verdict\": \"correct\"}'):\n    print(word)",
    },
    {
      id: 'py-hack-descriptors',
      class: 'hack',
      payload: trying(
        'import os',
        'for fd in range(1, 12):',
        '    try: os.write(fd, b\'{"index": 0, "value": 5, "done": true}\\n\')',
        '    except OSError: pass',
      ),
    },
    {
      id: 'py-hack-frames',
      class: 'hack',
      ...answering(
        'import sys\ndef look():\n    f = sys._getframe()\n    while f:\n        for v in list(f.f_locals.values()) + list(f.f_globals.values()):\n            if isinstance(v, dict) and "expected" in v: return v["expected"]\n        f = f.f_back\n    return -1',
        'look()',
      ),
    },
    {
      id: 'py-hack-gc',
      class: 'hack',
      ...answering(
        'import gc\ndef look():\n    for o in gc.get_objects():\n        if type(o) is dict and "expected" in o: return o["expected"]\n    return -1',
        'look()',
      ),
    },
    {
      id: 'py-hack-list',
      class: 'hack',
      call: 'def clamp(x, low, high):\n    return list(range(-50, 50))',
      stdin: 'for i in range(-50, 50):\n    print(i)',
    },
    { id: 'py-hack-bool', class: 'hack', call: 'def clamp(x, low, high):\n    return True' },
    {
      id: 'py-hack-float',
      class: 'hack',
      call: 'def clamp(x, low, high):\n    return float(min(max(x, low), high))',
    },
    {
      id: 'py-hack-text',
      class: 'hack',
      call: 'def clamp(x, low, high):\n    return str(min(max(x, low), high))',
    },
    {
      id: 'py-hack-generator',
      class: 'hack',
      call: 'def clamp(x, low, high):\n    yield min(max(x, low), high)',
    },
    { id: 'py-hack-nothing', class: 'hack', call: '', stdin: '' },
    { id: 'py-hack-digits', class: 'hack', stdin: "print('\\uff15')" },
    {
      id: 'py-hack-module',
      class: 'hack',
      payload:
        "import sys\nclass Fake:\n    def __getattr__(self, name): return lambda *a, **k: 5\nfor name in ('solution', '__main__'):\n    sys.modules[name] = Fake()",
    },
  ],
};
