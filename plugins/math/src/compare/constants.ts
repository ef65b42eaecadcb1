import type { Node } from '../tree/node.ts';
import { negative, number, some, sum, symbol, symbolsOf } from '../tree/node.ts';
import { rational } from '../tree/rational.ts';
import { rename } from '../syntax/parameters.ts';
import type { Context, Decision } from './context.ts';
import { equal } from './context.ts';
import { substitute } from './regions.ts';
import { compareScalars } from './scalar.ts';

const CONSTANT = /^(?:[CcKk]|const)$/;
const NUMBERED = /^[CcKk]_?\{?(\d)\}?$/;

/**
 * Antiderivatives agree when their difference does not depend on the variables: both sides must end in a constant of
 * integration, which is then left out. `undefined` when one of them does not.
 */
export function compareAntiderivatives(a: Node, b: Node, context: Context): Decision | undefined {
  const [left, right] = [withoutConstant(a), withoutConstant(b)];
  if (!left || !right) return undefined;
  const difference = sum(left, negative(right));
  const variables = [...symbolsOf(difference)];
  if (variables.length === 0 || variables.length > 3) return undefined;
  for (const at of POINTS) {
    let fixed = difference;
    for (const name of variables) fixed = substitute(fixed, name, number(at));
    const decision = compareScalars(difference, fixed, context);
    if (decision.equal) return equal('antiderivatives that differ by a constant', 'constants');
  }
  return undefined;
}

const POINTS = [rational(7n, 5n), rational(3n, 10n), rational(37n, 10n)];

// The term C of "F(x) + C"; C may stand nowhere else, and something else must vary.
function withoutConstant(node: Node): Node | undefined {
  if (node.kind !== 'sum') return undefined;
  const constants = node.items.filter(isConstant);
  const rest = node.items.filter((item) => !isConstant(item));
  const [constant] = constants;
  if (constants.length !== 1 || rest.length === 0 || constant?.kind !== 'symbol') return undefined;
  const others = sum(...rest);
  const names = symbolsOf(others);
  return names.size === 0 || names.has(constant.name) ? undefined : others;
}

function isConstant(item: Node): boolean {
  return item.kind === 'symbol' && CONSTANT.test(item.name);
}

/** The tree with arbitrary constants (`c_1`, `C_{2}`, `K_1`) under one name each; the same tree when it has none. */
export function withUsualConstants(node: Node): Node {
  const names = new Map<string, string>();
  for (const name of symbolsOf(node)) {
    const number = NUMBERED.exec(name)?.[1];
    if (number) names.set(name, `C_${number}`);
  }
  return names.size === 0 ? node : rename(node, names);
}

/** An arbitrary constant of a solution (`y = C e^x`, `f(x) = kx`) under one name, when it is the only such letter. */
export function withOneConstant(node: Node): Node | undefined {
  const letters = [...symbolsOf(node)].filter((name) => CONSTANT.test(name));
  const [letter] = letters;
  if (
    letters.length !== 1 ||
    !letter ||
    some(node, (inner) => inner.kind === 'call' && inner.name === `fn:${letter}`)
  )
    return undefined;
  return substitute(node, letter, symbol('#constant'));
}
