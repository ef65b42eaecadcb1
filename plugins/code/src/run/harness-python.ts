/** Built-in names that the harness needs, whatever a program calls by these names. Monty has no `complex`. */
const BUILTINS = [
  'isinstance',
  'hasattr',
  'type',
  'str',
  'int',
  'float',
  'list',
  'tuple',
  'dict',
  'set',
  'frozenset',
  'bytes',
  'hex',
  'repr',
  'len',
];

const taken = (from: string): string => BUILTINS.map((name) => `    __b_${name} = ${from}${name}`).join('\n');

/**
 * Python that is put behind a program: reads the arguments of a call from the wire, and writes its value to it.
 * It holds no expected value and judges nothing, so a program that tampers with it only changes its own answer.
 * Kept to plain functions and built-in types, so that subsets of Python run it too; these have no module `builtins`.
 */
export const PYTHON_HARNESS = `

try:
    import builtins as __touchstone_builtins
${taken('__touchstone_builtins.')}
except:
${taken('')}


def __touchstone_decode(wire):
    if not __b_isinstance(wire, __b_list):
        return wire
    tag = wire[0]
    if tag == 'list':
        return [__touchstone_decode(item) for item in wire[1:]]
    if tag == 'float':
        return __b_float(wire[1])
    if tag == 'int':
        return __b_int(wire[1], 16)
    if tag == 'tuple':
        return __b_tuple([__touchstone_decode(item) for item in wire[1:]])
    if tag == 'set':
        return __b_set([__touchstone_decode(item) for item in wire[1:]])
    if tag == 'dict':
        return __b_dict([(__touchstone_decode(pair[0]), __touchstone_decode(pair[1])) for pair in wire[1:]])
    if tag == 'bytes':
        return __b_bytes.fromhex(wire[1])
    if tag == 'complex':
        return complex(__b_float(wire[1]), __b_float(wire[2]))
    return None


def __touchstone_encode(value, depth=0):
    if depth > 90:
        return ['opaque', 'a value nested deeper than 90']
    if value is None or value is True or value is False:
        return value
    if __b_isinstance(value, __b_str):
        return ''.join([value])
    if __b_isinstance(value, __b_int):
        if -9007199254740991 <= value and value <= 9007199254740991:
            return __b_int(value)
        return ['int', __b_hex(value)]
    if __b_isinstance(value, __b_float):
        return ['float', __b_repr(__b_float(value))]
    if __b_isinstance(value, __b_list):
        return ['list'] + [__touchstone_encode(item, depth + 1) for item in value]
    if __b_isinstance(value, __b_tuple):
        return ['tuple'] + [__touchstone_encode(item, depth + 1) for item in value]
    if __b_isinstance(value, __b_dict):
        return ['dict'] + [[__touchstone_encode(key, depth + 2), __touchstone_encode(value[key], depth + 2)] for key in value]
    if __b_isinstance(value, (__b_set, __b_frozenset)):
        return ['set'] + [__touchstone_encode(item, depth + 1) for item in value]
    name = __b_type(value).__name__
    if __b_isinstance(value, __b_bytes) or name == 'bytearray':
        return ['bytes', value.hex()]
    if name == 'complex':
        return ['complex', __b_repr(value.real), __b_repr(value.imag)]
    if name in ('range', 'dict_keys', 'dict_values', 'dict_items') or __b_hasattr(value, '__next__'):
        return ['iterator'] + [__touchstone_encode(item, depth + 1) for item in value]
    if __b_hasattr(value, 'tolist') and __b_type(value).__module__ == 'numpy':
        return __touchstone_encode(value.tolist(), depth + 1)
    return ['opaque', name]


def __touchstone_call(positional, named):
    positional = [__touchstone_decode(item) for item in positional]
    keywords = __b_dict([(pair[0], __touchstone_decode(pair[1])) for pair in named])
    if __b_len(keywords) == 0:
        value = TOUCHSTONE_TARGET(*positional)
    else:
        value = TOUCHSTONE_TARGET(*positional, **keywords)
    if __b_type(value).__name__ == 'coroutine':
        import asyncio
        value = asyncio.run(value)
    return __touchstone_encode(value)
`;

/** The expression that a dotted entry point stands for; `Solution.solve` makes an instance first. */
export function pythonTarget(entryPoint: string): string {
  const [owner, method, ...rest] = entryPoint.split('.');
  if (method === undefined) return owner!;
  return [`${owner}()`, method, ...rest].join('.');
}
