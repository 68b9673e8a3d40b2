import type { WorkMeter } from '../bounds/work-meter.ts';
import { quote } from '../model/quote.ts';
import { PICKLE_BOUNDS, pickleMeter } from './pickle-bounds.ts';
import { foreignOpcodeName } from './pickle-opcodes.ts';
import { damaged, foreign, isKind, type PickleValue } from './pickle-value.ts';

/** The few things that a pickle may name. Nothing is ever looked up or run: each is a case in the embedder's code. */
export interface PickleRules {
  /** Full names, such as `collections.OrderedDict`, that may be mentioned. */
  readonly globals: ReadonlySet<string>;
  /** What a call of one of them stands for. Throws for arguments that it does not know. */
  readonly call: (name: string, args: readonly PickleValue[]) => PickleValue;
  /** What a persistent id stands for. */
  readonly persistent: (id: PickleValue) => PickleValue;
}

interface Machine {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly rules: PickleRules;
  at: number;
  readonly stack: PickleValue[];
  readonly marks: number[];
  readonly memo: Map<number, PickleValue>;
}

/**
 * Reads a pickle of protocol 2 without running anything. Knows the instructions that state dicts need and refuses every
 * other one, and every global that the rules do not name, by its name. Work and memory are in proportion to the
 * instructions, which the meter counts: a packed pickle of some kilobytes may hold millions.
 *
 * @throws CheckpointError `checkpoint-pickle`; BoundError
 */
export function readPickle(
  bytes: Uint8Array,
  rules: PickleRules,
  meter: WorkMeter = pickleMeter(),
): PickleValue {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const machine: Machine = { bytes, view, rules, at: 0, stack: [], marks: [], memo: new Map() };
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

/** By opcode, as `pickletools` lists them. */
const INSTRUCTIONS: ReadonlyMap<number, (machine: Machine) => void> = new Map<
  number,
  (m: Machine) => void
>([
  [0x80, protocol],
  [0x28, (m) => void m.marks.push(m.stack.length)], // MARK
  [0x4e, (m) => push(m, null)], // NONE
  [0x88, (m) => push(m, true)], // NEWTRUE
  [0x89, (m) => push(m, false)], // NEWFALSE
  [0x4a, (m) => push(m, m.view.getInt32(skip(m, 4), true))], // BININT
  [0x4b, (m) => push(m, take(m, 1)[0] ?? 0)], // BININT1
  [0x4d, (m) => push(m, m.view.getUint16(skip(m, 2), true))], // BININT2
  [0x8a, (m) => push(m, longInteger(m))], // LONG1
  [0x47, (m) => push(m, m.view.getFloat64(skip(m, 8), false))], // BINFLOAT
  [0x58, (m) => push(m, unicode(m))], // BINUNICODE
  [0x7d, (m) => push(m, { kind: 'dict', entries: new Map() })], // EMPTY_DICT
  [0x5d, (m) => push(m, { kind: 'list', items: [] })], // EMPTY_LIST
  [0x29, (m) => push(m, { kind: 'tuple', items: [] })], // EMPTY_TUPLE
  [0x74, (m) => push(m, { kind: 'tuple', items: popToMark(m) })], // TUPLE
  [0x85, (m) => push(m, { kind: 'tuple', items: popSome(m, 1) })], // TUPLE1
  [0x86, (m) => push(m, { kind: 'tuple', items: popSome(m, 2) })], // TUPLE2
  [0x87, (m) => push(m, { kind: 'tuple', items: popSome(m, 3) })], // TUPLE3
  [0x61, (m) => append(m, popSome(m, 1))], // APPEND
  [0x65, (m) => append(m, popToMark(m))], // APPENDS
  [0x73, (m) => setItems(m, popSome(m, 2))], // SETITEM
  [0x75, (m) => setItems(m, popToMark(m))], // SETITEMS
  [0x71, (m) => void m.memo.set(take(m, 1)[0] ?? 0, top(m))], // BINPUT
  [0x72, (m) => void m.memo.set(m.view.getUint32(skip(m, 4), true), top(m))], // LONG_BINPUT
  [0x68, (m) => push(m, recall(m, take(m, 1)[0] ?? 0))], // BINGET
  [0x6a, (m) => push(m, recall(m, m.view.getUint32(skip(m, 4), true)))], // LONG_BINGET
  [0x63, (m) => push(m, mention(m))], // GLOBAL
  [0x52, reduce],
  [0x62, build],
  [0x51, (m) => push(m, m.rules.persistent(pop(m)))], // BINPERSID
]);

function protocol(machine: Machine): void {
  const version = take(machine, 1)[0] ?? 0;
  if (version === 2) return;
  throw foreign(`pickle protocol ${version}`, `protocol ${version}`);
}

function mention(machine: Machine): PickleValue {
  const name = `${line(machine)}.${line(machine)}`;
  if (!machine.rules.globals.has(name))
    throw foreign(`the Python name ${quote(name)}`, quote(name));
  return { kind: 'global', name };
}

function reduce(machine: Machine): void {
  const [callee, args] = popSome(machine, 2);
  if (!isKind(callee, 'global') || !isKind(args, 'tuple')) throw damaged('calls what is no name');
  push(machine, machine.rules.call(callee.name, args.items));
}

/** Attributes set on an ordered dict (PyTorch's `_metadata`) change no weight; on anything else they would. */
function build(machine: Machine): void {
  const [target] = popSome(machine, 2);
  if (!isKind(target, 'dict')) throw foreign('attributes on an object', 'BUILD');
  push(machine, target);
}

function append(machine: Machine, items: readonly PickleValue[]): void {
  const list = top(machine);
  if (!isKind(list, 'list')) throw damaged('appends to what is no list');
  for (const item of items) list.items.push(item);
}

function setItems(machine: Machine, items: readonly PickleValue[]): void {
  const dict = top(machine);
  if (!isKind(dict, 'dict') || items.length % 2 !== 0) throw damaged('fills what is no dict');
  for (let i = 0; i < items.length; i += 2) {
    const key = items[i];
    if (typeof key !== 'string' && typeof key !== 'number') {
      throw foreign('a dict key that is neither text nor number', 'key');
    }
    dict.entries.set(key, items[i + 1] ?? null);
  }
}

function skip(machine: Machine, length: number): number {
  const begin = machine.at;
  if (begin + length > machine.bytes.length) throw damaged('is cut off');
  machine.at += length;
  return begin;
}

function take(machine: Machine, length: number): Uint8Array {
  const begin = skip(machine, length);
  return machine.bytes.subarray(begin, begin + length);
}

function line(machine: Machine): string {
  const end = machine.bytes.indexOf(0x0a, machine.at);
  if (end < 0) throw damaged('is cut off');
  if (end - machine.at > PICKLE_BOUNDS.nameBytes) throw damaged('holds a name that is too long');
  const text = new TextDecoder().decode(take(machine, end - machine.at));
  machine.at++;
  return text;
}

function unicode(machine: Machine): string {
  const length = machine.view.getUint32(skip(machine, 4), true);
  return new TextDecoder().decode(take(machine, length));
}

/** Little-endian two's complement; a number where it is exact. */
function longInteger(machine: Machine): number | bigint {
  const bytes = take(machine, take(machine, 1)[0] ?? 0);
  if (bytes.length > PICKLE_BOUNDS.integerBytes) {
    throw foreign(`a whole number of ${bytes.length} bytes`, 'LONG1');
  }
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] ?? 0);
  value = BigInt.asIntN(bytes.length * 8, value);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function push(machine: Machine, value: PickleValue): void {
  machine.stack.push(value);
}

/** The part of the stack above the last mark is all that may be taken. */
function popSome(machine: Machine, count: number): PickleValue[] {
  if (machine.stack.length - count < (machine.marks.at(-1) ?? 0))
    throw damaged('takes what is not there');
  return machine.stack.splice(machine.stack.length - count);
}

function pop(machine: Machine): PickleValue {
  return popSome(machine, 1)[0] ?? null;
}

function top(machine: Machine): PickleValue {
  const value = machine.stack.at(-1);
  if (value === undefined || machine.stack.length <= (machine.marks.at(-1) ?? 0)) {
    throw damaged('takes what is not there');
  }
  return value;
}

function popToMark(machine: Machine): PickleValue[] {
  const mark = machine.marks.pop();
  if (mark === undefined) throw damaged('lacks a mark');
  return machine.stack.splice(mark);
}

function recall(machine: Machine, index: number): PickleValue {
  const value = machine.memo.get(index);
  if (value === undefined) throw damaged('recalls what it never kept');
  return value;
}
