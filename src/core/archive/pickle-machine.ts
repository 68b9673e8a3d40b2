import type { WorkMeter } from '../bounds/work-meter.ts';
import { PICKLE_BOUNDS } from './pickle-bounds.ts';
import {
  damaged,
  foreign,
  type PickleObject,
  type PickleRules,
  type PickleValue,
} from './pickle-value.ts';

/** The state of a reader: what is left to read, the stack with its marks, and what was kept by number. */
export interface Machine {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly rules: PickleRules;
  readonly meter: WorkMeter;
  at: number;
  readonly stack: PickleValue[];
  readonly marks: number[];
  readonly memo: Map<number, PickleValue>;
}

/** How many bytes a length has. */
type Width = 1 | 4 | 8;

/** An object that is not understood, by the name of what makes it. */
export function opaque(name: string): Extract<PickleObject, { kind: 'opaque' }> {
  return { kind: 'opaque', name, entries: new Map() };
}

export function skip(machine: Machine, length: number): number {
  const begin = machine.at;
  if (begin + length > machine.bytes.length) throw damaged('is cut off');
  machine.at += length;
  return begin;
}

export function take(machine: Machine, length: number): Uint8Array {
  const begin = skip(machine, length);
  return machine.bytes.subarray(begin, begin + length);
}

function takeLength(machine: Machine, width: Width): number {
  const at = skip(machine, width);
  if (width === 1) return machine.bytes[at] ?? 0;
  if (width === 4) return machine.view.getUint32(at, true);
  return Number(machine.view.getBigUint64(at, true));
}

export function takeText(machine: Machine, width: Width): string {
  return new TextDecoder().decode(take(machine, takeLength(machine, width)));
}

/** Bytes are passed over: of all values in a pickle, no weight is one. */
export function takeBytes(machine: Machine, width: Width): void {
  skip(machine, takeLength(machine, width));
  push(machine, { kind: 'bytes' });
}

/** A line of a name; longer ones than Python's are forged. */
export function nameLine(machine: Machine): string {
  const end = machine.bytes.indexOf(0x0a, machine.at);
  if (end < 0) throw damaged('is cut off');
  if (end - machine.at > PICKLE_BOUNDS.nameBytes) throw damaged('holds a name that is too long');
  const text = new TextDecoder().decode(take(machine, end - machine.at));
  machine.at++;
  return text;
}

/** A key of a dict that is kept: a text as long as a name may be, or a number. */
export function isKey(value: PickleValue | undefined): value is string | number {
  if (typeof value !== 'string') return typeof value === 'number';
  if (value.length > PICKLE_BOUNDS.nameBytes) throw damaged('holds a key that is too long');
  return true;
}

/** Little-endian two's complement; a number where it is exact. */
export function longInteger(machine: Machine, width: 1 | 4): number | bigint {
  const length = takeLength(machine, width);
  if (length > PICKLE_BOUNDS.integerBytes) {
    throw foreign(`a whole number of ${length} bytes`, 'LONG');
  }
  const bytes = take(machine, length);
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] ?? 0);
  value = BigInt.asIntN(bytes.length * 8, value);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

export function push(machine: Machine, value: PickleValue): void {
  machine.stack.push(value);
}

/** The part of the stack above the last mark is all that may be taken. */
export function popSome(machine: Machine, count: number): PickleValue[] {
  if (machine.stack.length - count < (machine.marks.at(-1) ?? 0))
    throw damaged('takes what is not there');
  return machine.stack.splice(machine.stack.length - count);
}

export function pop(machine: Machine): PickleValue {
  return popSome(machine, 1)[0] ?? null;
}

export function top(machine: Machine): PickleValue {
  const value = machine.stack.at(-1);
  if (value === undefined || machine.stack.length <= (machine.marks.at(-1) ?? 0)) {
    throw damaged('takes what is not there');
  }
  return value;
}

export function popToMark(machine: Machine): PickleValue[] {
  const mark = machine.marks.pop();
  if (mark === undefined) throw damaged('lacks a mark');
  return machine.stack.splice(mark);
}

export function remember(machine: Machine, index: number): void {
  machine.memo.set(index, top(machine));
}

export function recall(machine: Machine, index: number): PickleValue {
  const value = machine.memo.get(index);
  if (value === undefined) throw damaged('recalls what it never kept');
  return value;
}
