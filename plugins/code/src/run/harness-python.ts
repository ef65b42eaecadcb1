/**
 * Python that is put behind a program: reads the arguments of a call from the wire, and writes its value to it.
 * It holds no expected value and judges nothing, so a program that tampers with it only changes its own answer.
 * Kept to plain functions and built-in types, so that subsets of Python run it too; `set` has another name for those
 * that refuse programs which make sets.
 */
export const PYTHON_HARNESS = `

def __touchstone_decode(wire):
    if not isinstance(wire, list):
        return wire
    tag = wire[0]
    if tag == 'list':
        return [__touchstone_decode(item) for item in wire[1:]]
    if tag == 'float':
        return float(wire[1])
    if tag == 'int':
        return int(wire[1], 16)
    if tag == 'tuple':
        return tuple([__touchstone_decode(item) for item in wire[1:]])
    if tag == 'set':
        make = set
        return make([__touchstone_decode(item) for item in wire[1:]])
    if tag == 'dict':
        return dict([(__touchstone_decode(pair[0]), __touchstone_decode(pair[1])) for pair in wire[1:]])
    if tag == 'bytes':
        return bytes.fromhex(wire[1])
    if tag == 'complex':
        return complex(float(wire[1]), float(wire[2]))
    return None


def __touchstone_encode(value, depth=0):
    if depth > 90:
        return ['opaque', 'a value nested deeper than 90']
    if value is None or value is True or value is False:
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        if -9007199254740991 <= value and value <= 9007199254740991:
            return int(value)
        return ['int', hex(value)]
    if isinstance(value, float):
        return ['float', repr(float(value))]
    if isinstance(value, list):
        return ['list'] + [__touchstone_encode(item, depth + 1) for item in value]
    if isinstance(value, tuple):
        return ['tuple'] + [__touchstone_encode(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return ['dict'] + [[__touchstone_encode(key, depth + 2), __touchstone_encode(value[key], depth + 2)] for key in value]
    if isinstance(value, (set, frozenset)):
        return ['set'] + [__touchstone_encode(item, depth + 1) for item in value]
    if isinstance(value, bytes):
        return ['bytes', value.hex()]
    name = type(value).__name__
    if name == 'complex':
        return ['complex', repr(value.real), repr(value.imag)]
    if name in ('range', 'dict_keys', 'dict_values', 'dict_items') or hasattr(value, '__next__'):
        return ['iterator'] + [__touchstone_encode(item, depth + 1) for item in value]
    return ['opaque', name]


def __touchstone_call(positional, named):
    positional = [__touchstone_decode(item) for item in positional]
    keywords = dict([(pair[0], __touchstone_decode(pair[1])) for pair in named])
    if len(keywords) == 0:
        return __touchstone_encode(TOUCHSTONE_TARGET(*positional))
    return __touchstone_encode(TOUCHSTONE_TARGET(*positional, **keywords))
`;

/** The expression that a dotted entry point stands for; `Solution.solve` makes an instance first. */
export function pythonTarget(entryPoint: string): string {
  const [owner, method, ...rest] = entryPoint.split('.');
  if (method === undefined) return owner!;
  return [`${owner}()`, method, ...rest].join('.');
}
