import { liveModelOf } from '../columns/column-model.ts';
import { imageSourceOf, isSameChoice } from '../columns/model-choice.ts';
import type { Pace, Price } from '../columns/price.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import type { State } from '../state.ts';
import type { Column } from '../types.ts';

/** A mean over fewer pictures says little. */
const LEAST_PICTURES = 3;
/** A picture that takes no longer is not waited for. */
const SLOW_MS = 300;
/** In fp32; a smaller model costs little in any format. */
const LARGE_BYTES = 64 * 2 ** 20;

type Seen = Pick<State, 'columns' | 'device' | 'inMemory' | 'price'>;

/** Whether the time of a column's calls is this device's own: its processor computes, and no model is on its way. */
export function isTimed({
  columns,
  device,
  measuring,
  moving,
}: Pick<State, 'columns' | 'device' | 'measuring' | 'moving'>): boolean {
  const calm = !moving && measuring === null;
  return (
    calm && device?.kind === 'wasm' && columns.every(({ status }) => status.kind !== 'loading')
  );
}

/** Whether a column's times are worth keeping: 8 bits can be offered for it, or were taken. */
export function hasPrice(all: Seen, column: Column): boolean {
  return canTake8Bits(all, column) || takenBy(all.price, column) !== undefined;
}

/** One more call of `pictures` pictures in `ms`. */
export function withPace(price: Price, image: string, pictures: number, ms: number): Price {
  const known = price.paces.get(image);
  const each = ms / pictures;
  const pace: Pace = {
    pictures: pictures + (known?.pictures ?? 0),
    ms: Math.min(each, known?.ms ?? each),
  };
  return { ...price, paces: new Map(price.paces).set(image, pace) };
}

/**
 * What a picture takes in ms, where that is long and 8 bits would shorten it; else `null`. Of columns with one image tower
 * only the first is told: they change together, as a tower in two formats would be computed twice.
 */
export function offeredPrice(all: Seen, column: Column): number | null {
  const [first] = columnsAlike(all, column);
  const ms = measured(all.price, liveModelOf(column)?.model.fingerprints.image);
  if (first !== column || all.price.closed || all.device?.kind !== 'wasm') return null;
  return ms !== null && ms > SLOW_MS ? ms : null;
}

/** Columns with the image tower of this one in fp32 that could take 8 bits. */
export function columnsAlike(all: Seen, column: Column): readonly Column[] {
  const image = liveModelOf(column)?.model.fingerprints.image;
  return all.columns.filter(
    (other) => liveModelOf(other)?.model.fingerprints.image === image && canTake8Bits(all, other),
  );
}

/** What a picture takes in ms now that 8 bits were taken, and took before; `null` for what was not measured. */
export function takenPrice(
  all: Seen,
  column: Column,
): { readonly now: number | null; readonly before: number | null } | null {
  const full = column.status.kind === 'ready' ? takenBy(all.price, column) : undefined;
  const [first] = full ? columnsTaken(all, full.image) : [];
  if (!full || first !== column) return null;
  return {
    now: measured(all.price, liveModelOf(column)?.model.fingerprints.image),
    before: measured(all.price, full.image),
  };
}

/** Columns that took 8 bits in place of that image tower in fp32. */
export function columnsTaken({ columns, price }: Seen, image: string): readonly Column[] {
  return columns.filter((column) => takenBy(price, column)?.image === image);
}

/** What a column was in fp32; `undefined` where it did not take 8 bits, or has become another model since. */
function takenBy({ inFull }: Price, column: Column) {
  const full = inFull.get(column.id);
  const { seed } = column;
  const same =
    full &&
    column.precision === 'int8' &&
    isSameChoice({ ...full.choice, seed }, { ...column, precision: 'fp32' });
  return same ? full : undefined;
}

function measured({ paces }: Price, image: string | undefined): number | null {
  const pace = paces.get(image ?? '');
  return pace && pace.pictures >= LEAST_PICTURES ? pace.ms : null;
}

/** A large model in fp32, of towers that the page's own kernels compute, which can be loaded again as it is. */
function canTake8Bits({ device, inMemory }: Seen, column: Column): boolean {
  const { id, precision, source, status, training } = column;
  const model = status.kind === 'ready' ? liveModelOf(column) : null;
  if (!model || precision !== 'fp32' || training || inMemory.has(id)) return false;
  if (imageSourceOf(source).kind === 'built-in') return false;
  // There they would run in the runtime, which is no faster in 8 bits.
  if (device?.notes.some(({ code }) => code === 'kernels-failed')) return false;
  return isPlain(model) && bytesInFull(model) > LARGE_BYTES;
}

function isPlain({ report, model }: LoadedModel): boolean {
  const { image, text } = model.description.architecture;
  if (report.layout === 'onnx' || Object.keys(report.ready ?? {}).length > 0) return false;
  return image.kind === 'vit' && text.kind === undefined && text.unmasked === undefined;
}

function bytesInFull({ report }: LoadedModel): number {
  return 4 * report.parts.reduce((sum, { numbers }) => sum + numbers, 0);
}
