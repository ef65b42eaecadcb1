/**
 * Runs inside the sandbox: defines the program as a module, calls its functions, and writes each result as one line
 * of JSON to the results channel. What it needs is taken before the program is run, so that a program that replaces
 * builtins harms itself alone. It knows no expected value, so nothing is to be gained by taking it over.
 */
export const PYTHON_CALLS = String.raw`
import sys, os, json, types
def __run(payload_text, emit, leave):
    dumps, loads = json.dumps, json.loads
    flush_out, flush_err = sys.stdout.flush, sys.stderr.flush
    Error, Exit, Interrupt, Syntax, Memory = BaseException, SystemExit, KeyboardInterrupt, SyntaxError, MemoryError
    isinst, typeof, getattribute, length = isinstance, type, getattr, len
    text, rank = str, repr
    B, I, F, S, L, T, D, ST, FS, BY, BA, C = bool, int, float, str, list, tuple, dict, set, frozenset, bytes, bytearray, type(None)
    Class, Coroutine = type, types.CoroutineType
    SAFE, DEEPEST = 9007199254740991, 100
    int_of, float_of, str_of, items_of = int.__int__, float.__float__, str.__str__, dict.items
    list_iter, tuple_iter, set_iter, frozen_iter = list.__iter__, tuple.__iter__, set.__iter__, frozenset.__iter__
    hexof, array_hex = bytes.hex, bytearray.hex
    INF = float('inf')

    class Unrepresentable(Exception):
        pass

    def integer(value):
        value = int_of(value)
        if -SAFE <= value <= SAFE:
            return value
        if value.bit_length() > 13000:
            raise Unrepresentable('an integer of more than 4,000 digits')
        return {'$int': text(value)}

    def encode(value, path, seen):
        kind = typeof(value)
        if value is None or kind is B:
            return value
        if kind is I:
            return integer(value)
        if kind is S:
            return value
        if kind.__module__ == 'numpy' and hasattr(value, 'tolist'):
            value = value.tolist()
            kind = typeof(value)
        if isinst(value, B):
            return value
        if isinst(value, I):
            return integer(value)
        if isinst(value, F):
            value = float_of(value)
            if value != value or value == INF or value == -INF:
                raise Unrepresentable(rank(value) + ' at ' + path)
            return value
        if isinst(value, S):
            return str_of(value)
        if isinst(value, BY):
            return {'$bytes': hexof(value)}
        if isinst(value, BA):
            return {'$bytes': array_hex(value)}
        if length(seen) >= DEEPEST:
            raise Unrepresentable('nested more than 100 deep')
        key = id(value)
        if key in seen:
            raise Unrepresentable('a cycle at ' + path)
        seen = seen | {key}
        if isinst(value, L):
            return [encode(v, path + '[]', seen) for v in list_iter(value)]
        if isinst(value, T):
            return [encode(v, path + '[]', seen) for v in tuple_iter(value)]
        if isinst(value, (ST, FS)):
            each = set_iter(value) if isinst(value, ST) else frozen_iter(value)
            return {'$set': sorted((encode(v, path + '{}', seen) for v in each), key=dumps)}
        if isinst(value, D):
            pairs = [(k, v) for k, v in items_of(value)]
            if all(typeof(k) is S and not k.startswith('$') for k, _ in pairs):
                return {k: encode(v, path + '.' + k, seen) for k, v in pairs}
            return {'$dict': [[encode(k, path + ' key', seen), encode(v, path + '[]', seen)] for k, v in pairs]}
        raise Unrepresentable('a value of type ' + kind.__name__ + ' at ' + path)

    def decode(value):
        if typeof(value) is L:
            return [decode(v) for v in value]
        if typeof(value) is D:
            if length(value) == 1:
                (tag, inner), = value.items()
                if tag == '$int': return int(inner)
                if tag == '$float': return float(inner)
                if tag == '$tuple': return tuple(decode(v) for v in inner)
                if tag == '$set': return set(decode(v) for v in inner)
                if tag == '$bytes': return bytes.fromhex(inner)
                if tag == '$dict': return {decode(k): decode(v) for k, v in inner}
            return {k: decode(v) for k, v in value.items()}
        return value

    payload = loads(payload_text)
    nonce, calls = payload['nonce'], payload['calls']

    def send(message):
        emit(nonce + ' ' + dumps(message, allow_nan=False) + '\n')

    def describe(error):
        try:
            return (typeof(error).__name__ + ': ' + text(error))[:2000]
        except Error:
            return typeof(error).__name__

    def find(module, name):
        value = module
        for i, part in enumerate(name.split('.')):
            if i > 0 and isinst(value, Class):
                value = value()
            if not hasattr(value, part):
                raise NameError("the program defines no '" + name + "'")
            value = getattribute(value, part)
        return value

    module = types.ModuleType('solution')
    module.__file__ = os.path.join(os.getcwd(), 'main.py')
    sys.modules['solution'] = module
    sys.path.insert(0, os.getcwd())
    sys.argv = ['main.py']
    try:
        with open('main.py', 'rb') as file:
            source = file.read()
        code = compile(source, 'main.py', 'exec')
    except (Syntax, ValueError, RecursionError, MemoryError) as error:
        send({'compile': describe(error)})
        return leave(0)
    try:
        exec(code, module.__dict__)
    except Error as error:
        send({'load': describe(error), 'memory': isinst(error, Memory)})
        flush_out()
        return leave(0)

    for index, call in enumerate(calls):
        try:
            value = find(module, call['function'])(*decode(call['arguments']))
            if isinst(value, Coroutine):
                import asyncio
                value = asyncio.run(value)
        except Error as error:
            send({'index': index, 'error': describe(error), 'memory': isinst(error, Memory)})
            continue
        try:
            send({'index': index, 'value': encode(value, 'result', frozenset())})
        except Unrepresentable as error:
            send({'index': index, 'unrepresentable': text(error)})
        except Error as error:
            send({'index': index, 'unrepresentable': describe(error)})
    send({'done': True})
    try:
        flush_out(); flush_err()
    except Error:
        pass
    leave(0)
`;

/** Under CPython: calls come on descriptor 5, results leave on 3. */
export const PYTHON_HARNESS = String.raw`${PYTHON_CALLS}
def __start():
    chunks = []
    while True:
        chunk = os.read(5, 65536)
        if not chunk:
            break
        chunks.append(chunk)
    os.close(5)
    os.set_inheritable(3, False)
    write = os.write
    def emit(text):
        line = text.encode()
        while line:
            line = line[write(3, line):]
    __run(b''.join(chunks), emit, os._exit)
__start()
`;

/** Under Pyodide: a function of the calls, the results channel and what to do at the end. */
export const PYODIDE_HARNESS = `${PYTHON_CALLS}
__run
`;
