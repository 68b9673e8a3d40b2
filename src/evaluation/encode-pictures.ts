import { isArchiveError } from '../core/errors.ts';
import type { AlphaRule } from '../core/image/picture.ts';
import type { Engine } from '../engine/contract.ts';
import type { PictureFile } from '../engine/encoding.ts';
import type { EvaluationPicture } from './sets/set.ts';
import type { RunTower } from './towers.ts';

/**
 * Encodes the pictures from `from` up to, not including, `to` with every tower that has not done so; each picture is
 * decoded once. What cannot be read is noted as failed, its row is not a number.
 */
export async function encodePictures(
  engine: Pick<Engine, 'encodeImagesWith'>,
  towers: readonly RunTower[],
  from: number,
  files: readonly PictureFile[],
  alpha: AlphaRule,
  signal: AbortSignal,
): Promise<void> {
  const needy = towers.filter(({ have }) => have <= from);
  const ids = needy.map(({ modelId }) => modelId);
  const results = await engine.encodeImagesWith(ids, files, { alpha, keepGoing: true, signal });
  signal.throwIfAborted();
  needy.forEach((tower, index) => {
    const result = results[index];
    if (!result) return;
    tower.embeddings.set(result.data, from * tower.dimensions);
    for (const failure of result.failures) tower.failed.add(from + failure.index);
    tower.have = from + files.length;
  });
}

/**
 * The pictures' files, of archives their bytes. One that is damaged or gone gives an empty file, which the engine then calls unreadable; a server
 * that does not answer rejects, as the next picture would fare no better.
 */
export function readPictures(
  pictures: readonly EvaluationPicture[],
  signal: AbortSignal,
): Promise<PictureFile[]> {
  return Promise.all(
    pictures.map(async (picture) => {
      try {
        return await (picture.take?.() ?? picture.read(signal));
      } catch (error) {
        signal.throwIfAborted();
        if (isArchiveError(error) || error instanceof DOMException) return new Blob();
        throw error;
      }
    }),
  );
}
