// Wrong variants of a right program: one small change each, at a place of its own.

const PYTHON = [
  ['a changed constant', /(?<![\w.'"])\d+(?![\w.'"])/g, (text) => String(Number(text) + 1)],
  ['a shifted range', /range\(/g, () => 'range(1 + '],
  [
    'a turned comparison',
    /(?<=[\w\s)\]])(?:<=|>=|<|>)(?=[\s\w(])/g,
    (text) => ({ '<': '>=', '>': '<=', '<=': '>', '>=': '<' })[text],
  ],
  ['a swapped sign', /(?<=[\w)\]]\s)[+-](?=\s[\w(])/g, (text) => (text === '+' ? '-' : '+')],
  ['a swapped return', /\breturn (?=\S)/g, () => 'return not '],
  ['no result', /\breturn [^\n]+/g, () => 'return None'],
];

const JAVASCRIPT = [
  ...PYTHON.filter(([name]) => !['a shifted range', 'a swapped return', 'no result'].includes(name)),
  ['a shifted loop', /let i = 0/g, () => 'let i = 1'],
  ['a swapped return', /\breturn (?=\S)/g, () => 'return !'],
  ['no result', /\breturn [^\n;]+/g, () => 'return undefined'],
];

/** Variants of a program: the first and the last place of each kind of change, comments left out. */
export function wrongVariants(program, language) {
  const variants = new Map();
  for (const [name, pattern, change] of language === 'python' ? PYTHON : JAVASCRIPT) {
    const places = [...program.matchAll(pattern)].filter(
      ({ index }) => !isInComment(program, index, language),
    );
    for (const place of new Set([places[0], places.at(-1)])) {
      if (!place) continue;
      const changed =
        program.slice(0, place.index) + change(place[0]) + program.slice(place.index + place[0].length);
      if (changed !== program) variants.set(changed, name);
    }
  }
  return [...variants].map(([source, name]) => ({ source, name }));
}

function isInComment(program, at, language) {
  const line = program.slice(program.lastIndexOf('\n', at) + 1, at);
  return line.includes(language === 'python' ? '#' : '//');
}
