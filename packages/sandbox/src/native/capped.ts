import type { Readable } from 'node:stream';

/** A stream that is always drained and of which only the first bytes are kept. */
export interface Capped {
  readonly bytes: () => Buffer;
  readonly exceeded: () => boolean;
}

/** Drains a stream to its end, keeping at most `limit` bytes; `onExceeded` is called once, when there are more. */
export function drain(stream: Readable, limit: number, onExceeded: () => void = () => undefined): Capped {
  const chunks: Buffer[] = [];
  let kept = 0;
  let exceeded = false;
  stream.on('data', (chunk: Buffer) => {
    const room = limit - kept;
    if (room > 0) {
      chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
      kept += Math.min(room, chunk.length);
    }
    if (chunk.length > room && !exceeded) {
      exceeded = true;
      onExceeded();
    }
  });
  stream.on('error', () => undefined);
  // One that was listened to before and paused would stay so.
  stream.resume();
  return { bytes: () => Buffer.concat(chunks), exceeded: () => exceeded };
}
