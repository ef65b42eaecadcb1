import ts from 'typescript';
import { claimsOf, complaintOf, type Claim, type Outcome } from './claims.ts';
import { labelOf, type Example } from './examples.ts';

/** What examples cannot have here, by the name that asks for it. */
export const ABSENT: ReadonlyMap<string, string> = new Map([
  ['loadConfig', 'a config file'],
  ['readModelFolder', 'a model folder'],
  ['createSandbox', 'the sandbox'],
  ['examineSandbox', 'the sandbox'],
  ['openExecutor', 'a runtime for graphs'],
  ['scaffoldPlugin', 'a folder to write to'],
]);

export const needs = ({ text }: Example, name: string): boolean => text.includes(`${name}(`);

/** Runs every example that says what its statements come to, and has here what it needs. */
export async function runExamples(
  examples: readonly Example[],
): Promise<{ claims: number; problems: string[] }> {
  const runnable = examples.filter((example) => ![...ABSENT.keys()].some((name) => needs(example, name)));
  const reports = [];
  for (const example of runnable) {
    const { claims, problems } = await runExample(example.text);
    reports.push({ claims, problems: problems.map((problem) => `${labelOf(example)}: ${problem}`) });
  }
  return {
    claims: reports.reduce((sum, { claims }) => sum + claims, 0),
    problems: reports.flatMap(({ problems }) => problems),
  };
}

/** Runs an example that says what its statements come to, and says which of that is false. */
export async function runExample(text: string): Promise<{ claims: number; problems: string[] }> {
  const claims = claimsOf(text);
  if (claims.length === 0) return { claims: 0, problems: [] };
  const outcomes = claims.map((): Outcome[] => []);
  const see = async (i: number, look: () => unknown): Promise<void> =>
    void outcomes[i]!.push(await outcomeOf(look));
  const ended = await outcomeOf(async () => execute(instrument(text, claims), see));
  const problems = claims.flatMap((claim, i) =>
    outcomes[i]!.some(claim.holds) ? [] : [complaintOf(claim, outcomes[i]!)],
  );
  return {
    claims: claims.length,
    problems: 'error' in ended ? [...problems, `it throws ${String(ended.error)}`] : problems,
  };
}

async function outcomeOf(work: () => unknown): Promise<Outcome> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error };
  }
}

/** The example with `see` at its claims. */
function instrument(text: string, claims: readonly Claim[]): string {
  return claims.reduceRight(
    (rest, { start, end, seen }, i) =>
      `${rest.slice(0, start)} await see(${i}, async () => (${seen}))${start === end ? ';' : ''}${rest.slice(end)}`,
    text,
  );
}

const AsyncFunction = (async () => undefined).constructor as new (
  ...parameters: string[]
) => (...values: unknown[]) => Promise<void>;

/** A module as compiled code expects it, so that its default export is found. */
const importedBy = async (name: string): Promise<object> => ({
  ...((await import(name)) as object),
  __esModule: true,
});

/** Runs a module from memory: as the body of a function, with its imports at hand and a console that is silent. */
async function execute(text: string, see: (i: number, look: () => unknown) => Promise<void>): Promise<void> {
  const specifiers = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);
  const modules = new Map(
    await Promise.all(specifiers.map(async (name) => [name, await importedBy(name)] as const)),
  );
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.CommonJS },
  });
  const run = new AsyncFunction('require', 'exports', 'see', 'console', outputText);
  const silent = new Proxy(console, { get: () => () => undefined });
  await run((name: string) => modules.get(name), {}, see, silent);
}
