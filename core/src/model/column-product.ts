import { matmul, reshape, transpose } from '../tensor/index.ts';
import type { ProductRule } from './transformer.ts';

/** Rows that one product takes together. */
export const PRODUCT_ROWS = 32;

/**
 * `x W^T` as `(W x^T)^T`, for a few rows and a large matrix. onnxruntime rearranges the right operand of a product
 * before it multiplies, which takes long where that is the matrix. It also cuts its sums depending on the right
 * operand's width, so this width is fixed: a row's result does not depend on the number of rows. Their number must be
 * a multiple of `PRODUCT_ROWS`.
 */
export const columnProduct: ProductRule = (x, weight, scale = 1) => {
  const [rows, width] = x.shape as [number, number];
  const blocks = reshape(x, [rows / PRODUCT_ROWS, PRODUCT_ROWS, width]);
  const columns = matmul(weight, blocks, { transposeB: true, scale });
  return reshape(transpose(columns, [0, 2, 1]), [rows, weight.shape[0]!]);
};
