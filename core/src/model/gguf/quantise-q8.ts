import { encodeElements } from '../half-floats.ts';

/** Elements that share a scale. */
export const Q8_BLOCK = 32;

/**
 * Quantises elements to llama.cpp's `Q8_0`: of each 32, a half precision scale of a 127th of the largest magnitude,
 * and 32 signed bytes.
 */
export function quantiseQ8(values: Float32Array): Uint8Array {
  const blocks = values.length / Q8_BLOCK;
  const bytes = new Uint8Array(blocks * (Q8_BLOCK + 2));
  const scale = new Float32Array(1);
  for (let block = 0; block < blocks; block++) {
    const part = values.subarray(block * Q8_BLOCK, (block + 1) * Q8_BLOCK);
    scale[0] = part.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) / 127;
    const start = block * (Q8_BLOCK + 2);
    bytes.set(encodeElements('F16', scale), start);
    const inverse = scale[0] === 0 ? 0 : 1 / scale[0];
    part.forEach((value, i) => (bytes[start + 2 + i] = Math.round(value * inverse)));
  }
  return bytes;
}
