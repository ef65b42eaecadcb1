/** Answers larger than this are not read. */
const MOST_BYTES = 64 * 2 ** 20;
const TRIES = 3;
const WAIT_MILLISECONDS = 250;
/** Answers that say "later". */
const BUSY = new Set([429, 502, 503, 504]);

/**
 * Posts JSON and reads JSON. A busy service is asked again; anything else that is not an answer throws, with the
 * address and what came instead.
 */
export async function postJson(url: string, body: unknown, timeoutMilliseconds: number): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    if (BUSY.has(response.status) && attempt < TRIES) {
      await response.body?.cancel();
      await new Promise((resolve) => setTimeout(resolve, WAIT_MILLISECONDS * attempt));
      continue;
    }
    const text = await readBounded(response);
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 300)}`);
    try {
      return JSON.parse(text);
    } catch {
      throw new Error(`${url} answered no JSON: ${text.slice(0, 300)}`);
    }
  }
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error(`an answer of more than ${MOST_BYTES / 2 ** 20} MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
