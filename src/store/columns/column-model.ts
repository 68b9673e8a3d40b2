import type { EngineErrorData } from '../../engine/errors.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import { isHeld } from '../link/linked-sources.ts';
import type { Column } from '../types.ts';

/** Begins the id of a model that is shown although the engine does not have it, such as one from before the page was built. */
export const PRECOMPUTED = 'precomputed ';

/** The model that a column shows: its own, or the one before while it loads, or what was computed before the visit. */
export function modelOf(column: Column): LoadedModel | null {
  const model = heldModelOf(column);
  return model && column.preview !== undefined ? previewed(model, column.preview) : model;
}

function heldModelOf({ status }: Column): LoadedModel | null {
  return status.kind === 'ready' ? status.loaded : (status.previous ?? null);
}

const previews = new WeakMap<LoadedModel, LoadedModel>();

/** The model as its bars are shown while it is trained: text vectors of the last look stand for its own. */
function previewed(model: LoadedModel, text: string): LoadedModel {
  const known = previews.get(model);
  if (known?.model.fingerprints.text === text) return known;
  const { fingerprints } = model.model;
  const shown = { ...model, model: { ...model.model, fingerprints: { ...fingerprints, text } } };
  previews.set(model, shown);
  return shown;
}

/** The model that answers for a column now: while another one is loaded, the one before. */
export function liveModelOf(column: Column): LoadedModel | null {
  const model = heldModelOf(column);
  return model && isLive(model) ? model : null;
}

/** Why the last load of a column failed; `null` where it did not. */
export function loadErrorOf({ refusal, status }: Column): EngineErrorData | null {
  return refusal?.error ?? (status.kind === 'failed' ? status.error : null);
}

/** Whether nothing is loaded, on its way or in question: a press loads it. */
export function isIdle(column: Column): boolean {
  return column.status.kind === 'idle' && !isHeld(column.source) && !loadErrorOf(column);
}

/** The same model where only its numbers are left: its bars stay on show, and nobody asks the engine for it. */
export function shelved(model: LoadedModel): LoadedModel {
  return isLive(model) ? { ...model, id: `${PRECOMPUTED}${model.id}` } : model;
}

/** Whether the engine holds it. */
export function isLive({ id }: LoadedModel): boolean {
  return !id.startsWith(PRECOMPUTED);
}
