import type { WorkMeter } from '../bounds/work-meter.ts';
import { quote } from '../quote.ts';
import { PICKLE_BOUNDS, pickleMeter } from './pickle-bounds.ts';
import { foreignOpcodeName } from './pickle-opcodes.ts';
import {
  isKey,
  longInteger,
  type Machine,
  nameLine,
  opaque,
  pop,
  popSome,
  popToMark,
  push,
  recall,
  remember,
  skip,
  take,
  takeBytes,
  takeText,
  top,
} from './pickle-machine.ts';
import { damaged, foreign, isKind, type PickleRules, type PickleValue } from './pickle-value.ts';

/**
 * Reads a pickle of protocol 2 to 5 without running anything. Knows the instructions that such pickles hold and refuses
 * every other one. Objects are never made: what the rules do not know is opaque, or refused by its name where the rules
 * say so. Work and memory are in proportion to the instructions, which the meter counts: a packed pickle of some
 * kilobytes may hold millions.
 *
 * @throws CodedError `checkpoint-pickle`; BoundError
 */
export function readPickle(
  bytes: Uint8Array,
  rules: PickleRules,
  meter: WorkMeter = pickleMeter(),
): PickleValue {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const machine: Machine = {
    bytes,
    view,
    rules,
    meter,
    at: 0,
    stack: [],
    marks: [],
    memo: new Map(),
  };
  for (;;) {
    meter.spend(1);
    const opcode = take(machine, 1)[0] ?? 0;
    if (opcode === STOP) {
      const result = pop(machine);
      if (machine.stack.length > 0 || machine.marks.length > 0) throw damaged('ends too early');
      return result;
    }
    const run = INSTRUCTIONS.get(opcode);
    if (!run) {
      const name = foreignOpcodeName(opcode);
      throw foreign(`the pickle instruction ${name}`, name);
    }
    run(machine);
  }
}

const STOP = 0x2e;
const HIGHEST_PROTOCOL = 5;

/** By opcode, as `pickletools` lists them. */
const INSTRUCTIONS: ReadonlyMap<number, (machine: Machine) => void> = new Map<
  number,
  (m: Machine) => void
>([
  [0x80, protocol],
  [0x95, frame], // FRAME
  [0x28, (m) => void m.marks.push(m.stack.length)], // MARK
  [0x30, discard], // POP
  [0x31, (m) => void popToMark(m)], // POP_MARK
  [0x32, (m) => push(m, top(m))], // DUP
  [0x4e, (m) => push(m, null)], // NONE
  [0x88, (m) => push(m, true)], // NEWTRUE
  [0x89, (m) => push(m, false)], // NEWFALSE
  [0x4a, (m) => push(m, m.view.getInt32(skip(m, 4), true))], // BININT
  [0x4b, (m) => push(m, take(m, 1)[0] ?? 0)], // BININT1
  [0x4d, (m) => push(m, m.view.getUint16(skip(m, 2), true))], // BININT2
  [0x8a, (m) => push(m, longInteger(m, 1))], // LONG1
  [0x8b, (m) => push(m, longInteger(m, 4))], // LONG4
  [0x47, (m) => push(m, m.view.getFloat64(skip(m, 8), false))], // BINFLOAT
  [0x8c, (m) => push(m, takeText(m, 1))], // SHORT_BINUNICODE
  [0x58, (m) => push(m, takeText(m, 4))], // BINUNICODE
  [0x8d, (m) => push(m, takeText(m, 8))], // BINUNICODE8
  [0x55, (m) => push(m, takeText(m, 1))], // SHORT_BINSTRING
  [0x54, (m) => push(m, takeText(m, 4))], // BINSTRING
  [0x43, (m) => takeBytes(m, 1)], // SHORT_BINBYTES
  [0x42, (m) => takeBytes(m, 4)], // BINBYTES
  [0x8e, (m) => takeBytes(m, 8)], // BINBYTES8
  [0x96, (m) => takeBytes(m, 8)], // BYTEARRAY8
  [0x97, (m) => push(m, { kind: 'bytes' })], // NEXT_BUFFER
  [0x98, (m) => void top(m)], // READONLY_BUFFER
  [0x7d, (m) => push(m, { kind: 'dict', entries: new Map() })], // EMPTY_DICT
  [0x5d, (m) => push(m, { kind: 'list', items: [] })], // EMPTY_LIST
  [0x8f, (m) => push(m, opaque('set'))], // EMPTY_SET
  [0x29, (m) => push(m, { kind: 'tuple', items: [] })], // EMPTY_TUPLE
  [0x74, (m) => push(m, { kind: 'tuple', items: popToMark(m) })], // TUPLE
  [0x85, (m) => push(m, { kind: 'tuple', items: popSome(m, 1) })], // TUPLE1
  [0x86, (m) => push(m, { kind: 'tuple', items: popSome(m, 2) })], // TUPLE2
  [0x87, (m) => push(m, { kind: 'tuple', items: popSome(m, 3) })], // TUPLE3
  [0x91, frozenSet], // FROZENSET
  [0x61, (m) => append(m, popSome(m, 1))], // APPEND
  [0x65, (m) => append(m, popToMark(m))], // APPENDS
  [0x90, (m) => addItems(m, popToMark(m))], // ADDITEMS
  [0x73, (m) => setItems(m, popSome(m, 2))], // SETITEM
  [0x75, (m) => setItems(m, popToMark(m))], // SETITEMS
  [0x71, (m) => remember(m, take(m, 1)[0] ?? 0)], // BINPUT
  [0x72, (m) => remember(m, m.view.getUint32(skip(m, 4), true))], // LONG_BINPUT
  [0x94, (m) => remember(m, m.memo.size)], // MEMOIZE
  [0x68, (m) => push(m, recall(m, take(m, 1)[0] ?? 0))], // BINGET
  [0x6a, (m) => push(m, recall(m, m.view.getUint32(skip(m, 4), true)))], // LONG_BINGET
  [0x63, (m) => mention(m, `${nameLine(m)}.${nameLine(m)}`)], // GLOBAL
  [0x93, stackGlobal], // STACK_GLOBAL
  [0x52, (m) => call(m, popSome(m, 2))], // REDUCE
  [0x81, (m) => call(m, popSome(m, 2))], // NEWOBJ
  [0x92, newWithKeywords], // NEWOBJ_EX
  [0x62, build],
  [0x51, (m) => push(m, m.rules.persistent(pop(m)))], // BINPERSID
]);

function protocol(machine: Machine): void {
  const version = take(machine, 1)[0] ?? 0;
  if (version >= 2 && version <= HIGHEST_PROTOCOL) return;
  throw foreign(`pickle protocol ${version}`, `protocol ${version}`);
}

/** A frame only says how much may be read at once. */
function frame(machine: Machine): void {
  const length = machine.view.getBigUint64(skip(machine, 8), true);
  if (length > BigInt(machine.bytes.length - machine.at)) throw damaged('is cut off');
}

/** Python's POP takes a mark away where one lies on top. */
function discard(machine: Machine): void {
  if (machine.marks.at(-1) === machine.stack.length) machine.marks.pop();
  else pop(machine);
}

function frozenSet(machine: Machine): void {
  popToMark(machine);
  push(machine, opaque('frozenset'));
}

function stackGlobal(machine: Machine): void {
  const [module, name] = popSome(machine, 2);
  if (typeof module !== 'string' || typeof name !== 'string')
    throw damaged('names what is no name');
  if (module.length + name.length > PICKLE_BOUNDS.nameBytes) {
    throw damaged('holds a name that is too long');
  }
  mention(machine, `${module}.${name}`);
}

function mention(machine: Machine, name: string): void {
  const { globals, passesOver } = machine.rules;
  if (!globals.has(name) && !passesOver?.(name)) {
    throw foreign(`the Python name ${quote(name)}`, quote(name));
  }
  push(machine, { kind: 'global', name });
}

function call(machine: Machine, [callee, args]: readonly PickleValue[]): void {
  if (!isKind(args, 'tuple')) throw damaged('calls what is no name');
  machine.meter.spend(
    sizeOf(args) + args.items.reduce<number>((sum, item) => sum + sizeOf(item), 0),
  );
  if (isKind(callee, 'opaque')) push(machine, opaque(callee.name));
  else if (!isKind(callee, 'global')) throw damaged('calls what is no name');
  else if (machine.rules.globals.has(callee.name)) {
    push(machine, machine.rules.call(callee.name, args.items));
  } else push(machine, opaque(callee.name));
}

/** What a call may look at: a long list that was kept may be given to many calls, at two bytes each. */
function sizeOf(value: PickleValue): number {
  return isKind(value, 'list') || isKind(value, 'tuple') ? value.items.length : 0;
}

function newWithKeywords(machine: Machine): void {
  const [callee, args, keywords] = popSome(machine, 3);
  if (!isKind(keywords, 'dict')) throw damaged('calls what is no name');
  call(machine, [callee ?? null, args ?? null]);
}

/** Attributes set on an ordered dict (PyTorch's `_metadata`) change no weight; those of an opaque object are passed over. */
function build(machine: Machine): void {
  const [target] = popSome(machine, 2);
  if (!isKind(target, 'dict') && !isKind(target, 'opaque')) {
    throw foreign('attributes on an object', 'BUILD');
  }
  push(machine, target);
}

function append(machine: Machine, items: readonly PickleValue[]): void {
  const list = top(machine);
  if (isKind(list, 'opaque')) return;
  if (!isKind(list, 'list')) throw damaged('appends to what is no list');
  for (const item of items) list.items.push(item);
}

function addItems(machine: Machine, items: readonly PickleValue[]): void {
  if (!isKind(top(machine), 'opaque')) throw damaged(`adds ${items.length} to what is no set`);
}

function setItems(machine: Machine, items: readonly PickleValue[]): void {
  const dict = top(machine);
  if ((!isKind(dict, 'dict') && !isKind(dict, 'opaque')) || items.length % 2 !== 0) {
    throw damaged('fills what is no dict');
  }
  for (let i = 0; i < items.length; i += 2) {
    const key = items[i];
    if (isKey(key)) {
      dict.entries.set(key, items[i + 1] ?? null);
    } else if (isKind(key, 'dict') || isKind(key, 'list')) {
      throw foreign('a dict key that Python does not allow', 'key');
    }
  }
}
