import { type HubFile, loadables } from '../core/hub/hub-listing.ts';
import type { Outside } from './outside.ts';
import type { OwnModel } from './own-model.ts';

/** The built-in model has a choice of its own. */
const BUILT_IN = 'mini';
/** More models than any workshop has. */
const MOST = 200;

/** What of the list can be loaded; a list that is none, or was changed by hand, gives what is well-formed of it. */
export function readModels(list: unknown, address: Outside['address']): readonly OwnModel[] {
  const models = (list as { models?: unknown } | null)?.models;
  if (!Array.isArray(models)) return [];
  return models.slice(0, MOST).flatMap((model: unknown) => {
    const { name, files } = (model ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof name !== 'string' || name === BUILT_IN || !Array.isArray(files)) return [];
    return loadables(files.flatMap(readFile)).map((item): OwnModel => {
      const path = item.kind === 'onnx' ? item.image : item.path;
      const place = ['models', name, ...path.split('/')].map(encodeURIComponent).join('/');
      return { name: `${name}/${path}`, url: address(place), size: item.bytes };
    });
  });
}

function readFile(file: unknown): readonly HubFile[] {
  const { path, bytes } = (file ?? {}) as Readonly<Record<string, unknown>>;
  const fits = typeof path === 'string' && typeof bytes === 'number' && !path.includes('..');
  return fits ? [{ path, size: bytes, sha256: null }] : [];
}
