import { quote } from '../quote.ts';
import { CodedError } from '../errors.ts';
import type { TensorPiece } from './load-report.ts';
import { fitsBase, type LocatedTensor, type Making, partsOf } from './makings.ts';

/** Whether a tensor is stored in numbers that mean themselves. */
export function isFloat({ tensor: { dtype } }: LocatedTensor): boolean {
  return dtype === 'F32' || dtype === 'F16' || dtype === 'BF16' || dtype === 'F64';
}

/** Every tensor that a piece takes. */
export function tensorsOf(piece: TensorPiece): readonly LocatedTensor[] {
  return [piece, ...(piece.makings ?? []).flatMap(partsOf)];
}

/**
 * Refuses weights in whole numbers, which mean nothing without the scales that a quantised file keeps elsewhere, and
 * adapters of which nothing tells the scale.
 * @throws CodedError `checkpoint-unsupported`
 */
export function refuseUnreadable(piece: TensorPiece): void {
  for (const { file, tensor } of tensorsOf(piece)) {
    const { name, dtype } = tensor;
    if (isFloat({ file, tensor })) continue;
    throw new CodedError(
      'checkpoint-unsupported',
      `${quote(file)} stores the weights ${quote(name)} as whole numbers (${dtype}), as quantised files do. Choose a file in F32, F16 or BF16.`,
      { kind: 'integers', file, tensor: name, dtype },
    );
  }
  for (const making of piece.makings ?? []) {
    if (!fitsBase(making, piece.tensor.shape)) throw unfitting(making);
    if (making.kind !== 'lora' || making.scale !== null || making.alpha) continue;
    const { file, tensor } = making.down;
    throw new CodedError(
      'checkpoint-unsupported',
      `${quote(file)} holds a LoRA adapter that was not merged into the weights (${quote(tensor.name)}), and nothing says with which scale. Add its adapter_config.json, or merge it in Python first (merge_and_unload).`,
      { kind: 'lora-scale', file, tensor: tensor.name },
    );
  }
}

function unfitting(making: Making): CodedError {
  const [{ file, tensor } = { file: '', tensor: { name: '' } }] = partsOf(making);
  return new CodedError(
    'checkpoint-unsupported',
    `${quote(tensor.name)} in ${quote(file)} does not fit the weights that it belongs to. Take the file that belongs to this model.`,
    { kind: 'unfitting', file, tensor: tensor.name },
  );
}
