const DAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const MONTHS = 'january february march april june july august september october november december'.split(' ');

/** Days and months by their usual abbreviations. */
const SHORTENED: ReadonlyMap<string, string> = new Map([
  ...[...DAYS, ...MONTHS].map((name): [string, string] => [name.slice(0, 3), name]),
  ['tues', 'tuesday'],
  ['thur', 'thursday'],
  ['thurs', 'thursday'],
  ['sept', 'september'],
]);

const ORDINALS: ReadonlyMap<string, string> = new Map(
  (['i 1 1st first', 'ii 2 2nd second', 'iii 3 3rd third', 'iv 4 4th fourth'] as const).flatMap((row) => {
    const names = row.split(' ');
    return names.map((name): [string, string] => [name, names.at(-1) ?? name]);
  }),
);

/** One spelling for a name that has several: "Tue" and "Tuesday", "quadrant II" and "second quadrant". */
export function canonicalName(text: string): string {
  const lower = text.toLowerCase();
  const short = SHORTENED.get(lower);
  if (short) return short;
  const kind =
    /^(?:(?:all|every|any|positive) )?(?:(odd|even|prime)(?: integer| number)?(?: value of)?(?: [a-z])?|[a-z] (odd|even|prime))$/.exec(
      lower,
    );
  if (kind && !lower.includes('positive')) return `${kind[1] ?? kind[2]} numbers`;
  const quadrant = /^(?:in )?quadrant (\w{1,3})$/.exec(lower) ?? /^(?:in )?(\w{1,6}) quadrant$/.exec(lower);
  const which = quadrant && ORDINALS.get(quadrant[1] ?? '');
  return which ? `${which} quadrant` : text;
}

const OPPOSITES: ReadonlyMap<string, string> = new Map([
  ['yes', 'no'],
  ['no', 'yes'],
  ['true', 'false'],
  ['false', 'true'],
]);

/** The word that answers a yes-or-no question at the start of a sentence ("No, it is not"), if it is the only one. */
export function leadingVerdict(text: string): string | undefined {
  const word = /^(yes|no|true|false|neither)(?:, ?| - |\. | (?=even|odd))/i.exec(text)?.[1]?.toLowerCase();
  const opposite = word && OPPOSITES.get(word);
  return word && !(opposite && new RegExp(`\\b${opposite}\\b`, 'i').test(text)) ? word : undefined;
}
