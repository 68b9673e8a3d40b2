import { isMobile } from '../core/checkpoint/loaders/mobile-names.ts';
import { isSiglip } from '../core/checkpoint/loaders/siglip-names.ts';
import type { LoadReport } from '../core/checkpoint/load-report.ts';

/**
 * A tensor of a file that fills a parameter: OpenCLIP's name, the key in the file, the file's place in the list, and whether
 * it is transposed. What is left out at the end means the same key, the first file, and no. Pieces of one parameter are
 * joined along the first axis.
 */
export type LoadedPiece =
  | readonly [name: string]
  | readonly [name: string, key: string]
  | readonly [name: string, key: string, file: number]
  | readonly [name: string, key: string, file: number, transposed: true];

/** Where each parameter that was loaded comes from, for Python. All others are random. */
export function loadedPieces({ files, parameters }: LoadReport): readonly LoadedPiece[] {
  return parameters.flatMap(({ parameter: { name }, provenance }) =>
    provenance.kind === 'loaded'
      ? provenance.pieces.map(({ file, tensor, transposed }): LoadedPiece => {
          const place = files.indexOf(file);
          if (transposed) return [name, tensor.name, place, true];
          if (place !== 0) return [name, tensor.name, place];
          return tensor.name === name ? [name] : [name, tensor.name];
        })
      : [],
  );
}

/** Each file, and the keys or the prefix behind which it holds the model, as the page found it. */
export function filesWithPrefix({
  files,
  wrappings = [],
}: LoadReport): readonly (readonly [file: string, prefix: string])[] {
  return files.map((file) => [file, wrappings.find((one) => one.file === file)?.prefix ?? '']);
}

const READY =
  'This column runs ready ONNX graphs, of which Python has no checkpoint. Take the checkpoint that they were made from, as safetensors, into the column, and come back.';
const MADE =
  'The page makes weights of this file anew while it loads (merged adapters, folded norms, resized positions). Save the model from the page with *Save as*, take that file into the column, and come back.';

const SIGLIP =
  'A tower of this column is SigLIP, which this script does not build: it repeats OpenCLIP models of CLIP. In Python, take transformers (SiglipModel) and the same files.';

const MOBILE =
  'The image tower of this column is one of MobileCLIP’s, which this script does not build: it repeats OpenCLIP models of CLIP. In Python, take open_clip.create_model_from_pretrained with the name of the model and the same files.';

/** Why Python cannot build the model from its files by taking tensors as they are; `null` where it can. */
export function noPythonReason(report: LoadReport): string | null {
  const { layout, ready = {}, parameters } = report;
  if (isSiglip(report)) return SIGLIP;
  if (isMobile(report)) return MOBILE;
  if (layout === 'onnx' || Object.keys(ready).length > 0) return READY;
  const made = parameters.some(
    ({ provenance }) =>
      provenance.kind === 'loaded' &&
      (provenance.resized !== undefined ||
        provenance.pieces.some(({ makings = [] }) => makings.length > 0)),
  );
  return made ? MADE : null;
}
