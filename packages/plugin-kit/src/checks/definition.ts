import { API_VERSION, messageOf } from '@touchstone-rl/core';
import type { Subject } from '../subject.ts';
import { failed, firstFailure, skipped, type Check, type Outcome } from './check.ts';

const KEYWORD_KINDS = ['reward', 'verifier', 'seed-source', 'seed-filter', 'benchmark', 'logger'];

/** Clauses about the plugin as data: its name, its options, its package. */
export const definitionChecks: readonly Check[] = [
  {
    check: 'definition/name',
    title: 'the name is lower case with hyphens',
    run: ({ name }) =>
      /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)
        ? undefined
        : failed(`the name ${JSON.stringify(name)} is not lower case with hyphens, as in "length-cosine"`),
  },
  { check: 'definition/options', title: 'every option is described', run: describedOptions },
  { check: 'definition/unknown-option', title: 'an unknown option is refused', run: refusesUnknown },
  {
    check: 'definition/malformed-options',
    title: 'malformed options are refused',
    run: (subject) =>
      firstFailure(subject.fixtures.malformedOptions ?? [], async (options) =>
        (await accepts(subject, options))
          ? `it accepts the options ${JSON.stringify(options)}, which its fixtures call malformed`
          : undefined,
      ),
  },
  { check: 'package/manifest', title: 'package.json says what the plugin is', run: checkManifest },
];

interface JsonSchema {
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
}

function describedOptions({ loaded }: Subject): Outcome {
  const schema = loaded.plugin.definition.optionsSchema;
  if (!schema) return undefined;
  const standard = schema['~standard'] as { jsonSchema?: { input(o: { target: string }): JsonSchema } };
  if (!standard.jsonSchema) return skipped('the schema library gives no JSON Schema');
  let properties: JsonSchema['properties'];
  try {
    ({ properties } = standard.jsonSchema.input({ target: 'draft-2020-12' }));
  } catch (error) {
    return skipped(`the options have no JSON Schema: ${messageOf(error)}`);
  }
  const bare = Object.entries(properties ?? {}).find(([, { description }]) => !description);
  return bare && failed(`the option \`${bare[0]}\` has no description: add .describe('...') to its schema`);
}

async function refusesUnknown(subject: Subject): Promise<Outcome> {
  if (!subject.loaded.plugin.definition.optionsSchema) return undefined;
  const options = { ...subject.fixtures.options, 'no such option': true };
  if (!(await accepts(subject, options))) return undefined;
  return failed(
    'it ignores an option that it does not know, so a misspelt one goes unseen: use z.strictObject',
  );
}

async function accepts(subject: Subject, options: Readonly<Record<string, unknown>>): Promise<boolean> {
  try {
    await subject.kernel({ options });
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'PLUGIN_OPTIONS') return false;
    throw error;
  }
}

interface Manifest {
  readonly keywords?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
  readonly type?: string;
  readonly touchstone?: { readonly api?: number; readonly kind?: string; readonly hooks?: readonly string[] };
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

function checkManifest({ manifest, kind, first, fixtures }: Subject): Outcome {
  if (!manifest) return skipped('the plugin is not in a package of its own');
  const { keywords = [], scripts = {}, type, touchstone, peerDependencies = {} } = manifest as Manifest;
  const install = ['preinstall', 'install', 'postinstall'].find((name) => name in scripts);
  const wanted = KEYWORD_KINDS.includes(kind) ? kind : touchstone?.kind;
  const taps = [...first.plugins[0]!.taps].sort().join(', ');
  const hooks = touchstone?.hooks && [...touchstone.hooks].sort().join(', ');
  const faults: readonly (readonly [wrong: boolean, sentence: string])[] = [
    [
      touchstone === undefined,
      `package.json has no "touchstone" field: add { "api": ${API_VERSION}, "kind": "${kind}" }`,
    ],
    [
      touchstone?.api !== API_VERSION,
      `"touchstone.api" is ${touchstone?.api}, and this core speaks API ${API_VERSION}`,
    ],
    [
      kind !== 'plugin' && touchstone?.kind !== kind,
      `"touchstone.kind" is "${touchstone?.kind}", and the plugin is a ${kind}`,
    ],
    [
      // Other options may tap more or less.
      hooks !== undefined && !fixtures.options && hooks !== taps,
      `"touchstone.hooks" is [${hooks}], and the plugin taps and provides [${taps}]`,
    ],
    [
      !keywords.includes('touchstone-plugin'),
      'the keyword "touchstone-plugin" is missing, by which npm search finds it',
    ],
    [!keywords.includes(`touchstone-${wanted}`), `the keyword "touchstone-${wanted}" is missing`],
    [type !== 'module', '"type" is not "module"'],
    [install !== undefined, `it has a ${install} script, which npm does not run for its users`],
    [
      !('@touchstone-rl/core' in peerDependencies),
      '@touchstone-rl/core is not a peer dependency, so users may get two copies',
    ],
  ];
  const fault = faults.find(([wrong]) => wrong);
  return fault && failed(fault[1]);
}
