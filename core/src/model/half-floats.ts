/**
 * Element types of weights on disk: 32-bit floats, bfloat16, and IEEE half precision.
 *
 * @example
 * const type: StoredType = 'BF16'; // half the bytes of F32
 * await exportModel('runs/quickstart/model', 'exported', { format: 'huggingface', type });
 */
export type StoredType = 'F32' | 'BF16' | 'F16';

/** Bytes of one element. */
export const STORED_BYTES: Readonly<Record<StoredType, number>> = { F32: 4, BF16: 2, F16: 2 };

/** Writes elements of a stored type, little-endian, into a float32 array. */
export function decodeElements(type: StoredType, bytes: Uint8Array, target: Float32Array): void {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  if (type === 'F32') {
    target.set(new Float32Array(aligned.buffer, aligned.byteOffset, target.length));
    return;
  }
  const halves = new Uint16Array(aligned.buffer, aligned.byteOffset, target.length);
  if (type === 'BF16') {
    const bits = new Uint32Array(target.buffer, target.byteOffset, target.length);
    for (let i = 0; i < halves.length; i++) bits[i] = halves[i]! << 16;
    return;
  }
  const table = halfTable();
  for (let i = 0; i < halves.length; i++) target[i] = table[halves[i]!]!;
}

/** Elements in a stored type, rounded to the nearest value, ties to even. */
export function encodeElements(type: StoredType, source: Float32Array): Uint8Array {
  if (type === 'F32') return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  const halves = new Uint16Array(source.length);
  const bits = new Uint32Array(source.buffer, source.byteOffset, source.length);
  const round = type === 'BF16' ? toBfloat16 : toHalf;
  for (let i = 0; i < halves.length; i++) halves[i] = round(bits[i]!);
  return new Uint8Array(halves.buffer);
}

let halves: Float32Array | undefined;

/** The value of each of the 65,536 half precision numbers. */
function halfTable(): Float32Array {
  halves ??= Float32Array.from({ length: 0x10000 }, (_, half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 31) return fraction ? Number.NaN : sign * Infinity;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
  return halves;
}

function toBfloat16(bits: number): number {
  if ((bits & 0x7fffffff) > 0x7f800000) return (bits >>> 16) | 0x40;
  return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
}

function toHalf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // From 65520 on, values round to infinity.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude >= 0x38800000) {
    return sign | ((magnitude - 0x38000000 + 0xfff + ((magnitude >>> 13) & 1)) >>> 13);
  }
  // Below 2^-14 a half is a multiple of 2^-24; half of that or less is zero.
  const shift = 126 - (magnitude >>> 23);
  if (shift > 24) return sign;
  const fraction = (magnitude & 0x7fffff) | 0x800000;
  const whole = fraction >>> shift;
  const rest = fraction & ((1 << shift) - 1);
  const middle = 1 << (shift - 1);
  return sign | (whole + Number(rest > middle || (rest === middle && (whole & 1) === 1)));
}
