import type { GetAll, SetAll } from '../all.ts';
import { columnsAlike, columnsTaken } from '../selectors/price.ts';
import type { Column } from '../types.ts';
import { liveModelOf } from './column-model.ts';
import { choiceOf } from './model-choice.ts';
import type { PriceAnswer } from './price.ts';

interface Page {
  readonly get: GetAll;
  readonly set: SetAll;
}

/** Takes a column and those with its image tower to the other number format and back, or puts the offer away. */
export async function answerPrice(page: Page, id: string, answer: PriceAnswer): Promise<void> {
  const { get, set } = page;
  if (answer === 'close') {
    set(({ price }) => ({ price: { ...price, closed: true } }));
    return;
  }
  const column = get().columns.find((candidate) => candidate.id === id);
  if (!column) return;
  const image = get().price.inFull.get(id)?.image ?? '';
  const change = answer === 'int8' ? take8Bits : takeBack;
  const alike = answer === 'int8' ? columnsAlike(get(), column) : columnsTaken(get(), image);
  // One after the other: the second finds the first one's files and image tower.
  for (const other of alike) await change(page, other);
}

/** What has answered in fp32 is what 8 bits are compared with: no picture is encoded for that. */
async function take8Bits({ get, set }: Page, column: Column): Promise<void> {
  const { id } = column;
  const image = liveModelOf(column)?.model.fingerprints.image;
  if (image === undefined) return;
  const choice = choiceOf(column);
  set(({ price }) => ({
    price: { ...price, inFull: new Map(price.inFull).set(id, { choice, image }) },
  }));
  if (!(await get().changeModel(id, { precision: 'int8' }))) return forget(set, id);
  const changed = get().columns.find((other) => other.id === id);
  const own = changed && liveModelOf(changed)?.model;
  if (own?.precision !== 'int8') return;
  set(({ references }) => ({
    references: new Map(references).set(own.fingerprints.image, image),
  }));
}

async function takeBack({ get, set }: Page, { id }: Column): Promise<void> {
  if (await get().changeModel(id, { precision: 'fp32' })) forget(set, id);
}

function forget(set: SetAll, id: string): void {
  set(({ price }) => ({
    price: { ...price, inFull: new Map([...price.inFull].filter(([key]) => key !== id)) },
  }));
}
