import type { TensorPiece, TrainingNote } from '../../core/checkpoint/load-report.ts';
import { trainedReport } from '../../core/checkpoint/trained-report.ts';
import { writeSafetensors } from '../../core/checkpoint/write-safetensors.ts';
import { parseSafetensorsHeader } from '../../core/checkpoint/safetensors-header.ts';
import type { CallOptions } from '../../engine/calls.ts';
import { towerRecipe } from '../models/load-model.ts';
import type { Model } from '../models/model.ts';
import { readScoring } from '../prepare/logit-scale.ts';
import type { TowerPool } from '../runtime/tower-pool.ts';
import { blobSource, type RangeSource } from '../keeping/range-source.ts';

/** New numbers of some parameters, in OpenCLIP's shapes. */
export type NewValues = ReadonlyMap<string, Float32Array>;

/**
 * A model like `model`, but for some parameters whose numbers were made here. They lie in a file in memory, so that
 * whatever reads a loaded model (saving, hashing, another device) reads them like any other.
 */
export async function trainedModel(
  id: string,
  model: Model,
  values: NewValues,
  training: TrainingNote,
  pool: TowerPool,
  options: CallOptions,
): Promise<Model> {
  const made = await fileInMemory(model, values);
  const report = trainedReport(model.report, made.pieces, training);
  const sources = new Map([...model.sources, [made.source.name, made.source]]);
  const plan = { description: model.info.description, report, files: [], sources };
  const letGo = model.holdSources();
  const towers: { release(): Promise<void> }[] = [];
  try {
    const changed = (tower: 'image' | 'text') => isTrained(tower, report, values);
    const towerOf = async (tower: 'image' | 'text') => {
      const own = changed(tower)
        ? await pool.acquire(await towerRecipe(tower, plan, model.info.precision), options)
        : model[tower].share();
      towers.push(own);
      return own;
    };
    const image = await towerOf('image');
    const text = await towerOf('text');
    const { tokenizer, words } = model;
    const info = {
      ...model.info,
      ...(values.has('logit_scale') &&
        (await readScoring(report, model.info.description.architecture, sources))),
      fingerprints: {
        image: changed('image') ? image.fingerprint : model.info.fingerprints.image,
        text: text.fingerprint,
      },
    };
    const release = async (): Promise<void> => {
      for (const tower of towers.splice(0)) await tower.release();
      await letGo();
    };
    return {
      id,
      info,
      report,
      sources,
      image,
      text,
      tokenizer,
      words,
      holdSources: model.holdSources,
      release,
    };
  } catch (error) {
    for (const tower of towers) await tower.release();
    await letGo();
    throw error;
  }
}

/** Whether new numbers are in that tower. */
function isTrained(
  tower: 'image' | 'text',
  { parameters }: Model['report'],
  values: NewValues,
): boolean {
  return parameters.some(
    ({ parameter, provenance }) =>
      provenance.kind === 'trained' &&
      values.has(parameter.name) &&
      parameter.part.startsWith(tower),
  );
}

interface MadeFile {
  readonly source: RangeSource;
  readonly pieces: ReadonlyMap<string, TensorPiece>;
}

/** A model may be trained again and again: each time it gets a file of another name. */
async function fileInMemory({ report, sources }: Model, values: NewValues): Promise<MadeFile> {
  const shapes = new Map(
    report.parameters.map(({ parameter }) => [parameter.name, parameter.shape]),
  );
  const blob = new Blob(
    writeSafetensors(
      [...values].map(([name, numbers]) => ({
        name,
        dtype: 'F32',
        shape: shapes.get(name) ?? [numbers.length],
        bytes: new Uint8Array(numbers.slice().buffer),
      })),
    ),
  );
  const times = [...sources.keys()].filter((name) => name.startsWith(TRAINED_HERE)).length;
  const name = times === 0 ? TRAINED_HERE : `${TRAINED_HERE} (${times + 1})`;
  const header = new Uint8Array(await blob.slice(0, HEADER_BYTES).arrayBuffer());
  const { tensors } = parseSafetensorsHeader(header, blob.size);
  const pieces = tensors.map(
    (tensor) => [tensor.name, { file: name, tensor, transposed: false }] as const,
  );
  return { source: blobSource(name, blob), pieces: new Map(pieces) };
}

/** What a model's own training calls its file. */
const TRAINED_HERE = 'trained here';
/** More than the names of the largest text tower take. */
const HEADER_BYTES = 1 << 20;
