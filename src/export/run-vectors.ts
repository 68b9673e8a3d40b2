import type { VectorsToWrite } from '../core/evaluation/write-vectors.ts';
import type { ShownRun } from '../evaluation/shown-run.ts';

/**
 * One column's vectors of the pictures whose turn is over, with their names.
 *
 * @throws RangeError where the run has no vectors of that column
 */
export function vectorsToWrite(run: ShownRun, index: number): VectorsToWrite {
  const vectors = run.vectors[index];
  const column = run.document.columns[index];
  if (!vectors || !column) throw new RangeError(`Column ${index} has no vectors.`);
  const { embeddings, dimensions, classVectors } = vectors;
  const { classes, pictures, trueClasses, settings } = run.document;
  const { name, fingerprints, scale, bias = null } = column.model;
  return {
    classes,
    pictures: pictures.slice(0, run.done),
    trueClasses: trueClasses.slice(0, run.done),
    embeddings: copied(embeddings.subarray(0, run.done * dimensions)),
    dimensions,
    classVectors: copied(classVectors),
    scale,
    bias,
    about: {
      model: name,
      templates: JSON.stringify(settings.templates),
      ...(fingerprints && {
        image_fingerprint: fingerprints.image,
        text_fingerprint: fingerprints.text,
      }),
    },
  };
}

/** A file must not change while the run goes on. */
function copied(values: Float32Array): Float32Array<ArrayBuffer> {
  return new Float32Array(values);
}
