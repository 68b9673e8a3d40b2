import { bytesPerElement, type Dtype } from '../checkpoint/dtype.ts';
import { elementCount } from '../model/parameters.ts';
import { quote } from '../quote.ts';
import { isKey, opaque } from './pickle-machine.ts';
import { damaged, foreign, isKind, type PickleRules, type PickleValue } from './pickle-value.ts';
import { isDangerous } from './python-names.ts';

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

/** A storage or tensor whose numbers are in a format that this page does not read, by PyTorch's name of it. */
export interface UnreadableTensor {
  readonly kind: 'unreadable';
  readonly format: string;
}

/** Everything that {@link TORCH_RULES} make. */
export type Made = TorchStorage | TorchTensor | UnreadableTensor;

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
  // Bytes of a format that the tensor names itself.
  ['torch.storage.UntypedStorage', 'U8'],
]);

const DTYPES: ReadonlyMap<string, Dtype> = new Map([
  ['torch.float64', 'F64'],
  ['torch.float32', 'F32'],
  ['torch.float16', 'F16'],
  ['torch.bfloat16', 'BF16'],
  ['torch.int64', 'I64'],
  ['torch.int32', 'I32'],
  ['torch.int16', 'I16'],
  ['torch.int8', 'I8'],
  ['torch.uint8', 'U8'],
  ['torch.bool', 'BOOL'],
]);

/** No tensor of PyTorch has more dimensions than this. */
const MAX_DIMENSIONS = 64;

type Call = (args: readonly PickleValue[]) => PickleValue;

const emptyDict: Call = () => ({ kind: 'dict', entries: new Map() });
const made = (value: Made): PickleValue => ({ kind: 'made', made: value });
const unreadable: Call = () => made({ kind: 'unreadable', format: 'quantised' });

/** What the names that matter stand for; every other one that is not dangerous makes an opaque object. */
const CALLS: ReadonlyMap<string, Call> = new Map<string, Call>([
  ['collections.OrderedDict', (args) => (args.length === 0 ? emptyDict(args) : pairs(args))],
  ['collections.defaultdict', emptyDict],
  ['builtins.dict', emptyDict],
  ['__builtin__.dict', emptyDict],
  ['torch._utils._rebuild_tensor', (args) => made(rebuildTensor(args))],
  ['torch._utils._rebuild_tensor_v2', (args) => made(rebuildTensor(args))],
  ['torch._utils._rebuild_tensor_v3', (args) => made(rebuildTyped(args))],
  ['torch._utils._rebuild_parameter', firstTensor],
  ['torch._utils._rebuild_parameter_with_state', firstTensor],
  ['torch._tensor._rebuild_from_type_v2', rebuildFromType],
  ['torch._utils._rebuild_qtensor', unreadable],
  ['torch.Size', ([sizes]) => (isKind(sizes, 'tuple') ? sizes : opaque('torch.Size'))],
]);

/** How the pickle of a PyTorch archive is read. */
export const TORCH_RULES: PickleRules = {
  globals: new Set(CALLS.keys()),
  passesOver: (name) => !isDangerous(name),
  call: (name, args) => CALLS.get(name)?.(args) ?? opaque(name),
  persistent: (id) => made(storageOf(id)),
};

/** Whether a value is a tensor, readable or not. */
export function isTensor(
  value: PickleValue | undefined,
): value is { kind: 'made'; made: TorchTensor | UnreadableTensor } {
  return isKind(value, 'made') && (value.made as Made).kind !== 'storage';
}

/** An ordered dict that is given its content as a list of pairs, as Python before 3 wrote it. */
function pairs([list]: readonly PickleValue[]): PickleValue {
  const entries = new Map<string | number, PickleValue>();
  if (!isKind(list, 'list')) throw unknownCall('collections.OrderedDict');
  for (const pair of list.items) {
    const [key, value = null] = isKind(pair, 'list') || isKind(pair, 'tuple') ? pair.items : [];
    if (isKey(key)) entries.set(key, value);
  }
  return { kind: 'dict', entries };
}

function firstTensor([tensor]: readonly PickleValue[]): PickleValue {
  if (isTensor(tensor)) return tensor;
  if (isKind(tensor, 'opaque')) return tensor;
  throw unknownCall('torch._utils._rebuild_parameter');
}

/** A subclass of a tensor: `(function, class, arguments, attributes)`. */
function rebuildFromType([callee, , args]: readonly PickleValue[]): PickleValue {
  if (!isKind(callee, 'global') || !isKind(args, 'tuple')) {
    throw unknownCall('torch._tensor._rebuild_from_type_v2');
  }
  const rebuild = callee.name.startsWith('torch._utils.') ? CALLS.get(callee.name) : undefined;
  return rebuild?.(args.items) ?? opaque(callee.name);
}

function unknownCall(name: string): Error {
  return foreign(`a call of ${name} with arguments that are not known`, name);
}

/** `('storage', type, key, device, length)` */
function storageOf(id: PickleValue): TorchStorage | UnreadableTensor {
  const [tag, type, key, , length] = isKind(id, 'tuple') ? id.items : [];
  if (tag !== 'storage' || !isKind(type, 'global') || typeof key !== 'string' || !isCount(length)) {
    throw damaged('refers to something that is no storage');
  }
  const dtype = STORAGES.get(type.name);
  if (dtype === undefined) return { kind: 'unreadable', format: type.name };
  return { kind: 'storage', key, dtype, length };
}

/** `(storage, offset, shape, strides, requires_grad, hooks, format, metadata)`: the storage is plain bytes. */
function rebuildTyped(args: readonly PickleValue[]): TorchTensor | UnreadableTensor {
  const [source, , , , , , format] = args;
  const name = isKind(format, 'global') ? format.name : '';
  const dtype = DTYPES.get(name);
  if (dtype === undefined) return { kind: 'unreadable', format: name };
  const bytes = isKind(source, 'made') ? (source.made as Made) : null;
  if (bytes?.kind !== 'storage') throw damaged('describes a tensor that makes no sense');
  const length = Math.floor((bytes.length * bytesPerElement(bytes.dtype)) / bytesPerElement(dtype));
  const typed = { ...bytes, dtype, length };
  return rebuildTensor([{ kind: 'made', made: typed }, ...args.slice(1)]);
}

/** `(storage, offset, shape, strides, requires_grad, hooks[, metadata])` */
function rebuildTensor(args: readonly PickleValue[]): TorchTensor | UnreadableTensor {
  const [source, offset, size, stride] = args;
  const from = isKind(source, 'made') ? (source.made as Made) : null;
  if (from?.kind === 'unreadable') return from;
  const storage = from?.kind === 'storage' ? from : null;
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
