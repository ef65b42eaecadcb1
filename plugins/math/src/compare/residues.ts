import { hasParameter, likelyParameter, rename } from '../syntax/parameters.ts';
import type { Node, NodeOf } from '../tree/node.ts';
import { product, sum, symbol } from '../tree/node.ts';
import type { Compare, Context, Decision } from './context.ts';
import { different } from './context.ts';
import { asAssignment } from './names.ts';

/** Compares a (mod m) with a value, or two residues of one modulus. */
export function compareResidues(a: Node, b: Node, context: Context, compare: Compare): Decision {
  if (a.kind === 'modulo' && b.kind === 'modulo') {
    const modulus = compare(a.modulus, b.modulus, context);
    if (!modulus.equal) return modulus;
    const inside = (node: NodeOf<'modulo'>): Node => asAssignment(node.item)?.value ?? node.item;
    return compare(
      { kind: 'call', name: 'mod', items: [inside(a), a.modulus] },
      { kind: 'call', name: 'mod', items: [inside(b), b.modulus] },
      context,
    );
  }
  const [residue, other] = a.kind === 'modulo' ? [a, b] : [b as NodeOf<'modulo'>, a];
  if (hasParameter(other)) {
    const value = asAssignment(residue.item)?.value ?? residue.item;
    const family = sum(value, product(residue.modulus, symbol('Z#1')));
    return compare(family, asAssignment(other)?.value ?? other, context);
  }
  const letter = likelyParameter(asAssignment(other)?.value ?? other);
  if (letter && other.kind === 'relation')
    return compareResidues(residue, rename(other, new Map([[letter, 'Z#1']])), context, compare);
  if (other.kind === 'relation' && other.signs.includes('=') && residue.item.kind === 'relation')
    return different('a congruence is not an equation');
  return compare(residue.item, other, context);
}
