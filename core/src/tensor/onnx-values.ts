import type { Attribute, DataType } from './graph.ts';
import type { MessageWriter } from './protobuf.ts';

/** Element type numbers of ONNX's TensorProto. */
export const ELEMENT_TYPES: Readonly<Record<DataType, number>> = { float32: 1, int32: 6, int64: 7, bool: 9 };

/** Attribute type numbers and value fields of ONNX's AttributeProto. */
const ATTRIBUTE_TYPES = { float: 1, int: 2, string: 3, ints: 7 } as const;

/** Writes an AttributeProto. */
export function writeAttribute(writer: MessageWriter, name: string, attribute: Attribute): void {
  writer.text(1, name).integer(20, ATTRIBUTE_TYPES[attribute.kind]);
  if (attribute.kind === 'float') writer.float(2, attribute.value);
  else if (attribute.kind === 'int') writer.integer(3, attribute.value);
  else if (attribute.kind === 'string') writer.text(4, attribute.value);
  else for (const value of attribute.value) writer.integer(8, value);
}
