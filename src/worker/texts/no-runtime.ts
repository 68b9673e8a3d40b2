/**
 * Stands in the build where `@xenova/transformers` would import ONNX Runtime: of that package only the tokenizer is
 * used, and the page has one copy of the runtime already.
 */
export const env = {};
export const InferenceSession = {};
export const Tensor = Object;
