const STANDARD = `
Abs Add And ArgMax ArgMin AveragePool BatchNormalization Cast CastLike Ceil Clip Concat Constant ConstantOfShape Conv
ConvInteger CumSum DequantizeLinear Div Dropout DynamicQuantizeLinear Einsum Equal Erf Exp Expand Flatten Floor Gather
GatherElements GatherND Gelu Gemm GlobalAveragePool Greater GreaterOrEqual Identity IsInf IsNaN LayerNormalization Less
LessOrEqual Log MatMul MatMulInteger Max MaxPool Min Mod Mul Neg Not OneHot Or Pad Pow QLinearConv QLinearMatMul
QuantizeLinear Range Reciprocal ReduceL2 ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum Relu Reshape ScatterElements
ScatterND Shape Sigmoid Size Slice Softmax Split Sqrt Squeeze Sub Sum Tanh Tile TopK Transpose Trilu Unsqueeze Where`;

/** ONNX Runtime's own, as its optimiser and its quantiser write them. */
const MICROSOFT = `
Attention BiasGelu DynamicQuantizeMatMul FastGelu FusedConv FusedGemm FusedMatMul GatherBlockQuantized Gelu
MatMulBnb4 MatMulIntegerToFloat MatMulNBits MultiHeadAttention QAttention QGemm QLinearAdd QLinearSoftmax QuickGelu
SkipLayerNormalization`;

const words = (text: string): string[] => text.trim().split(/\s+/);

/**
 * Operators that a tower may use: what exporters write for CLIP. None of them runs another graph, or reads anything but
 * its inputs.
 */
export const OPERATORS: ReadonlySet<string> = new Set([
  ...words(STANDARD),
  ...words(MICROSOFT).map((name) => `com.microsoft.${name}`),
]);
