import { winnerOfRow } from '../../core/scoring/winners.ts';
import { refitOffset, refitProjection } from '../../core/gradient/refit.ts';
import { imageTowerGraph } from '../../core/graph/image-tower.ts';
import type { TowerGraph } from '../../core/graph/tower-graph.ts';
import type { Architecture } from '../../core/model/architecture.ts';
import { rowProducts } from '../../core/heads/head.ts';
import { normaliseRows } from '../../core/scoring/normalise-rows.ts';
import type { Matrix } from '../../core/scoring/matrix.ts';
import { fillTemplate } from '../../core/text/fill-template.ts';
import type { Tally, TrainingLook } from '../../engine/training-progress.ts';
import type { TrainingData } from '../../engine/training.ts';
import { averageDirection } from '../../core/scoring/average-direction.ts';
import type { EncodeContext } from '../models/encode-context.ts';
import { encodeTexts } from '../models/encode-texts.ts';
import type { Model } from '../models/model.ts';
import { fillWeights } from '../prepare/fill-weights.ts';
import { probeInput } from '../runtime/self-test.ts';
import type { Tower } from '../runtime/tower-pool.ts';
import { PLAIN_TEMPLATE } from './look.ts';
import { isTrained, LAMBDA, type Refit, type Refitted } from './refit-text.ts';
import { openTrainingSet, unusable, viewRow, type TrainingSet } from './training-set.ts';

/** Views of each picture: the projection must not hang on one ground and one angle. */
const VIEWS = 4;

/** The image projection that best maps what the image tower sees onto what the text side says of it. */
export async function refitImageProjection(
  model: Model,
  data: TrainingData,
  options: Refit,
  context: EncodeContext,
): Promise<Refitted> {
  // Vectors are behind the projection already: what came before it cannot be told from them.
  if ('data' in data.pictures) throw unusable('vectors', {});
  const { description } = model.info;
  const features = featureWidth(description.architecture);
  const architecture = { ...description.architecture, embedDim: features };
  const tower = await bareTower(model, architecture, context, options);
  try {
    const seer = {
      ...model,
      image: tower,
      info: { ...model.info, description: { ...description, architecture } },
    };
    const set = await openTrainingSet(seer, data, { ...options, views: VIEWS, seed: 0 }, context);
    const words = await wordsOf(model, set, options, context);
    const lambda = options.lambda ?? LAMBDA[isTrained(model, 'image-tower') ? 'trained' : 'random'];
    const rows = set.taught.flatMap((name) =>
      (set.picturesOf[name] ?? []).flatMap((picture) =>
        Array.from({ length: set.trained }, (_, view) => ({
          name,
          row: viewRow(set, picture, view),
        })),
      ),
    );
    const x = gathered(
      set,
      rows.map(({ row }) => row),
    );
    const { embedDim } = description.architecture;
    const y = new Float32Array(rows.length * embedDim);
    rows.forEach(({ name }, at) =>
      y.set(words.get(name) ?? new Float32Array(embedDim), at * embedDim),
    );
    const targets: Matrix = { data: y, dims: [rows.length, embedDim] };
    const weights = refitProjection(x, targets, lambda);
    // A ViT's projection has no bias; what a ModifiedResNet's takes up makes the fit exact on average.
    const offset =
      description.architecture.image.kind === 'vit'
        ? new Float32Array(embedDim)
        : refitOffset(x, targets, weights);
    const fitted = { weights, offset };
    return {
      values: asParameters(description.architecture, fitted, features),
      looks: [lookBehind(set, fitted, words, embedDim)],
      set,
      lambda,
    };
  } finally {
    await tower.release();
  }
}

/** A projection and its bias. */
interface Fitted {
  /** [features, D]. */
  readonly weights: Float32Array;
  /** [D]. */
  readonly offset: Float32Array;
}

/** Numbers that the image tower gives to its projection. */
function featureWidth({ image }: Architecture): number {
  if (image.kind === 'vit') return image.width;
  if (image.kind === 'resnet') return image.width * 32;
  throw new RangeError(`No projection of a ${image.kind} is refitted.`);
}

/** The model's image tower with the identity in place of its projection. */
function bareTower(
  { info, report, sources }: Model,
  architecture: Architecture,
  { pool }: EncodeContext,
  options: Refit,
): Promise<Tower> {
  const graph = imageTowerGraph(architecture, info.description.activation);
  const parameters = report.parameters.filter(
    ({ parameter }) => parameter.part !== 'image-projection',
  );
  const recipe = {
    graph,
    file: null,
    probe: probeInput(architecture, 'image'),
    fill: async () => {
      const pieces = await fillWeights(graph, {
        architecture: info.description.architecture,
        report: { ...report, parameters },
        sources,
        ...(options.signal && { signal: options.signal }),
      });
      return pieces.map((piece, index) => (piece.length > 0 ? piece : identityPiece(graph, index)));
    },
  };
  return pool.acquire(recipe, options);
}

/** Ones on the diagonal of a matrix, zeros in a bias. */
function identityPiece({ weights }: TowerGraph, index: number): Uint8Array<ArrayBuffer> {
  const { dims, byteLength } = weights[index] ?? { dims: [], byteLength: 0 };
  const values = new Float32Array(byteLength / 4);
  const [size = 0, columns] = dims;
  if (columns !== undefined) for (let i = 0; i < size; i++) values[i * size + i] = 1;
  return new Uint8Array(values.buffer);
}

async function wordsOf(
  model: Model,
  { names, taught, heldOut }: TrainingSet,
  { templates = [PLAIN_TEMPLATE], signal }: Refit,
  context: EncodeContext,
): Promise<ReadonlyMap<number, Float32Array>> {
  const wanted = [...taught, ...heldOut];
  const prompts = wanted.flatMap((name) =>
    templates.map((template) => fillTemplate(template, names[name] ?? '')),
  );
  const { data, dims } = await encodeTexts(model, prompts, signal ? { signal } : {}, context);
  return new Map(
    wanted.map((name, place) => [
      name,
      averageDirection(
        data,
        dims[1],
        templates.map((_, nth) => place * templates.length + nth),
      ),
    ]),
  );
}

function gathered(set: TrainingSet, rows: readonly number[]): Matrix {
  const data = new Float32Array(rows.length * set.width);
  rows.forEach((row, at) =>
    data.set(set.vectors.subarray(row * set.width, (row + 1) * set.width), at * set.width),
  );
  return { data, dims: [rows.length, set.width] };
}

/** [features, D] as the checkpoint has it: a ModifiedResNet's last linear layer is stored the other way round, with a bias. */
function asParameters(
  { image }: Architecture,
  { weights, offset }: Fitted,
  features: number,
): ReadonlyMap<string, Float32Array> {
  if (image.kind === 'vit') return new Map([['visual.proj', weights]]);
  return new Map([
    ['visual.attnpool.c_proj.weight', turnedMatrix(weights, features)],
    ['visual.attnpool.c_proj.bias', offset],
  ]);
}

function lookBehind(
  set: TrainingSet,
  { weights, offset }: Fitted,
  words: ReadonlyMap<number, Float32Array>,
  embedDim: number,
): TrainingLook {
  const columns: Matrix = { data: turnedMatrix(weights, set.width), dims: [embedDim, set.width] };
  const tally = (names: readonly number[], view: 'plain' | 'unseen'): Tally => {
    const shown = names.flatMap((name, place) =>
      (set.picturesOf[name] ?? []).map((picture) => ({ place, row: viewRow(set, picture, view) })),
    );
    if (shown.length === 0) return { right: 0, of: 0 };
    const projected = rowProducts(
      gathered(
        set,
        shown.map(({ row }) => row),
      ),
      columns,
    );
    const seen = normaliseRows({
      data: Float32Array.from(projected, (value, index) => value + (offset[index % embedDim] ?? 0)),
      dims: [shown.length, embedDim],
    });
    const own = new Float32Array(names.length * embedDim);
    names.forEach((name, at) =>
      own.set(words.get(name) ?? new Float32Array(embedDim), at * embedDim),
    );
    const cosines = rowProducts(seen, { data: own, dims: [names.length, embedDim] });
    const right = shown.filter(({ place }, row) => {
      const all = cosines.subarray(row * names.length, (row + 1) * names.length);
      return winnerOfRow(all) === place;
    });
    return { right: right.length, of: shown.length };
  };
  return {
    step: 0,
    taught: tally(set.taught, 'plain'),
    unseen: tally(set.taught, 'unseen'),
    heldOut: tally(set.heldOut, 'plain'),
  };
}

function turnedMatrix(values: Float32Array, rows: number): Float32Array {
  const columns = values.length / rows;
  return Float32Array.from(
    { length: values.length },
    (_, index) => values[(index % rows) * columns + Math.floor(index / rows)] ?? 0,
  );
}
