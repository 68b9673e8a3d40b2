import {
  extraTensors,
  isSavedIn,
  layoutsFor,
  type SavedTensor,
  savedTensors,
} from '../../core/checkpoint/saved-tensors.ts';
import { safetensorsHeader } from '../../core/checkpoint/write-safetensors.ts';
import { elementCount, type Parameter } from '../../core/model/parameters.ts';
import { WEIGHTS_NAME, writeConfigs } from '../../core/model/write-configs.ts';
import type { SavedFile, SaveOptions } from '../../engine/loading.ts';
import { EngineError } from '../../engine/errors.ts';
import { parameterValues } from '../prepare/parameter-values.ts';
import type { Model } from './model.ts';

/** transformers refuses files that do not say for which library they were written. */
const METADATA = { format: 'pt' } as const;

/**
 * A loaded model as files. Tensors are made one at a time; each goes into a `Blob` at once, which the browser may keep on disk.
 * @throws EngineError `invalid-input` for a layout that has no place for the model
 */
export async function saveModel(model: Model, options: SaveOptions): Promise<readonly SavedFile[]> {
  const { layout } = options;
  const { description } = model.info;
  if (!layoutsFor(description).includes(layout)) {
    throw new EngineError(
      'invalid-input',
      `This model cannot be saved in the layout ${layout}. Possible: ${layoutsFor(description).join(', ')}.`,
    );
  }
  const configs = writeConfigs(layout, description).map(({ name, json }) => jsonFile(name, json));
  return [
    { name: WEIGHTS_NAME[layout], blob: await weightsOf(model, options) },
    ...configs,
    ...(layout === 'timm' ? [] : wordFiles(model)),
  ];
}

async function weightsOf(model: Model, { layout, onProgress, signal }: SaveOptions): Promise<Blob> {
  const { report, sources } = model;
  const { description } = model.info;
  const own = report.parameters.filter(({ parameter }) => isSavedIn(layout, parameter));
  const total = own.reduce((sum, { parameter }) => sum + elementCount(parameter.shape), 0);
  const entries: { name: string; shape: readonly number[]; dtype: 'F32' }[] = [];
  const bodies: Blob[] = [];
  const add = ({ name, shape, values }: SavedTensor): void => {
    entries.push({ name, shape, dtype: 'F32' });
    // The blob takes a copy: a part of a tensor or of a file's bytes goes in without the rest.
    bodies.push(new Blob([values as Float32Array<ArrayBuffer>]));
  };
  let done = 0;
  for await (const [parameter, values] of parameterValues(own, {
    architecture: description.architecture,
    report,
    sources,
    ...(signal && { signal }),
  })) {
    for (const tensor of savedTensors(
      layout,
      parameter,
      asUsed(model, parameter, values),
      description,
    )) {
      add(tensor);
    }
    done += values.length;
    onProgress?.({ stage: 'prepare', done, total, unit: 'parameters' });
  }
  for (const tensor of extraTensors(layout, description)) add(tensor);
  return new Blob([safetensorsHeader(entries, METADATA), ...bodies]);
}

/** Where nothing gave a logit scale, its stand-in is saved: the bars stay the same when the file is loaded. */
function asUsed({ info }: Model, { name }: Parameter, values: Float32Array): Float32Array {
  const { trained, value } = info.logitScale;
  return name === 'logit_scale' && !trained ? new Float32Array([Math.log(value)]) : values;
}

function wordFiles({ words }: Model): readonly SavedFile[] {
  if (!words) return [];
  return [jsonFile('tokenizer.json', words.json), jsonFile('tokenizer_config.json', words.config)];
}

function jsonFile(name: string, json: unknown): SavedFile {
  return { name, blob: new Blob([JSON.stringify(json, null, 2)], { type: 'application/json' }) };
}
