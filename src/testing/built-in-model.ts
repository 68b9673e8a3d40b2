import { readFileSync } from 'node:fs';
import { encode } from 'fast-png';
import { BUILT_IN, BUILT_IN_FILES } from '../core/hub/built-in-model.ts';
import type { LoadedModel } from '../engine/loading.ts';
import { goldenBytes, goldenJson } from './golden.ts';

const PUBLIC = new URL('../../public/', import.meta.url);
const FOLDER = new URL('models/mini/', PUBLIC);

/** A file of the built-in model's folder. */
export function builtInBytes(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(name, FOLDER)));
}

/** The built-in model as somebody has it on the disk: both files of weights, their index, configuration and tokenizer. */
export function builtInModel(): File[] {
  return [BUILT_IN.complete, ...BUILT_IN_FILES, 'tokenizer_config.json'].map(
    (name) => new File([builtInBytes(name)], name),
  );
}

/** The built-in columns as a real browser loaded them when the bars of a first visit were computed: complete, vision-only. */
export function computedBefore(): readonly LoadedModel[] {
  const json = readFileSync(new URL('first-visit.json', PUBLIC), 'utf8');
  const { columns } = JSON.parse(json) as { columns: readonly { loaded: LoadedModel }[] };
  return columns.map(({ loaded }) => loaded);
}

/** Ten pictures of the page's shelf as the built-in model crops them, as PNG files, in the order of `golden/mini/fixture.json`. */
export function croppedShelf(): Uint8Array<ArrayBuffer>[] {
  const { crops } = goldenJson('mini/fixture.json') as {
    readonly crops: { readonly file: string; readonly shape: readonly number[] };
  };
  const [count = 0, height = 0, width = 0] = crops.shape;
  const pixels = goldenBytes(`mini/${crops.file}`);
  return Array.from({ length: count }, (_, place) => {
    const data = pixels.slice(place * height * width * 3, (place + 1) * height * width * 3);
    return encode({ width, height, data, channels: 3 }) as Uint8Array<ArrayBuffer>;
  });
}
