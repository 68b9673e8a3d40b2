import type { WorkMeter } from '../bounds/work-meter.ts';
import type { Dtype } from '../checkpoint/dtype.ts';
import { elementCount } from '../model/parameters.ts';
import { quote } from '../model/quote.ts';
import { type PickleRules, readPickle } from './pickle-reader.ts';
import { damaged, foreign, isKind, type PickleValue } from './pickle-value.ts';

/** A storage: a file of the archive that holds numbers of one format. */
export interface TorchStorage {
  readonly kind: 'storage';
  /** Name of the file below `data/`. */
  readonly key: string;
  readonly dtype: Dtype;
  readonly length: number;
}

/** A tensor: a strided view of a storage, counted in elements. */
export interface TorchTensor {
  readonly kind: 'tensor';
  readonly storage: TorchStorage;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** Everything that {@link RULES} make. */
type Made = TorchStorage | TorchTensor;

/** What the pickle of a PyTorch archive holds. */
export interface TorchPickle {
  readonly tensors: ReadonlyMap<string, TorchTensor>;
  /** Key under which the state dict was found in a larger dict; `null` where it is the whole. */
  readonly root: string | null;
  /** Keys beside the tensors. */
  readonly ignored: readonly string[];
}

const STORAGES: ReadonlyMap<string, Dtype> = new Map([
  ['torch.DoubleStorage', 'F64'],
  ['torch.FloatStorage', 'F32'],
  ['torch.HalfStorage', 'F16'],
  ['torch.BFloat16Storage', 'BF16'],
  ['torch.LongStorage', 'I64'],
  ['torch.IntStorage', 'I32'],
  ['torch.ShortStorage', 'I16'],
  ['torch.CharStorage', 'I8'],
  ['torch.ByteStorage', 'U8'],
  ['torch.BoolStorage', 'BOOL'],
]);

const ORDERED_DICT = 'collections.OrderedDict';
const REBUILD_TENSOR = 'torch._utils._rebuild_tensor_v2';
const REBUILD_PARAMETER = 'torch._utils._rebuild_parameter';
/** No tensor of PyTorch has more dimensions than this. */
const MAX_DIMENSIONS = 64;

/** Keys under which training programs keep the state dict, the first that is there being taken. */
const ROOTS = ['state_dict', 'model_state_dict', 'model'];

const RULES: PickleRules = {
  globals: new Set([ORDERED_DICT, REBUILD_TENSOR, REBUILD_PARAMETER, ...STORAGES.keys()]),
  call: (name, args) => {
    if (name === ORDERED_DICT && args.length === 0) return { kind: 'dict', entries: new Map() };
    if (name === REBUILD_TENSOR) return { kind: 'made', made: rebuildTensor(args) };
    if (name === REBUILD_PARAMETER && isTensor(args[0])) return args[0];
    throw foreign(`a call of ${name} with arguments that are not known`, name);
  },
  persistent: (id) => ({ kind: 'made', made: storageOf(id) }),
};

/**
 * The tensors of a state dict, from the `data.pkl` of a PyTorch archive. Nothing is run.
 *
 * @throws CheckpointError `checkpoint-pickle`; BoundError
 */
export function readTorchPickle(bytes: Uint8Array, meter?: WorkMeter): TorchPickle {
  const whole = readPickle(bytes, RULES, meter);
  if (!isKind(whole, 'dict')) {
    throw foreign('an object that is no dict of tensors', 'no dict');
  }
  const { root, entries } = stateDict(whole.entries);
  const tensors = new Map<string, TorchTensor>();
  const ignored: string[] = [];
  for (const [key, value] of entries) {
    if (isTensor(value)) tensors.set(String(key), value.made);
    else ignored.push(String(key));
  }
  if (tensors.size === 0) throw foreign('a dict without tensors', 'no tensors');
  return { tensors, root, ignored };
}

function stateDict(entries: ReadonlyMap<string | number, PickleValue>) {
  for (const root of ROOTS) {
    const inner = entries.get(root);
    if (isKind(inner, 'dict')) return { root, entries: inner.entries };
  }
  return { root: null, entries };
}

function isTensor(value: PickleValue | undefined): value is { kind: 'made'; made: TorchTensor } {
  return isKind(value, 'made') && (value.made as Made).kind === 'tensor';
}

/** `('storage', type, key, device, length)` */
function storageOf(id: PickleValue): TorchStorage {
  const [tag, type, key, , length] = isKind(id, 'tuple') ? id.items : [];
  const dtype = isKind(type, 'global') ? STORAGES.get(type.name) : undefined;
  if (tag !== 'storage' || dtype === undefined || typeof key !== 'string' || !isCount(length)) {
    throw damaged('refers to something that is no storage');
  }
  return { kind: 'storage', key, dtype, length };
}

/** `(storage, offset, shape, strides, requires_grad, hooks[, metadata])` */
function rebuildTensor(args: readonly PickleValue[]): TorchTensor {
  const [source, offset, size, stride] = args;
  const made = isKind(source, 'made') ? (source.made as Made) : null;
  const storage = made?.kind === 'storage' ? made : null;
  const [shape, strides] = [counts(size), counts(stride)];
  if (!storage || !isCount(offset) || shape?.length !== strides?.length || !shape || !strides) {
    throw damaged('describes a tensor that makes no sense');
  }
  // Zeros aside, the product must be exact: an empty tensor with endless other axes is as senseless as a full one.
  if (!Number.isSafeInteger(elementCount(shape.filter((size) => size > 0)))) {
    throw damaged('describes a tensor of an impossible size');
  }
  const isEmpty = shape.includes(0);
  const reach = shape.reduce((sum, size, axis) => sum + (size - 1) * (strides[axis] ?? 0), offset);
  if (isEmpty ? offset > storage.length : !(reach < storage.length)) {
    throw damaged(`lets a tensor leave its storage ${quote(storage.key)}`);
  }
  return { kind: 'tensor', storage, offset, shape, strides };
}

function counts(value: PickleValue | undefined): number[] | null {
  if (!isKind(value, 'tuple') || value.items.length > MAX_DIMENSIONS) return null;
  const numbers = value.items.filter((item) => isCount(item));
  return numbers.length === value.items.length ? numbers : null;
}

function isCount(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
