import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractProgram, fencedBlocks } from './extract.ts';

const python = (answer: string): string | undefined => {
  const found = extractProgram(answer, 'python', 'fenced');
  return 'program' in found ? found.program : undefined;
};

describe('extraction', () => {
  it.each([
    ['one block', '```python\nx\n```', 'x\n'],
    ['the last of two', '```python\nx\n```\n```py\ny\n```', 'y\n'],
    ['the last of the language, not the output behind it', '```python\nx\n```\n```\n42\n```', 'x\n'],
    ['a block without a language, where none has one', 'code:\n```\nx\n```', 'x\n'],
    ['aliases and attributes', '```{.Python3 .numberLines}\nx\n```', 'x\n'],
    ['a longer fence around a shorter one', '````python\n"""\n```\n"""\n````', '"""\n```\n"""\n'],
    ['tildes', '~~~python\nx\n~~~', 'x\n'],
    ['an indented fence', '  ```python\n  x\n    y\n  ```', 'x\n  y\n'],
    ['a fence deep in a list', '1. So:\n\n     ```python\n     x\n     ```', 'x\n'],
    ['a fence in a docstring inside', '```python\n"""\n    ```\n"""\n```', '"""\n    ```\n"""\n'],
    ['a fence behind words', 'The code: ```python\nx\n```', 'x\n'],
    ['marks that nobody sees', '\ufeff```python\nx\n```\u200b', 'x\n'],
    ['carriage returns', '```python\r\nx\r\n```\r\n', 'x\r\n'],
    ['a fence in a line of text', 'Use ```python here``` and\n```python\nx\n```', 'x\n'],
  ])('finds %s', (_, answer, program) => {
    expect(python(answer)).toBe(program);
  });

  it.each([
    ['no block', 'x = 1', /no fenced code block/],
    ['a block that is cut off', '```python\nx = 1', /no fenced code block/],
    ['blocks of other languages', '```rust\nx\n```', /no python block; blocks are tagged rust/],
  ])('says that there is %s', (_, answer, problem) => {
    expect(extractProgram(answer, 'python', 'fenced')).toEqual({ problem: expect.stringMatching(problem) });
  });

  it('prefers the last block that defines the function to those that only use it', () => {
    const found = (answer: string): unknown => extractProgram(answer, 'python', 'fenced', 'f');
    const [right, use] = ['```python\ndef f(): pass\n```', '```python\nprint(f())\n```'];
    const program = 'def f(): pass\n';
    expect(found(`${right}\nUse it:\n${use}`)).toMatchObject({ program });
    expect(found(`${use}\n${right.replace('python', '')}\n${use}`)).toMatchObject({ program });
    expect(found(`${right}\nBetter:\n\`\`\`python\nf = 1\n\`\`\``)).toMatchObject({ program: 'f = 1\n' });
    expect(found(use)).toMatchObject({ program: 'print(f())\n' });
  });

  it('takes the whole answer where the option says so', () => {
    expect(extractProgram('x', 'python', 'whole')).toMatchObject({ program: 'x' });
    expect(extractProgram('x', 'python', 'either')).toMatchObject({ program: 'x' });
    expect(extractProgram('```py\ny\n```', 'python', 'either')).toMatchObject({ program: 'y\n' });
    expect(extractProgram(' \n', 'python', 'whole')).toEqual({ problem: 'the answer is empty' });
  });

  it('takes JavaScript for TypeScript, but not the other way round', () => {
    expect(extractProgram('```js\nx\n```', 'typescript', 'fenced')).toMatchObject({ program: 'x\n' });
    expect(extractProgram('```ts\nx\n```', 'javascript', 'fenced')).toHaveProperty('problem');
  });

  it('gives back whatever code stands in a block', () => {
    const line = fc.string().filter((text) => !/[`~\n\r]/.test(text));
    fc.assert(
      fc.property(fc.array(line), fc.string(), (lines, before) => {
        const code = lines.map((text) => `${text}\n`).join('');
        const clean = before.replaceAll(/[`~]/g, '');
        expect(python(`${clean}\n\`\`\`python\n${code}\`\`\`\n`)).toBe(code);
      }),
    );
  });

  it('reads a megabyte of fences once', () => {
    expect(fencedBlocks('```\n'.repeat(250_000))).toHaveLength(125_000);
    expect(fencedBlocks('`'.repeat(1_000_000))).toEqual([]);
    expect(fencedBlocks(`${'```x\n'.repeat(200_000)}`)).toEqual([]);
  });
});
