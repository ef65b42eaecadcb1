/** Whether a program defines a function at the start of a line; a body is indented. Of a path the first name counts. */
export function defines(program: string, language: string, entryPoint: string): boolean {
  const [name] = entryPoint.split('.');
  return definedNames(program, language).has(name!);
}

const PYTHON_DEFINITION =
  /^(?:async\s+def|def|class)\s+([\p{L}_][\p{L}\p{N}_]*)|^([\p{L}_][\p{L}\p{N}_]*)\s*(?::[^=\n]{1,100})?=(?!=)/u;
const JAVASCRIPT_DEFINITION =
  /^(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:function\s*\*?|const|let|var|class)\s+([\p{L}_$][\p{L}\p{N}_$]*)/u;

/** Names that a program defines at the start of a line, which are its global ones. */
export function definedNames(program: string, language: string): Set<string> {
  const pattern = language === 'python' ? PYTHON_DEFINITION : JAVASCRIPT_DEFINITION;
  const names = new Set<string>();
  for (const line of program.split('\n')) {
    const [, name, assigned] = pattern.exec(line.slice(0, 500)) ?? [];
    if (name !== undefined) names.add(name);
    else if (assigned !== undefined) names.add(assigned);
  }
  return names;
}

/**
 * The part of a code prompt before the function that is to be written: imports and helpers, which an answer
 * that holds the whole function often leaves out.
 */
export function preambleOf(prompt: string, language: string, entryPoint: string): string {
  const lines = prompt.split('\n');
  const at = lines.findLastIndex((line) => definedNames(line, language).has(entryPoint));
  return at <= 0
    ? ''
    : lines
        .slice(0, at)
        .map((line) => `${line}\n`)
        .join('');
}

/**
 * Makes the whole program of an answer to a code prompt. An answer that defines the function stands behind the
 * prompt's imports and helpers; one that does not is the body, and stands behind the whole prompt.
 */
export function completePrompt(
  prompt: string,
  language: string,
  entryPoint: string,
): (program: string) => string {
  return (program) => {
    if (!defines(program, language, entryPoint)) return `${prompt}${asBody(program, language, prompt)}`;
    const preamble = preambleOf(prompt, language, entryPoint);
    if (preamble.trim() === '') return program;
    return language === 'python'
      ? behindImports(preamble, program)
      : behindHelpers(preamble, program, language);
  };
}

/** A body whose first line is not indented was dedented by its author: it is indented again. */
function asBody(program: string, language: string, prompt: string): string {
  const first = program.split('\n').find((line) => line.trim() !== '') ?? '';
  const start = prompt.endsWith('\n') || prompt === '' ? '' : '\n';
  if (language !== 'python' || /^[ \t]/.test(first)) return `${start}${program}`;
  const indented = program.split('\n').map((line) => (line.trim() === '' ? line : `    ${line}`));
  return `${start}${indented.join('\n')}`;
}

/** `from __future__` imports must come first in a file. */
export function behindImports(preamble: string, program: string): string {
  const lines = program.split('\n');
  const future = lines.filter((line) => line.startsWith('from __future__ import'));
  if (future.length === 0) return `${preamble}${program}`;
  const rest = lines.filter((line) => !line.startsWith('from __future__ import'));
  return [...future, preamble, ...rest].join('\n');
}

/** A name may be declared only once: a program that brings helpers of its own keeps them. */
function behindHelpers(preamble: string, program: string, language: string): string {
  const own = definedNames(program, language);
  const clash = [...definedNames(preamble, language)].some((name) => own.has(name));
  return clash ? program : `${preamble}${program}`;
}
