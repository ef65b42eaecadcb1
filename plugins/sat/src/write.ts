import { randomStream, type WrittenProblem } from '@touchstone-rl/core';
import { isTrue, type Clause, type Formula, type SatStratum } from './formula.ts';
import type { SatOptions } from './options.ts';
import { spell } from './read-answer.ts';
import { countModels } from './solve.ts';

/**
 * Every character of prompts and demonstrations of `letters` problems over up to six variables, outside the
 * tags `<think>` and `</think>`: these are tokens of their own.
 *
 * @example
 * defineConfig({ plugins: [['sat', { style: 'letters', maxVariables: 6 }]], model: { characters: ALPHABET } });
 */
export const ALPHABET = 'abcdefABCDEF,:;.!=?\\{}xo-';

/** Solves and writes a formula; `undefined` when it is not of its class after all. */
export function write(
  formula: Formula,
  stratum: SatStratum,
  { style, satisfiableOnly, terseShare }: SatOptions,
): WrittenProblem | undefined {
  const { count, first } = countModels(formula, stratum.kind === 'unique' ? 2 : Infinity);
  if (stratum.kind === 'unique' && count !== 1) return undefined;
  if (satisfiableOnly && !first) return undefined;
  const { variables, clauses } = formula;
  const meta = { difficulty: variables, class: stratum.kind, variables, clauses, models: count };
  if (style === 'letters') {
    return { ...lettersOf(formula, terseShare), meta };
  }
  const gold = first ? spell({ kind: 'values', values: first }) : 'Unsatisfiable';
  return { prompt: promptOf(formula), gold, meta };
}

/** A clause in words: `x1 or not x2 or x4`. */
export function clauseText(clause: Clause): string {
  return clause.map((literal) => (literal > 0 ? `x${literal}` : `not x${-literal}`)).join(' or ');
}

/** The problem in words, with the answer in the tag that the report's benchmark asks for. */
function promptOf({ variables, clauses }: Formula): string {
  const lines = clauses.map((clause, i) => `${i + 1}. ${clauseText(clause)}`);
  return `Find truth values of the variables x1 to x${variables} that make each of these ${clauses.length} clauses true, or find that there are none.

${lines.join('\n')}

End with the values of x1 to x${variables} in this order, as in
<final_answer>{'Solution': 'True, False, ...'}</final_answer>
or, if no values make every clause true, with
<final_answer>{'Solution': 'Unsatisfiable'}</final_answer>`;
}

const NONE = '-';

/**
 * The short style: a clause is three letters, a capital is a negated variable. The demonstration tries
 * assignments in order (`aBc`: a and c true, b false) and checks clause after clause: `.` behind one that is
 * true, `!` behind the first that is false. A terse one names the answer at once: right, but nothing that a
 * small model can learn to do, so that a policy taught with some of these can find out that trying pays.
 */
function lettersOf({ variables, clauses }: Formula, terseShare: number): Omit<WrittenProblem, 'meta'> {
  const texts = clauses.map((clause) => clause.map(letterOf).join(''));
  const tries: string[] = [];
  let answer = NONE;
  for (let code = 2 ** variables - 1; code >= 0 && answer === NONE; code--) {
    const values = Array.from({ length: variables }, (_, i) => Boolean((code >> (variables - 1 - i)) & 1));
    const wrong = clauses.findIndex((clause) => !isTrue(clause, values));
    const checked = texts.slice(0, wrong === -1 ? undefined : wrong + 1);
    const marked = checked.map((text, i) => text + (i === wrong ? '!' : '.'));
    tries.push(`${lettersOfValues(values)}:${marked.join('')}`);
    if (wrong === -1) answer = lettersOfValues(values);
  }
  const prompt = `${texts.join(',')}=?`;
  const isTerse = terseShare > 0 && randomStream(0, 'sat/terse', prompt).next() < terseShare;
  const thought = isTerse ? answer : tries.join(';');
  return { prompt, gold: answer, demonstration: `<think>${thought}</think>\\boxed{${answer}}` };
}

function letterOf(literal: number): string {
  const letter = String.fromCharCode(96 + Math.abs(literal));
  return literal > 0 ? letter : letter.toUpperCase();
}

function lettersOfValues(values: readonly boolean[]): string {
  return values.map((value, i) => letterOf(value ? i + 1 : -i - 1)).join('');
}
