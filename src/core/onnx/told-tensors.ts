import type { TensorInfo } from '../checkpoint/safetensors-header.ts';
import type { OnnxFile } from './read-onnx.ts';

/** A tensor of a graph whose parameter can be told. */
export interface ToldTensor {
  /** Under its name in the file. */
  readonly tensor: TensorInfo;
  /** The file holds it as [inputs, outputs], turned against Hugging Face's layout. */
  readonly turned: boolean;
}

/** Names of Hugging Face's layout, with the ending that quantisers add. */
const NAMED = /^((?:vision_model|text_model)\..+|(?:visual|text)_projection\.weight)$/;
const QUANTISED = /_(quantized|Q4|bnb4|fp16)$/;

/** `/vision_model/encoder/layers.0/mlp/fc1/MatMul`, as PyTorch names an operator by the module that it comes from. */
const SCOPED =
  /^\/((?:vision_model|text_model|visual_projection|text_projection)(?:\/.+)?)\/MatMul(?:_\w+)?$/;

/** The picture's positions are the same for all, so that exporters look them up in advance. */
const POSITIONS = {
  operator: '/vision_model/embeddings/Add',
  name: 'vision_model.embeddings.position_embedding.weight',
};

/**
 * The initialisers whose parameter can be told, by that parameter's name in Hugging Face's layout. Exporters keep the names
 * of most; the weight of a linear layer is folded into an unnamed one, turned, which the operator that multiplies by it
 * still names.
 */
export function toldTensors({ tensors, operators }: OnnxFile): ReadonlyMap<string, ToldTensor> {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const factors = new Set(operators.filter(isProduct).flatMap(({ inputs }) => inputs.slice(1, 2)));
  const told = new Map<string, ToldTensor>();
  for (const tensor of tensors) {
    const name = tensor.name.replace(QUANTISED, '');
    if (NAMED.test(name)) told.set(name, { tensor, turned: factors.has(tensor.name) });
  }
  for (const operator of operators) {
    const name = isProduct(operator) ? scopeOf(operator.name) : null;
    const tensor = byName.get(operator.inputs[1] ?? '');
    if (name && tensor && isMatrix(tensor) && !told.has(name))
      told.set(name, { tensor, turned: true });
  }
  const added = operators.find(({ name }) => name === POSITIONS.operator)?.inputs ?? [];
  const positions = added.flatMap((name) => byName.get(name) ?? [])[0];
  if (positions && !told.has(POSITIONS.name)) {
    told.set(POSITIONS.name, { tensor: positions, turned: false });
  }
  return told;
}

function isProduct({ operator }: OnnxFile['operators'][number]): boolean {
  return /(^|\.)(MatMul|DynamicQuantizeMatMul)/.test(operator);
}

function scopeOf(name: string): string | null {
  const scope = SCOPED.exec(name)?.[1];
  return scope === undefined ? null : `${scope.replaceAll('/', '.')}.weight`;
}

function isMatrix({ shape }: TensorInfo): boolean {
  return shape.length === 2;
}
