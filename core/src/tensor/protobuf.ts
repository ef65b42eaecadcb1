/**
 * A writer for Protocol Buffers messages: only what an ONNX file needs. npm has no maintained ONNX writer, and
 * a general protobuf package with ONNX's generated classes would be a hundred times this file.
 */
export class MessageWriter {
  private readonly parts: Uint8Array[] = [];

  /** A varint field: integers, enums and booleans. Negative numbers take ten bytes, as the format demands. */
  integer(field: number, value: number | bigint): this {
    this.key(field, 0);
    this.varint(BigInt(value));
    return this;
  }

  /** A 32-bit IEEE 754 field. */
  float(field: number, value: number): this {
    this.key(field, 5);
    this.parts.push(new Uint8Array(new Float32Array([value]).buffer));
    return this;
  }

  /** A length-delimited field of raw bytes. */
  bytes(field: number, value: Uint8Array): this {
    this.key(field, 2);
    this.varint(BigInt(value.length));
    this.parts.push(value);
    return this;
  }

  /** A string field, in UTF-8. */
  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  /** An embedded message. */
  message(field: number, write: (writer: MessageWriter) => void): this {
    const inner = new MessageWriter();
    write(inner);
    return this.bytes(field, inner.finish());
  }

  /** The encoded message. */
  finish(): Uint8Array {
    const whole = new Uint8Array(this.parts.reduce((length, part) => length + part.length, 0));
    let offset = 0;
    for (const part of this.parts) {
      whole.set(part, offset);
      offset += part.length;
    }
    return whole;
  }

  private key(field: number, wireType: number): void {
    this.varint(BigInt(field * 8 + wireType));
  }

  private varint(value: bigint): void {
    const bytes: number[] = [];
    let rest = BigInt.asUintN(64, value);
    do {
      const low = Number(rest & 127n);
      rest >>= 7n;
      bytes.push(rest > 0n ? low | 128 : low);
    } while (rest > 0n);
    this.parts.push(Uint8Array.from(bytes));
  }
}
