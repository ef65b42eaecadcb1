/** What an attack goes for. A control is an honest program, right or wrong. */
export type AttackClass =
  'control' | 'fs' | 'secret' | 'net' | 'resource' | 'timeout' | 'survivor' | 'host' | 'escape' | 'hack';

/**
 * A program against the task "clamp(x, low, high)". Placeholders are filled in before a run: `@CANARY@`, a folder
 * in which nothing may appear; `@PORT@`, at which nothing may arrive; `@SECRET@`, a file whose content may not come
 * back; `@MARK@`, a word by which survivors are found.
 */
export interface Attack {
  readonly id: string;
  readonly class: AttackClass;
  /**
   * Put before a wrong answer to the task: `call` and `stdin` make it in their mode. An attack that answers
   * itself gives `call` or `stdin` instead, and is run in these modes alone.
   */
  readonly payload?: string;
  readonly call?: string;
  readonly stdin?: string;
  /** Only a right control passes. */
  readonly passes?: boolean;
  /** Takes long by its nature, and is run with the services suite. */
  readonly slow?: boolean;
}

/** A language with its attacks, and the wrong answers that payloads are put before. */
export interface AttackSet {
  readonly language: string;
  readonly wrong: { readonly call?: string; readonly stdin: string };
  readonly attacks: readonly Attack[];
}

/** The programs of an attack by mode. */
export function programsOf(
  { wrong }: AttackSet,
  attack: Attack,
): readonly (readonly ['call' | 'stdin', string])[] {
  const programs: (readonly ['call' | 'stdin', string])[] = [];
  for (const mode of ['call', 'stdin'] as const) {
    const own = attack[mode];
    const tail = wrong[mode];
    if (own !== undefined) programs.push([mode, own]);
    else if (attack.payload !== undefined && tail !== undefined)
      programs.push([mode, `${attack.payload}\n${tail}`]);
  }
  return programs;
}
