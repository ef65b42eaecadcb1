import { TouchstoneError } from './errors.ts';

/** A partial config and where it was written. */
export interface Layer {
  /** Shown by `touchstone config`: a file, `preset NAME`, `--set`. */
  readonly origin: string;
  readonly value: Readonly<Record<string, unknown>>;
}

export interface MergedLayers {
  readonly value: Record<string, unknown>;
  /** Origin of each leaf, by dotted path. */
  readonly origins: ReadonlyMap<string, string>;
}

/** Merges layers, weakest first: objects merge by key, everything else is replaced. */
export function mergeLayers(layers: readonly Layer[]): MergedLayers {
  const value: Record<string, unknown> = {};
  const origins = new Map<string, string>();
  for (const layer of layers) mergeInto(value, layer.value, layer.origin, '', origins);
  return { value, origins };
}

function mergeInto(
  target: Record<string, unknown>,
  source: Readonly<Record<string, unknown>>,
  origin: string,
  prefix: string,
  origins: Map<string, string>,
): void {
  for (const [key, next] of Object.entries(source)) {
    if (next === undefined || key === '__proto__') continue;
    const path = prefix ? `${prefix}.${key}` : key;
    if (isPlainObject(next)) {
      const existing = target[key];
      const nested = isPlainObject(existing) ? existing : {};
      target[key] = nested;
      mergeInto(nested, next, origin, path, origins);
    } else {
      for (const known of origins.keys()) if (known.startsWith(`${path}.`)) origins.delete(known);
      target[key] = next;
      origins.set(path, origin);
    }
  }
}

/** The layer that `--set path=value` arguments make. Values are JSON where they parse, else strings. */
export function layerFromAssignments(assignments: readonly string[]): Layer {
  const value: Record<string, unknown> = {};
  for (const assignment of assignments) {
    const equals = assignment.indexOf('=');
    if (equals <= 0) {
      throw new TouchstoneError({
        code: 'CONFIG_INVALID',
        message: 'an assignment must be path=value',
        place: '--set',
        value: assignment,
        fix: 'write, for example, --set grpo.steps=20',
      });
    }
    const keys = assignment.slice(0, equals).split('.');
    let node = value;
    for (const key of keys.slice(0, -1)) node = (node[key] ??= {}) as Record<string, unknown>;
    node[keys.at(-1)!] = parseValue(assignment.slice(equals + 1));
  }
  return { origin: '--set', value };
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * Leaves of a plain value by dotted path, in order.
 *
 * @example
 * leavesOf({ grpo: { steps: 20 } }); // [['grpo.steps', 20]]
 */
export function leavesOf(value: unknown, prefix = ''): [path: string, leaf: unknown][] {
  if (!isPlainObject(value) || Object.keys(value).length === 0) return prefix ? [[prefix, value]] : [];
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, prefix ? `${prefix}.${key}` : key));
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value) as unknown;
  // An object from another realm or copy of a module has its own Object.prototype.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
