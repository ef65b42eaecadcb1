/**
 * A 64-bit fingerprint of a text as 16 hexadecimal digits: names problems by their content. Two lanes of
 * multiply-xorshift (bryc's cyrb53, public domain, with both lanes kept whole). Not for security.
 *
 * @example
 * fingerprint('touchstone'); // '4b63569842f44360' on every machine
 */
export function fingerprint(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return hex(b) + hex(a);
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, '0');
}
