import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ask, type Answers } from './ask.ts';

const [DOWN, ENTER, CONTROL_C] = ['\u001B[B', '\r', '\u0003'];

/** Answers one question after the other, each once its words are on the screen. */
async function answer(
  given: Parameters<typeof ask>[0],
  ...turns: readonly (readonly [question: string, ...keys: string[]])[]
): Promise<{ answers: Answers | undefined; screen: string }> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const waiting = [...turns];
  let [screen, unread] = ['', ''];
  output.on('data', (chunk: Buffer) => {
    const text = stripVTControlCharacters(chunk.toString());
    screen += text;
    unread += text;
    if (!waiting[0] || !unread.includes(waiting[0][0])) return;
    const [, ...keys] = waiting.shift()!;
    unread = '';
    // A key pressed before the prompt listens would be lost.
    setImmediate(() => keys.forEach((key) => input.write(key)));
  });
  const answers = await ask(given, { input, output });
  return { answers, screen };
}

describe('the questions of npm create', () => {
  it('asks for kind and name', async () => {
    const { answers, screen } = await answer(
      {},
      ['What does it do?', DOWN, ENTER],
      ['Its name?', 'same-words', ENTER],
    );
    expect(answers).toEqual({ kind: 'verifier', name: 'same-words' });
    expect(screen).toContain('says whether an answer is correct');
  });

  it('asks only for what was not given', async () => {
    const { answers, screen } = await answer({ kind: 'logger' }, ['Its name?', 'tells', ENTER]);
    expect(answers).toEqual({ kind: 'logger', name: 'tells' });
    expect(screen).not.toContain('What does it do?');
  });

  it('says what is wrong with a name, and asks again', async () => {
    const { answers } = await answer(
      { kind: 'reward' },
      ['Its name?', 'Bad', ENTER],
      ['use lower-case words', '\u007F\u007F\u007F', 'good', ENTER],
    );
    expect(answers).toEqual({ kind: 'reward', name: 'good' });
  });

  it('writes nothing when the person leaves', async () => {
    const { answers, screen } = await answer({}, ['What does it do?', CONTROL_C]);
    expect(answers).toBeUndefined();
    expect(screen).toContain('Nothing was written.');
  });
});
