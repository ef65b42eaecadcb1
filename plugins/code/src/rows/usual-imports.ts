import { behindImports, definedNames } from './assemble.ts';

/** What the harnesses of APPS and LiveCodeBench import before a program, as their judges do; no name of a built-in. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  bisect: ['bisect_left', 'bisect_right', 'insort'],
  collections: ['ChainMap', 'Counter', 'OrderedDict', 'defaultdict', 'deque', 'namedtuple'],
  copy: ['deepcopy'],
  functools: ['cache', 'cmp_to_key', 'lru_cache', 'partial', 'reduce'],
  heapq: ['heapify', 'heappop', 'heappush', 'heappushpop', 'heapreplace', 'nlargest', 'nsmallest'],
  itertools: [
    'accumulate',
    'chain',
    'combinations',
    'combinations_with_replacement',
    'cycle',
    'groupby',
    'islice',
    'permutations',
    'product',
    'repeat',
    'starmap',
    'zip_longest',
  ],
  math: [
    'ceil',
    'comb',
    'cos',
    'exp',
    'fabs',
    'factorial',
    'floor',
    'gcd',
    'hypot',
    'inf',
    'isqrt',
    'lcm',
    'log',
    'log10',
    'log2',
    'perm',
    'pi',
    'prod',
    'sin',
    'sqrt',
    'tan',
  ],
  typing: [
    'Any',
    'Callable',
    'Deque',
    'Dict',
    'Iterable',
    'Iterator',
    'List',
    'Optional',
    'Set',
    'Tuple',
    'Union',
  ],
};
const MODULES = [
  'bisect',
  'collections',
  'copy',
  'datetime',
  'functools',
  'heapq',
  'itertools',
  'json',
  'math',
  'operator',
  'random',
  're',
  'statistics',
  'string',
  'sys',
  'time',
];

/**
 * Imports what a Python program names and these data sets import for it. Solutions written for their judges leave
 * `from typing import List` and the like out. What the program imports or defines itself comes later and counts.
 */
export function withUsualImports(program: string): string {
  const words = new Set(program.match(/[A-Za-z_]\w*/g));
  for (const name of definedNames(program, 'python')) words.delete(name);
  const modules = MODULES.filter((name) => words.has(name) && program.includes(`${name}.`));
  const lines = [
    ...modules.map((name) => `import ${name}\n`),
    ...Object.entries(NAMES).flatMap(([module, names]) => {
      const used = names.filter((name) => words.has(name));
      return used.length > 0 ? [`from ${module} import ${used.join(', ')}\n`] : [];
    }),
  ];
  return lines.length === 0 ? program : behindImports(lines.join(''), program);
}
