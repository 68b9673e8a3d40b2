import type { PictureView } from '../../core/image/picture-view.ts';
import type { Engine } from '../../engine/contract.ts';
import type { Crop } from '../../engine/crop.ts';
import type { ImageInput, PictureFile, TextInput } from '../../engine/encoding.ts';
import { EngineError } from '../../engine/errors.ts';
import type { FakeModels } from './fake-models.ts';
import { hashRow, matrix, nanRow, rowsOf } from './fake-rows.ts';

type Calls = Pick<Engine, 'encodeImages' | 'encodeImagesWith' | 'encodeTexts' | 'classify'>;
type PictureCalls = Pick<Engine, 'preprocess' | 'encodeViews' | 'encodePatches'>;

/** The calls that encode pictures and texts. */
export function fakeEncoding({ note, model }: FakeModels): Calls {
  return {
    async encodeImages(id, images, options) {
      note('encodeImages', inputCount(images), options);
      return embedImages(images, model(id).model.fingerprints.image, options?.keepGoing);
    },
    async encodeImagesWith(ids, images, options) {
      note('encodeImagesWith', images.length, options);
      const salts = ids.map((id) => model(id).model.fingerprints.image);
      return Promise.all(salts.map((salt) => embedImages(images, salt, options?.keepGoing)));
    },
    async encodeTexts(id, prompts, options) {
      note('encodeTexts', textBytes(prompts).length, options);
      const salt = model(id).model.fingerprints.text;
      const rows = textBytes(prompts).map((bytes) => hashRow(bytes, salt));
      return { ...matrix(rows), truncated: rows.map(() => false) };
    },
    async classify(id, images, labels, options) {
      note('classify', inputCount(images), options);
      const { data, dims } = await embedImages(images, model(id).model.fingerprints.image);
      const cosines = new Float32Array(dims[0] * labels.length).map(
        (_, i) => (data[i % data.length] ?? 0) / 2,
      );
      const probabilities = cosines.map(() => 1 / labels.length);
      const logits = cosines.map((value) => value * 100);
      return {
        labels,
        cosines,
        logits,
        probabilities,
        dims: [dims[0], labels.length],
        logitScale: 100,
      };
    },
  };
}

/** The calls that look at one picture. */
export function fakePictureCalls({ note, model }: FakeModels): PictureCalls {
  return {
    async preprocess(id, image, options) {
      note('preprocess', 1, options);
      return fakeCrop(model(id).model.description.preprocessing.size, await bytesOf(image));
    },
    async encodeViews(id, picture, views, options) {
      note('encodeViews', views.length, options);
      const salt = model(id).model.fingerprints.image;
      const bytes = await readableBytes(picture);
      return matrix(views.map((view) => hashRow(viewBytes(bytes, view), salt)));
    },
    async encodePatches(id, picture, options) {
      note('encodePatches', 1, options);
      const { fingerprints, description } = model(id).model;
      const { size } = description.preprocessing;
      const bytes = await readableBytes(picture);
      const rows = PATCHES.map((patch) => hashRow(bytes, `${fingerprints.image} ${patch}`));
      const region = { left: 0, top: 0, width: 1, height: 1 };
      return { ...matrix(rows), rows: 2, columns: 2, size: options?.size ?? size, region };
    },
  };
}

async function embedImages(
  images: ImageInput | readonly PictureFile[],
  salt: string,
  keepGoing = false,
) {
  const inputs = await imageBytes(images);
  const failures = inputs.flatMap((bytes, index) =>
    'pixelValues' in images || (bytes[0] ?? 0) !== 0 ? [] : [{ index, error: unreadable() }],
  );
  if (failures.length > 0 && !keepGoing) throw unreadable();
  const failed = new Set(failures.map(({ index }) => index));
  const rows = inputs.map((bytes, index) => (failed.has(index) ? nanRow() : hashRow(bytes, salt)));
  return { ...matrix(rows), failures };
}

const PATCHES = [0, 1, 2, 3] as const;

async function readableBytes(picture: Blob): Promise<Uint8Array> {
  const bytes = await bytesOf(picture);
  if ((bytes[0] ?? 0) === 0) throw unreadable();
  return bytes;
}

/** A view of which nothing is cut or covered is the picture itself. */
function viewBytes(bytes: Uint8Array, { crop, covered = [] }: PictureView): Uint8Array {
  if (!crop && covered.length === 0) return bytes;
  const words = new TextEncoder().encode(JSON.stringify([crop, covered]));
  return Uint8Array.of(...bytes, ...words);
}

async function bytesOf(file: PictureFile): Promise<Uint8Array> {
  return file instanceof Uint8Array ? file : new Uint8Array(await file.arrayBuffer());
}

function inputCount(images: ImageInput): number {
  return 'pixelValues' in images ? images.dims[0] : images.length;
}

async function imageBytes(images: ImageInput | readonly PictureFile[]): Promise<Uint8Array[]> {
  if (!('pixelValues' in images)) return Promise.all(images.map(bytesOf));
  const { pixelValues, dims } = images;
  const bytes = new Uint8Array(pixelValues.buffer, pixelValues.byteOffset, pixelValues.byteLength);
  return rowsOf(bytes, dims[0]);
}

function textBytes(prompts: TextInput): Uint8Array[] {
  if (!('inputIds' in prompts)) return prompts.map((text) => new TextEncoder().encode(text));
  return rowsOf(new Uint8Array(Int32Array.from(prompts.inputIds).buffer), prompts.dims[0]);
}

function unreadable(): EngineError {
  return new EngineError('picture-unreadable', 'This picture cannot be read.');
}

function fakeCrop(size: number, bytes: Uint8Array): Crop {
  return {
    data: new Uint8Array(size * size * 3).map((_, i) => bytes[i % bytes.length] ?? 0),
    size,
    width: size,
    height: size,
    mode: 'RGB',
    format: 'png',
    orientation: 1,
    animated: false,
    region: { x: 0, y: 0, width: size, height: size },
    canvasNoise: false,
    notes: [],
  };
}
