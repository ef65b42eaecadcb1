import { correct, incorrect, unverifiable, type Seed, type Verdict } from '@touchstone-rl/core';
import { z } from 'zod';
import { isTrue, type Clause, type Formula } from './formula.ts';
import { readAnswer, spell } from './read-answer.ts';
import { countModels, MAX_VARIABLES } from './solve.ts';
import { clauseText } from './write.ts';

const literal = z.int().refine((value) => value !== 0);
const formulaSchema = z
  .object({
    variables: z.int().min(1).max(1000),
    clauses: z.array(z.array(literal).min(1).max(100)).max(10_000),
  })
  .refine(
    ({ variables, clauses }) =>
      clauses.every((clause) => clause.every((each) => Math.abs(each) <= variables)),
    { path: ['clauses'], message: 'names a variable that does not exist' },
  );

/** False clauses that the evidence lists. */
const SHOWN = 20;

/**
 * Judges an answer against the clauses in `meta`: every model is right, whatever the gold.
 *
 * @example
 * const seed: Seed = {
 *   id: '1', prompt: [{ role: 'user', content: 'Find values that make both clauses true.' }],
 *   domain: 'sat', verifier: 'sat', meta: { variables: 3, clauses: [[1, 2, 3], [-1, -2, 3]] },
 * };
 * judge('True, False, True', seed).verdict; // 'correct'
 * judge('True, True, False', seed).evidence; // { falseClauses: [2] }
 */
export function judge(text: string, seed: Seed): Verdict {
  const formula = formulaOf(seed);
  if (typeof formula === 'string') return unverifiable(formula);
  const answer = readAnswer(text, formula.variables);
  if (answer.kind === 'unreadable') return incorrect(answer.problem);
  const extracted = spell(answer);
  return answer.kind === 'unsatisfiable'
    ? judgeUnsatisfiable(formula, extracted)
    : judgeValues(formula, answer.values, extracted);
}

function judgeValues({ clauses }: Formula, values: readonly boolean[], extracted: string): Verdict {
  const wrong = clauses.flatMap((clause, i) => (isTrue(clause, values) ? [] : [i]));
  if (wrong.length === 0) return correct(`all ${clauses.length} clauses are true`, { extracted });
  const first = clauses[wrong[0]!]!;
  const more = wrong.length === 1 ? '' : `, and ${wrong.length - 1} more`;
  return incorrect(
    `clause ${wrong[0]! + 1} (${clauseText(first)}) is false where ${valuesIn(first, values)}${more}`,
    { extracted, evidence: { falseClauses: wrong.slice(0, SHOWN).map((i) => i + 1) } },
  );
}

function valuesIn(clause: Clause, values: readonly boolean[]): string {
  const names = [...new Set(clause.map(Math.abs))];
  return names.map((name) => `x${name} is ${values[name - 1] ? 'True' : 'False'}`).join(', ');
}

function judgeUnsatisfiable(formula: Formula, extracted: string): Verdict {
  if (formula.variables > MAX_VARIABLES) {
    return unverifiable(`"Unsatisfiable" is decided exactly only up to ${MAX_VARIABLES} variables`, {
      extracted,
    });
  }
  const { first } = countModels(formula, 1);
  if (!first) return correct('no values make every clause true', { extracted });
  return incorrect(`the formula is satisfiable: ${spell({ kind: 'values', values: first })}`, { extracted });
}

const known = new WeakMap<Seed, Formula | string>();

/** The formula in a seed's `meta`, or why there is none. */
function formulaOf(seed: Seed): Formula | string {
  const found = known.get(seed);
  if (found !== undefined) return found;
  const parsed = formulaSchema.safeParse(seed.meta);
  const formula = parsed.success
    ? parsed.data
    : `the seed's meta holds no formula: ${parsed.error.issues[0]!.path.join('.')}: ${parsed.error.issues[0]!.message}`;
  known.set(seed, formula);
  return formula;
}
