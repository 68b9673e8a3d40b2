/** Number formats in which a column can compute, the default first. */
export const PRECISIONS = ['fp32', 'int8', 'fp16'] as const;

/**
 * `fp32`: as the checkpoint means it. `int8`: weights of linear layers in whole numbers with one scale for each output,
 * their inputs quantised row by row while computing; always on the processor. `fp16`: everything in half precision, on a
 * graphics card that has it.
 */
export type Precision = (typeof PRECISIONS)[number];
