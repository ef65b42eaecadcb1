import { formatWithOptions, inspect } from 'node:util';
import ts from 'typescript';
import { matches, readValue } from './values.ts';

/** How a statement ended. */
export type Outcome = { readonly value: unknown } | { readonly error: unknown };

/** What a comment of an example says of the statement before it, and where it can be seen. */
export interface Claim {
  readonly line: number;
  readonly said: string;
  readonly holds: (outcome: Outcome) => boolean;
  /** What the claim is about, as an expression. */
  readonly seen: string;
  /** What is replaced by code that looks at `seen`. */
  readonly start: number;
  readonly end: number;
}

/** The claims of an example: statements outside of functions whose comment, after them or below, is a value. */
export function claimsOf(text: string): Claim[] {
  const source = ts.createSourceFile('example.mts', text, ts.ScriptTarget.ES2023, true);
  const claims: Claim[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    const said = ts.isStatement(node) ? commentOf(node, text) : undefined;
    const claim = said === undefined ? undefined : claimOf(node, said);
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    if (claim) claims.push({ ...claim, said: said!, line });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return claims;
}

function claimOf(node: ts.Node, said: string): Omit<Claim, 'said' | 'line'> | undefined {
  if (ts.isVariableStatement(node)) {
    const holds = valueClaim(said, /^(?:$|[,;:] )/);
    return holds && { holds, seen: firstName(node), start: node.end, end: node.end };
  }
  if (!ts.isExpressionStatement(node)) return undefined;
  const place = { start: node.expression.getStart(), end: node.expression.end };
  const printed = printedBy(node.expression);
  if (printed) return { holds: printClaim(said), seen: `[${printed}]`, ...place };
  const holds = throwClaim(said) ?? valueClaim(said, /^(?:$|[,;:]? )/);
  return holds && { holds, seen: node.expression.getText(), ...place };
}

/** The comment behind a statement, or the one below it if that is nothing but a value. */
function commentOf(statement: ts.Node, text: string): string | undefined {
  const [behind] = ts.getTrailingCommentRanges(text, statement.end) ?? [];
  if (behind) return wordsOf(text, behind);
  const [below] = ts.getLeadingCommentRanges(text, statement.end) ?? [];
  const said = below && wordsOf(text, below);
  return said !== undefined && readValue(said)?.rest === '' ? said : undefined;
}

const wordsOf = (text: string, { pos, end }: ts.CommentRange): string => text.slice(pos + 2, end).trim();

/** A claim of a value, if prose that follows the value starts as it may. */
function valueClaim(said: string, rest: RegExp): Claim['holds'] | undefined {
  const found = readValue(said);
  if (!found || !rest.test(found.rest)) return undefined;
  return (outcome) => 'value' in outcome && matches(found.value, outcome.value);
}

/** `throws`, `throws CODE` or `throws: part of the message`. */
function throwClaim(said: string): Claim['holds'] | undefined {
  const [, words] = /^throws(?:$|:? )(.*)/.exec(said) ?? [];
  if (words === undefined) return undefined;
  return (outcome) => {
    if (!('error' in outcome)) return false;
    const { code, message } = outcome.error as { code?: unknown; message: string };
    return code === words || message.includes(words);
  };
}

/** What a comment says of a line that is printed is the line, or the one value in it. */
function printClaim(said: string): Claim['holds'] {
  const value = valueClaim(said, /^$/);
  return (outcome) => {
    if (!('value' in outcome)) return false;
    const values = outcome.value as readonly unknown[];
    return lineOf(values) === said || Boolean(values.length === 1 && value?.({ value: values[0] }));
  };
}

const lineOf = (values: readonly unknown[]): string =>
  formatWithOptions({ breakLength: Infinity }, ...values)
    .replaceAll('[ ', '[')
    .replaceAll(' ]', ']');

/** The arguments of a call of the console. */
function printedBy(node: ts.Expression): string | undefined {
  if (!ts.isCallExpression(node) || !/^console\.\w+$/.test(node.expression.getText())) return undefined;
  return node.arguments.map((argument) => argument.getText()).join(', ');
}

function firstName({ declarationList }: ts.VariableStatement): string {
  const first = (name: ts.BindingName): string => {
    if (ts.isIdentifier(name)) return name.text;
    const [element] = name.elements;
    return element && ts.isBindingElement(element) ? first(element.name) : 'undefined';
  };
  return first(declarationList.declarations[0]!.name);
}

/** How a claim fails, in words. */
export function complaintOf({ line, said, seen }: Claim, outcomes: readonly Outcome[]): string {
  const ended = outcomes.map((outcome) =>
    'value' in outcome
      ? `gives ${inspect(outcome.value, { breakLength: Infinity, depth: 6 })}`
      : `throws ${String(outcome.error)}`,
  );
  return `line ${line}: ${seen} ${ended.join(', ') || 'is never reached'}; it says ${said}`;
}
