import type { FastVitTower, MciTower, TextTower } from './architecture.ts';
import {
  checkInteger,
  type Fields,
  fieldValue,
  refuseFeature,
  section,
  squareField,
  textField,
  unbuilt,
} from './config-fields.ts';
import { LIMITS } from './limits.ts';
import { readTextTower } from './openclip-config.ts';

export type MobileTower = MciTower | FastVitTower;

function fastVit(layers: FastVitTower['layers'], first: number): FastVitTower {
  const widths = [first, 2 * first, 4 * first, 8 * first] as const;
  const [a, b, c, d] = widths;
  const mlpWidths = [3 * a, 3 * b, 3 * c, 3 * d] as const;
  return { kind: 'fastvit', imageSize: 256, widths, layers, mlpWidths };
}

/** MobileCLIP's image towers by the names that timm has for them; files of other sizes tell theirs by their shapes. */
const TOWERS: ReadonlyMap<string, MobileTower> = new Map<string, MobileTower>([
  [
    'vit_base_mci_224',
    {
      kind: 'vit-mci',
      imageSize: 224,
      patchSize: 16,
      width: 768,
      layers: 12,
      heads: 12,
      mlpWidth: 3072,
    },
  ],
  ['fastvit_mci0', fastVit([2, 6, 10, 2], 64)],
  ['fastvit_mci1', fastVit([4, 12, 20, 4], 64)],
  ['fastvit_mci2', fastVit([4, 12, 24, 4], 80)],
]);

/** The image tower of MobileCLIP's that timm has under that name, or `null` for any other. */
export function mobileTower(name: string): MobileTower | null {
  return TOWERS.get(name) ?? null;
}

/** What OpenCLIP's `model_cfg` says of a MobileCLIP. */
export interface OpenClipMobile {
  readonly embedDim: number;
  /** As large as timm makes it under its name, for pictures of the configuration's size. */
  readonly image: MobileTower;
  readonly text: TextTower;
  /** Of the text tower alone: timm's are made with the exact GELU. */
  readonly textActivation: 'gelu' | 'quickgelu';
}

/** Reads such a `model_cfg`; `null` where its image tower is another. @throws CodedError */
export function readOpenClipMobile(fields: Fields): OpenClipMobile | null {
  const vision = section(fields, 'vision_cfg');
  const image = vision && mobileTower(textField(vision, 'timm_model_name') ?? '');
  if (!image) return null;
  for (const key of ['multimodal_cfg', 'init_logit_bias']) refuseFeature(fields, key);
  // OpenCLIP's own defaults are a mean and a new linear layer: only what says otherwise is MobileCLIP.
  const pool = image.kind === 'fastvit' ? 'avg' : 'token';
  if ((fieldValue(vision, 'timm_pool') ?? 'avg') !== pool) throw unbuilt(vision, 'timm_pool');
  const written = Object.hasOwn(vision.values, 'timm_proj');
  if (!written || (fieldValue(vision, 'timm_proj') ?? '') !== '')
    throw unbuilt(vision, 'timm_proj');
  const quick = fieldValue(fields, 'quick_gelu');
  const text = section(fields, 'text_cfg') ?? { ...fields, path: 'text_cfg', values: {} };
  return {
    embedDim: checkInteger(fields, 'embed_dim', fieldValue(fields, 'embed_dim'), LIMITS.embedDim),
    image: {
      ...image,
      imageSize: squareField(vision, 'image_size', 224, LIMITS.imageSize),
    },
    text: readTextTower(text),
    textActivation: quick === true ? 'quickgelu' : 'gelu',
  };
}
