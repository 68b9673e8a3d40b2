import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import type { All, Slice } from '../all.ts';
import { liveModelOf } from '../columns/column-model.ts';
import type { PriceAnswer } from '../columns/price.ts';
import type { Outside } from '../outside.ts';
import { referenceOf } from '../selectors/precision.ts';
import type { State } from '../state.ts';
import type { Column } from '../types.ts';
import { withPart } from '../with-part.ts';

export interface PrecisionSlice extends Pick<State, 'references' | 'measuring' | 'price'> {
  /**
   * Embeds the sample pictures with a column's model in fp32, which is loaded for that and let go. `unasked`: only where
   * that costs little memory; nothing is done where another column has that model.
   */
  measurePrecision(id: string, how?: 'asked' | 'unasked'): Promise<void>;
  /** What a visitor says to the time that a column's pictures take. */
  answerPrice(id: string, answer: PriceAnswer): Promise<void>;
}

/** A model of this size in int8 has some 200 MB in fp32. */
const LITTLE = 64 * 2 ** 20;

export function precisionSlice(outside: Outside): Slice<PrecisionSlice> {
  return (set, get) => {
    return {
      references: new Map(),
      measuring: null,
      price: { paces: new Map(), inFull: new Map(), closed: false },
      answerPrice: async (id, answer) => {
        await withPart(get, async () => {
          const part = await importPart(() => import('../columns/answer-price.ts'));
          await part.answerPrice({ get, set }, id, answer);
        });
      },
      measurePrecision: async (id, how = 'asked') => {
        const column = get().columns.find((candidate) => candidate.id === id);
        if (!column || !wanted(get(), column, how)) return;
        const own = liveModelOf(column);
        if (!own) return;
        set({ measuring: id });
        await attempt(
          async () => {
            const part = await importPart(() => import('../columns/measure-precision.ts'));
            await part.measurePrecision({ get, set, outside }, column, own);
          },
          ({ message }) =>
            get().notify('precision.failed', { reason: message }, { tone: 'problem' }),
        );
        set({ measuring: null });
      },
    };
  };
}

function wanted(all: All, column: Column, how: 'asked' | 'unasked'): boolean {
  const model = liveModelOf(column)?.model;
  if (!model || column.precision === 'fp32' || all.measuring !== null) return false;
  if (referenceOf(all, column) !== undefined || all.pictures.length === 0) return false;
  // What it answered in fp32 is here already.
  if (all.price.inFull.get(column.id)?.choice.source === column.source) return how === 'asked';
  return how === 'asked' || model.weightBytes <= LITTLE;
}
