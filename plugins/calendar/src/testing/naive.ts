/** What a naive reader finds in a prompt. */
export interface NaiveCount {
  /** Every slot on a grid of five minutes that keeps all constraints but priority, in the order of the week. */
  readonly possible: readonly string[];
  /** How many slots of that length lie in the union of all free times. */
  readonly all: number;
  readonly priority: boolean;
}

const WEEK = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Reads a prompt and tries every five minutes of the week, minute by minute: an oracle that shares no code. */
export function naive(prompt: string): NaiveCount {
  const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const free = freeMinutes(prompt);
  const duration = Number(/lasts (\d+) minutes/.exec(prompt)![1]);
  const buffer = Number(/needs (\d+) minutes free/.exec(prompt)?.[1] ?? 0);
  const before = minutes(/begins before (\d\d:\d\d)/.exec(prompt)?.[1] ?? '00:00');
  const after = minutes(/ends after (\d\d:\d\d)/.exec(prompt)?.[1] ?? '24:00');
  const [, from, to] = /overlaps (\d\d:\d\d)-(\d\d:\d\d)/.exec(prompt) ?? [];
  const days = WEEK.filter((day) => [...free.values()].some((calendar) => calendar.has(day)));
  const possible: string[] = [];
  let all = 0;
  for (const day of days) {
    const calendars = [...free.values()].map((calendar) => calendar.get(day) ?? new Uint8Array(24 * 60));
    const everyMinute = (low: number, high: number, test: (minute: number) => boolean): boolean => {
      for (let minute = low; minute < high; minute++) if (!test(minute)) return false;
      return true;
    };
    for (let start = 0; start + duration <= 24 * 60; start += 5) {
      const end = start + duration;
      if (everyMinute(start, end, (minute) => calendars.some((own) => own[minute] === 1))) all++;
      if (/No meeting on Saturday/.test(prompt) && day.startsWith('S')) continue;
      if (start < before || end > after) continue;
      if (from && start < minutes(to!) && end > minutes(from)) continue;
      const isFree = (minute: number): boolean => calendars.every((own) => own[minute] === 1);
      if (everyMinute(start - buffer, end + buffer, isFree))
        possible.push(`${day} ${clock(start)}-${clock(end)}`);
    }
  }
  return { possible, all, priority: prompt.includes('high priority') };
}

/** Free minutes by participant and day. */
function freeMinutes(prompt: string): Map<string, Map<string, Uint8Array>> {
  const free = new Map<string, Map<string, Uint8Array>>();
  let own = new Map<string, Uint8Array>();
  for (const line of prompt.slice(0, prompt.indexOf('\nConstraints:')).split('\n').slice(3)) {
    if (/^\w+$/.test(line)) free.set(line, (own = new Map()));
    const [, day, times] = /^ {2}(\w+): (.+)$/.exec(line) ?? [];
    if (!day) continue;
    const set = new Uint8Array(24 * 60);
    for (const [, h1, m1, h2, m2] of times!.matchAll(/(\d\d):(\d\d)-(\d\d):(\d\d)/g))
      for (let i = Number(h1) * 60 + Number(m1); i < Number(h2) * 60 + Number(m2); i++) set[i] = 1;
    own.set(day, set);
  }
  return free;
}

function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
