import type { StandardSchemaV1 } from '@standard-schema/spec';
import { deepFreeze } from '../domain/index.ts';
import { API_VERSION, type ConfiguredPlugin } from './define-plugin.ts';
import { TouchstoneError } from './errors.ts';

/** Refuses a plugin of another API version, or one whose name is taken. */
export function checkDefinition(
  definition: ConfiguredPlugin['definition'],
  origin: string,
  loaded: readonly { name: string }[],
): void {
  if (definition.api !== API_VERSION) {
    throw new TouchstoneError({
      code: 'PLUGIN_API_VERSION',
      message: `plugin "${definition.name}" was made for plugin API ${definition.api}; this core speaks API ${API_VERSION}`,
      place: origin,
      fix:
        definition.api > API_VERSION
          ? 'update @touchstone-rl/core'
          : `install a version of the plugin made for API ${API_VERSION}`,
    });
  }
  if (loaded.some(({ name }) => name === definition.name)) {
    throw new TouchstoneError({
      code: 'PLUGIN_TWICE',
      message: `two plugins are named "${definition.name}"`,
      place: origin,
      fix: 'give one of them another name, or remove it from the config',
    });
  }
}

/** Checks options against the plugin's Standard Schema and fills in defaults. */
export async function validateOptions(
  { definition, options }: ConfiguredPlugin,
  origin: string,
): Promise<unknown> {
  const schema = definition.optionsSchema;
  const place = `options of plugin "${definition.name}" (${origin})`;
  if (!schema) {
    if (options === undefined || Object.keys(options as object).length === 0) return {};
    throw new TouchstoneError({
      code: 'PLUGIN_OPTIONS',
      message: `plugin "${definition.name}" takes no options`,
      place,
      value: options,
      fix: 'remove the options',
    });
  }
  const result = await schema['~standard'].validate(options ?? {});
  if (!result.issues) return deepFreeze(result.value);
  throw new TouchstoneError({
    code: 'PLUGIN_OPTIONS',
    message: `plugin "${definition.name}" was given wrong options: ${result.issues.map(issueText).join('; ')}`,
    place,
    value: options,
    fix: knownOptions(schema),
  });
}

function issueText({ path, message }: StandardSchemaV1.Issue): string {
  const keys = (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  return keys.length ? `${keys.join('.')}: ${message}` : message;
}

function knownOptions(schema: StandardSchemaV1): string {
  const standard = schema['~standard'] as {
    jsonSchema?: { input(o: { target: string }): { properties?: object } };
  };
  const properties = standard.jsonSchema?.input({ target: 'draft-2020-12' }).properties;
  return properties ? `known options: ${Object.keys(properties).join(', ')}` : "see the plugin's README";
}
