import type { WorkMeter } from '../bounds/work-meter.ts';
import { CodedError } from '../errors.ts';
import { quote } from '../quote.ts';
import { readPickle } from './pickle-reader.ts';
import { foreign, isKind } from './pickle-value.ts';
import { stateDictsIn } from './state-dicts.ts';
import { TORCH_RULES, type TorchTensor } from './torch-rules.ts';

/** What the pickle of a PyTorch archive holds. */
export interface TorchPickle {
  readonly tensors: ReadonlyMap<string, TorchTensor>;
  /** Where the state dict was found in a larger dict, as keys joined by dots; `null` where it is the whole. */
  readonly root: string | null;
  /** Where other state dicts of the same kind lie, such as averaged weights. */
  readonly others: readonly string[];
  /** Keys of the dicts that were joined, one for each tower; none where it is one dict. */
  readonly joined: readonly string[];
  /** Keys beside the tensors. */
  readonly ignored: readonly string[];
}

/**
 * The tensors of a state dict, from the `data.pkl` of a PyTorch archive. Nothing is run.
 *
 * @param wanted which state dict to take where there are several, as in `root`; else the plain one
 * @throws CodedError `checkpoint-pickle`, `checkpoint-unsupported` for a format of numbers; BoundError
 */
export function readTorchPickle(
  bytes: Uint8Array,
  meter?: WorkMeter,
  wanted?: string,
): TorchPickle {
  const whole = readPickle(bytes, TORCH_RULES, meter);
  const found = stateDictsIn(whole);
  const [first] = found;
  const chosen = found.find(({ path }) => path === wanted) ?? first;
  if (!chosen) {
    if (isKind(whole, 'opaque')) {
      throw foreign(`the Python name ${quote(whole.name)}`, quote(whole.name));
    }
    if (isKind(whole, 'dict')) throw foreign('a dict without tensors', 'no tensors');
    throw foreign('an object that is no dict of tensors', 'no dict');
  }
  const tensors = new Map<string, TorchTensor>();
  for (const [name, tensor] of chosen.tensors) {
    if (tensor.kind === 'unreadable') throw unreadable(name, tensor.format);
    tensors.set(name, tensor);
  }
  const { path, ignored, joined = [] } = chosen;
  const others = found.filter((other) => other !== chosen).map((other) => other.path);
  return { tensors, root: path === '' ? null : path, others, joined, ignored };
}

function unreadable(tensor: string, format: string): CodedError {
  return new CodedError(
    'checkpoint-unsupported',
    `The tensor ${quote(tensor)} is stored as ${quote(format)}, a number format that this page cannot read. Choose a file in F32, F16 or BF16.`,
    { kind: 'format', tensor: quote(tensor), dtype: quote(format) },
  );
}
