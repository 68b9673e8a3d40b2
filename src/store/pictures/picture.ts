import type { Outside } from '../outside.ts';
import type { Picture } from '../types.ts';

/** An entry of the sample shelf. */
export interface Sample {
  readonly file: string;
  readonly en: string;
  readonly zh: string;
}

/** A sample as a picture; its id is its file, so that its embedding is found again. */
export function samplePicture(sample: Sample, address: Outside['address']): Picture {
  return {
    id: `sample ${sample.file}`,
    name: sample.en,
    blob: null,
    url: address(`samples/${sample.file}`),
    known: [sample.en.toLowerCase(), sample.zh],
    sample: sample.file,
  };
}
