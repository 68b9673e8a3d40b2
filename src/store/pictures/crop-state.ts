import type { Crop } from '../../engine/crop.ts';
import type { EngineErrorData } from '../../engine/errors.ts';

export type CropState =
  | { readonly kind: 'waiting'; readonly picture: string }
  | { readonly kind: 'ready'; readonly picture: string; readonly crop: Crop }
  | { readonly kind: 'failed'; readonly picture: string; readonly error: EngineErrorData };
