import { describe, expect, it } from 'vitest';
import { StatusLine } from './status-line.ts';

function streamOf(isTTY: boolean): { text: string; isTTY: boolean; columns: number; write(t: string): void } {
  return {
    text: '',
    isTTY,
    columns: 30,
    write(text) {
      this.text += text;
    },
  };
}

describe('the status line', () => {
  it('at a terminal is one line that is written over, cut to the width, and gives way to permanent lines', () => {
    const stream = streamOf(true);
    let now = 0;
    const status = new StatusLine(stream, () => now);
    status.update('first');
    now += 10;
    status.update('too soon to be drawn');
    now += 100;
    status.update('a line that is longer than the terminal is wide');
    status.permanent('done');
    status.clear();
    expect(stream.text.split('\r\u001B[2K')).toEqual([
      '',
      'first',
      'a line that is longer than th',
      'done\n',
      '',
    ]);
  });

  it('elsewhere is a plain line at intervals', () => {
    const stream = streamOf(false);
    let now = 0;
    const status = new StatusLine(stream, () => now);
    for (; now <= 40_000; now += 1000) status.update(`at ${now / 1000} s`);
    status.permanent('done');
    status.clear();
    expect(stream.text).toBe('at 15 s\nat 30 s\ndone\n');
  });
});
