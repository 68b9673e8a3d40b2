import { readsPadding, type TextTower } from '../../core/model/architecture.ts';
import { lengthUntilEnd } from '../../core/text/length-until-end.ts';
import type { Tokenisation } from '../../core/tokenisation/tokenisation.ts';
import { EngineError } from '../../engine/errors.ts';
import type { TowerInput } from '../runtime/tower-session.ts';

/**
 * Rows of token ids, each cut behind its first largest id: the tower is causal and reads there, so what follows
 * (padding) changes nothing. A tower that reads the padding too gets all of a row.
 * @throws EngineError `invalid-input` where shape or ids do not fit the tower
 */
export function tokenRows(
  inputIds: Int32Array | readonly number[],
  [rows, length]: readonly [number, number],
  { contextLength, vocabSize, ...tower }: TextTower,
): number[][] {
  const ids = Array.from(inputIds);
  if (rows * length !== ids.length || length < 1 || length > contextLength) {
    throw invalid(
      `Token ids must fill [rows, length] with a length of 1 to ${contextLength}; ${ids.length} ids came for [${rows}, ${length}].`,
    );
  }
  const wrong = ids.find((id) => !Number.isInteger(id) || id < 0 || id >= vocabSize);
  if (wrong !== undefined) {
    throw invalid(`${wrong} is no token id: this model has the ids 0 to ${vocabSize - 1}.`);
  }
  const all = Array.from({ length: rows }, (_, row) => ids.slice(row * length, (row + 1) * length));
  return readsPadding(tower) ? all : all.map((row) => row.slice(0, lengthUntilEnd(row)));
}

/**
 * Rows as one batch as long as its longest row, the padding behind the shorter ones; with a mask where the checkpoint's texts
 * have one: 1 for what is text, 0 for padding.
 */
export function tokenBatch(
  rows: readonly (readonly number[])[],
  { pad, padId, mask }: Pick<Tokenisation, 'pad' | 'padId' | 'mask'> = PLAIN,
): TowerInput {
  const length = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const data = new Int32Array(rows.length * length).fill(padId);
  const seen = mask ? new Int32Array(data.length) : null;
  for (const [index, row] of rows.entries()) {
    data.set(row, index * length);
    const [begin, end] = textOf(row, pad, padId);
    seen?.fill(1, index * length + begin, index * length + end);
  }
  return { data, dims: [rows.length, length], ...(seen && { mask: seen }) };
}

const PLAIN = { pad: null, padId: 0, mask: false } as const;

/** Where the text lies in a row that may be filled up. */
function textOf(row: readonly number[], pad: Tokenisation['pad'], padId: number) {
  const other = (id: number): boolean => id !== padId;
  const begin = pad === 'left' ? Math.max(0, row.findIndex(other)) : 0;
  const end = pad === 'right' ? row.findLastIndex(other) + 1 : row.length;
  return [begin, end] as const;
}

function invalid(message: string): EngineError {
  return new EngineError('invalid-input', message);
}
