import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const FOLDER = dirname(fileURLToPath(import.meta.url));

/** The shortest complete reward with options. */
const SHORTEST = `import { defineReward } from '@touchstone-rl/core';
import { z } from 'zod';

export default defineReward({
  name: 'brevity',
  options: z.strictObject({ limitTokens: z.int().default(1000).describe('Where it is -1.') }),
  range: [-1, 0],
  score: ({ lengthTokens }, { options }) => -Math.min(1, lengthTokens / options.limitTokens),
});
`;

const snippets: Readonly<Record<string, string>> = {
  'shortest.ts': SHORTEST,
  'wrong-option.ts': `${SHORTEST.replace('export default', 'const brevity =')}
export default brevity({ limitTokens: 'many' });
`,
  'unknown-option.ts': `${SHORTEST.replace('export default', 'const brevity =')}
export default brevity({ limitToken: 10 });
`,
  'wrong-return.ts': SHORTEST.replace('-Math.min(1, lengthTokens / options.limitTokens)', "'short'"),
  'mutation.ts': SHORTEST.replace(
    'score: ({ lengthTokens }, { options }) => -Math.min(1, lengthTokens / options.limitTokens)',
    "score(rollout) { rollout.text = ''; return 0; }",
  ),
  'pushed-token.ts': SHORTEST.replace(
    'score: ({ lengthTokens }, { options }) => -Math.min(1, lengthTokens / options.limitTokens)',
    'score(rollout) { rollout.tokens.push(1); return 0; }',
  ),
  'wrong-verdict.ts': `import { defineVerifier } from '@touchstone-rl/core';

export default defineVerifier({ name: 'same', verify: ({ gold, pred }) => gold === pred });
`,
};

const diagnostics = compile();

/** Compiles all snippets at once, under the settings that a new plugin has. */
function compile(): Map<string, string[]> {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    strict: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
  };
  const host = ts.createCompilerHost(options);
  const sources = new Map(Object.entries(snippets).map(([name, text]) => [join(FOLDER, name), text]));
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => sources.has(path) || fileExists(path);
  host.readFile = (path) => sources.get(path) ?? readFile(path);
  host.getSourceFile = (path, ...rest) => {
    const text = sources.get(path);
    return text === undefined
      ? getSourceFile(path, ...rest)
      : ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  };
  const program = ts.createProgram([...sources.keys()], options, host);
  const found = new Map<string, string[]>(Object.keys(snippets).map((name) => [name, []]));
  for (const { file, messageText } of ts.getPreEmitDiagnostics(program)) {
    const name = file?.fileName.slice(FOLDER.length + 1) ?? '';
    found.get(name)?.push(ts.flattenDiagnosticMessageText(messageText, '\n'));
  }
  return found;
}

describe('what the compiler says to the author of a plugin', () => {
  it('nothing, of the shortest reward with options, which has at most 12 lines', () => {
    expect(diagnostics.get('shortest.ts')).toEqual([]);
    expect(SHORTEST.trim().split('\n').length).toBeLessThanOrEqual(12);
  });

  it.each([
    ['a wrong option', 'wrong-option.ts', "Type 'string' is not assignable to type 'number'."],
    ['an unknown option', 'unknown-option.ts', "Did you mean to write 'limitTokens'?"],
    [
      'a wrong return type',
      'wrong-return.ts',
      "Type 'string' is not assignable to type 'TermScore | Promise<TermScore>'.",
    ],
    ['a change of a rollout', 'mutation.ts', "Cannot assign to 'text' because it is a read-only property."],
    [
      'a change of its tokens',
      'pushed-token.ts',
      "Property 'push' does not exist on type 'readonly number[]'.",
    ],
    [
      'a verdict that is none',
      'wrong-verdict.ts',
      "Type 'boolean' is not assignable to type 'Verdict | Promise<Verdict>'.",
    ],
  ])('one short sentence about %s', (_, file, sentence) => {
    const found = diagnostics.get(file)!;
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(sentence);
    expect(found[0]!.length).toBeLessThan(200);
  });
});
