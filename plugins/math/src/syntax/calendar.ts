const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sept|sep|oct|nov|dec)[a-z]{0,6}\\.?';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '(?:,?\\s*(\\d{4}))?';
const MONTH_FIRST = new RegExp(`^${MONTH}\\s+(?:the\\s+)?${DAY}${YEAR}$`, 'i');
const DAY_FIRST = new RegExp(`^(?:the\\s+)?${DAY}\\s+(?:of\\s+)?${MONTH}${YEAR}$`, 'i');
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A time of day or a date in one spelling (`15:30`, `2024-03-05`, `--03-05`); `undefined` for anything else. */
export function calendarText(text: string): string | undefined {
  if (text.length > 60 || !/\d|noon|midnight/i.test(text)) return undefined;
  const bare = text
    .replace(/\\(?:text|mathrm)\b|[{}~$]|\\[ ,;:!]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[.,]$/, (end, _at: number, whole: string) => (/[ap]\.\s?m\.$/i.test(whole) ? end : ''))
    .trim();
  return clock(bare) ?? date(bare);
}

// A bare 10:30 may be a ratio; it is a time here only with am, pm or an hour that no ratio of 12 has.
function clock(bare: string): string | undefined {
  if (/^(?:12:00 )?noon$/i.test(bare)) return '12:00';
  if (/^(?:12:00 )?midnight$/i.test(bare)) return '00:00';
  const match = /^(\d{1,2})(?::(\d{2}))?\s*([ap])\.?\s?m\.?$/i.exec(bare);
  if (!match) return undefined;
  const hour = Number(match[1]);
  if (hour < 1 || hour > 12) return undefined;
  const shifted = (hour % 12) + (match[3]?.toLowerCase() === 'p' ? 12 : 0);
  return `${String(shifted).padStart(2, '0')}:${match[2] ?? '00'}`;
}

/** A bare time such as 15:30, which may also be a ratio. */
export function bareClock(text: string): string | undefined {
  const match = /^\s*([01]?\d|2[0-3]):([0-5]\d)\s*$/.exec(text.slice(0, 20));
  return match ? `${(match[1] ?? '').padStart(2, '0')}:${match[2]}` : undefined;
}

function date(bare: string): string | undefined {
  const iso = ISO.exec(bare);
  if (iso) return bare;
  const first = MONTH_FIRST.exec(bare);
  if (first) return dateOf(first[1], first[2], first[3]);
  const second = DAY_FIRST.exec(bare);
  return second ? dateOf(second[2], second[1], second[3]) : undefined;
}

function dateOf(month = '', day = '', year = '-'): string | undefined {
  const index = MONTHS.findIndex((name) => name.startsWith(month.toLowerCase().slice(0, 3)));
  const number = Number(day);
  if (index < 0 || number < 1 || number > 31) return undefined;
  return `${year}-${String(index + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
}
