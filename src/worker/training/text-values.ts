import { transpose } from '../../core/checkpoint/tensor-values.ts';
import type { TrainedParameter } from '../../core/gradient/training-graph.ts';
import { EngineError } from '../../engine/errors.ts';
import type { Model } from '../models/model.ts';
import { parameterValues } from '../prepare/parameter-values.ts';
import { isReadable } from '../prepare/read-parameter.ts';

type Held = Pick<Model, 'info' | 'report' | 'sources'>;

/**
 * The numbers of these parameters as a training graph takes them, in memory of their own: read from the files, or drawn
 * again from the model's seed, so that training starts from the very tower that the page shows.
 * @throws EngineError `onnx-whole` where a ready graph keeps them so that they cannot be taken out
 */
export async function graphValues(
  model: Held,
  parameters: readonly TrainedParameter[],
  signal?: AbortSignal,
): Promise<Record<string, Float32Array>> {
  const { info, report, sources } = model;
  const wanted = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const own = report.parameters.filter(({ parameter }) => wanted.has(parameter.name));
  const whole = own.find(
    ({ provenance }) => provenance.kind === 'loaded' && !isReadable(provenance),
  );
  if (whole) throw inOnePiece(whole.parameter.name, report.files[0] ?? info.name);
  const values: Record<string, Float32Array> = {};
  const { architecture } = info.description;
  for await (const [{ name }, numbers] of parameterValues(own, {
    architecture,
    report,
    sources,
    ...(signal && { signal }),
  })) {
    const { form, dims: [columns = 1, rows = 1] = [] } = wanted.get(name) ?? {};
    values[name] = form === 'transposed' ? transpose(numbers, rows, columns) : numbers.slice();
  }
  return values;
}

/** Numbers in a training graph's form as a checkpoint has them. */
export function checkpointValues(
  { form, dims }: TrainedParameter,
  values: Float32Array,
): Float32Array {
  const [rows = 1, columns = 1] = dims;
  return form === 'transposed' ? transpose(values, rows, columns) : values;
}

function inOnePiece(parameter: string, file: string): EngineError {
  return new EngineError(
    'onnx-whole',
    'This parameter is part of a ready graph that runs as a whole, so its numbers cannot be read. Choose a .safetensors file to see them.',
    { file, parameter },
  );
}
