import { readFileSync } from 'node:fs';
import { BUILT_IN, BUILT_IN_FILES } from '../core/hub/built-in-model.ts';

const FOLDER = new URL('../../public/models/mini/', import.meta.url);

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
