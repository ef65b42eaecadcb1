import { PYTHON_HARNESS } from './harness-python.ts';

/**
 * Runs the tests of a data set in a sandbox of their own, without the program. A call of the program's function
 * is answered from what the program gave for these arguments when it ran elsewhere. A call that is not answered
 * yet gives a stand-in that takes part in every operation, so that one run finds as many calls as it can;
 * assertions that fail while a stand-in is about do not count. A run without a stand-in is the judgement.
 */
export const PYTHON_SEPARATE = `import ast
import random
${PYTHON_HARNESS.slice(0, PYTHON_HARNESS.indexOf('def __touchstone_call'))}
class CandidateError(Exception):
    pass


class OpaqueValue(BaseException):
    pass


class TooManyCalls(BaseException):
    pass


class Unknown:
    def same(self, *positional, **keywords):
        return self

    def true(self, *positional):
        return True

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = same
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = __neg__ = __abs__ = same
    __getitem__ = __call__ = __round__ = same
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = true

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return self

    def __hash__(self):
        return 0

    def __len__(self):
        return 0

    def __iter__(self):
        return iter(())

    def __float__(self):
        return 0.0

    def __int__(self):
        return 0

    __index__ = __int__


class Lenient(ast.NodeTransformer):
    def visit_Assert(self, node):
        count = ast.Expr(ast.Call(ast.Name('__touchstone_count', ast.Load()), [], []))
        failed = ast.Expr(ast.Call(ast.Name('__touchstone_failed', ast.Load()), [], []))
        handler = ast.ExceptHandler(ast.Name('Exception', ast.Load()), None, [failed])
        return ast.copy_location(ast.Try([count, node], [handler], [], []), node)


def canonical(wire):
    if not isinstance(wire, list):
        return repr(wire)
    items = [canonical(item) for item in wire]
    if wire[:1] == ['set']:
        items.sort()
    return '[' + ','.join(items) + ']'


def is_opaque(wire):
    return isinstance(wire, list) and (wire[:1] == ['opaque'] or any([is_opaque(item) for item in wire]))


def touchstone_judge(setup, tests, entry, known):
    answers = dict([(each[0], each[1:]) for each in known])
    needs = {}
    seen = {'unknown': 0, 'assertions': 0}
    unknown = Unknown()

    def candidate(*positional, **keywords):
        wire = [[__touchstone_encode(item) for item in positional],
                [[key, __touchstone_encode(keywords[key])] for key in keywords]]
        if any([is_opaque(item) for item in wire[0]]) or any([is_opaque(pair[1]) for pair in wire[1]]):
            raise OpaqueValue('the tests pass an argument that is no data')
        key = canonical(wire)
        if key in answers:
            kind, content = answers[key]
            if kind == 'error':
                raise CandidateError(content)
            return __touchstone_decode(content)
        needs[key] = wire
        seen['unknown'] += 1
        if seen['unknown'] > 1000:
            raise TooManyCalls()
        return unknown

    def count():
        seen['assertions'] += 1

    def failed():
        if seen['unknown'] == 0:
            raise

    candidate.__name__ = entry
    scope = {'__name__': 'tests', '__touchstone_count': count, '__touchstone_failed': failed}
    random.seed(20240229)
    problem = None
    try:
        exec(compile(setup, 'setup', 'exec'), scope)
        scope[entry] = candidate
        tree = ast.fix_missing_locations(Lenient().visit(ast.parse(tests)))
        exec(compile(tree, 'tests', 'exec'), scope)
    except BaseException as error:
        problem = [type(error).__name__, str(error)[:300]]
    return {'needs': [[key, needs[key]] for key in needs], 'problem': problem, 'assertions': seen['assertions']}
`;

/** Runs the tests beside the program, which can then change what they say. */
export const PYTHON_IN_PROCESS = `

def touchstone_in_process(tests):
    exec(compile(tests, 'tests', 'exec'), globals())
    return 'passed'
`;
