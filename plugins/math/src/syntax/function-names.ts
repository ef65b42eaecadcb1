/** Functions of one argument written as a word or command, with their canonical names. */
export const FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ...['sin', 'cos', 'tan', 'cot', 'sec', 'csc', 'sinh', 'cosh', 'tanh', 'coth', 'sech', 'csch'].flatMap(
    withInverse,
  ),
  ['cosec', 'csc'],
  ['tg', 'tan'],
  ['ctg', 'cot'],
  ['arctg', 'arctan'],
  ['arcctg', 'arccot'],
  ['sh', 'sinh'],
  ['ch', 'cosh'],
  ['exp', 'exp'],
  ['ln', 'ln'],
  ['log', 'log'],
  ['lg', 'lg'],
  ['lb', 'lb'],
  ['abs', 'abs'],
  ['floor', 'floor'],
  ['ceil', 'ceil'],
  ['ceiling', 'ceil'],
  ['max', 'max'],
  ['min', 'min'],
  ['gcd', 'gcd'],
  ['lcm', 'lcm'],
  ['sgn', 'sign'],
  ['sign', 'sign'],
  ['det', 'det'],
  ['Re', 're'],
  ['Im', 'im'],
  ['arg', 'arg'],
  ['Arg', 'arg'],
  ['cis', 'cis'],
  ['erf', 'erf'],
  ['Gamma', 'gamma'],
  ['factorial', 'factorial'],
  ['cbrt', 'cbrt'],
  ['sqrt', 'sqrt'],
  ['frac', 'frac'],
  ['binom', 'binomial'],
  ['binomial', 'binomial'],
  ['hcf', 'gcd'],
  ['gcf', 'gcd'],
  ['mod', 'mod'],
  ['tr', 'tr'],
  ['dim', 'dim'],
  ['rank', 'rank'],
] as readonly (readonly [string, string])[]);

function withInverse(name: string): (readonly [string, string])[] {
  const inverse = `arc${name}`;
  const short = name.endsWith('h') ? `ar${name}` : inverse;
  return [
    [name, name],
    [inverse, inverse],
    [`a${name}`, inverse],
    [short, inverse],
  ];
}
