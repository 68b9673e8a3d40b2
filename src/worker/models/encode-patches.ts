import type { ImageOptions } from '../../engine/contract.ts';
import { EngineError } from '../../engine/errors.ts';
import type { PatchEmbeddings } from '../../engine/maps.ts';
import type { EncodeContext } from './encode-context.ts';
import type { Model } from './model.ts';

/** @throws EngineError `patches-unavailable` */
export async function encodePatches(
  _model: Model,
  _picture: Blob,
  _options: Omit<ImageOptions, 'keepGoing'> & { readonly size?: number },
  _context: EncodeContext,
): Promise<PatchEmbeddings> {
  throw new EngineError(
    'patches-unavailable',
    'This model gives no vector for each patch. Score parts of the picture on their own.',
  );
}
