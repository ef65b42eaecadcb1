import { StringDecoder } from 'node:string_decoder';

/**
 * Splits a stream into lines at line feeds only. Node's readline may also split at U+2028, which JSON allows
 * inside strings, and a model may write.
 */
export async function* splitLines(stream: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of stream) {
    const text = typeof chunk === 'string' ? chunk : decoder.write(chunk);
    const end = text.lastIndexOf('\n');
    if (end === -1) {
      rest += text;
      continue;
    }
    yield* (rest + text.slice(0, end)).split('\n');
    rest = text.slice(end + 1);
  }
  rest += decoder.end();
  if (rest !== '') yield rest;
}
