import type { ParameterReport } from '../../core/checkpoint/load-report.ts';
import { lawOf } from '../../core/init/law-of.ts';
import { createHistogram, histogramRange } from '../../core/numbers/histogram.ts';
import { createSummary } from '../../core/numbers/summary.ts';
import type { CallOptions } from '../../engine/calls.ts';
import type { ParameterNumbers } from '../../engine/inspecting.ts';
import { EngineError } from '../../engine/errors.ts';
import { fingerprint } from '../../core/numbers/fingerprint.ts';
import { parameterValues } from '../prepare/parameter-values.ts';
import {
  isPlain,
  isReadable,
  readParameter,
  requireReadable,
  tensorChunks,
} from '../prepare/read-parameter.ts';
import { nextTask } from '../../engine/next-task.ts';
import type { Model } from './model.ts';

/** Enough to show a shape, few enough to be seen from afar. */
const BINS = 48;

type Held = Pick<Model, 'info' | 'report' | 'sources'>;

/**
 * Mean, deviation, extremes and a histogram of one parameter. Those of a loaded one are read from its files twice, a
 * piece at a time; a random one is drawn as it was at first.
 * @throws EngineError `unknown-parameter`
 */
export async function describeParameter(
  model: Held,
  name: string,
  { signal }: CallOptions,
): Promise<ParameterNumbers> {
  const { info, report } = model;
  const found = report.parameters.find(({ parameter }) => parameter.name === name);
  if (!found) {
    throw new EngineError('unknown-parameter', `This model has no parameter named ${name}.`, {
      name,
    });
  }
  const law = lawOf(info.description.architecture, name, report.rule.order);
  const pieces = await chunksOf(found, model, signal);
  const read = async (take: (values: Float32Array) => void): Promise<void> => {
    for await (const values of pieces()) {
      signal?.throwIfAborted();
      take(values);
    }
  };
  const summary = createSummary();
  await read(summary.add);
  const facts = summary.result();
  const { from, to } = histogramRange(facts, law);
  const histogram = createHistogram(from, to, BINS);
  await read(histogram.add);
  return { name, summary: facts, histogram: histogram.result(), law };
}

/** The numbers of a parameter, as often as they are asked for. */
async function chunksOf(
  found: ParameterReport,
  { info, report, sources }: Held,
  signal: AbortSignal | undefined,
): Promise<() => AsyncIterable<Float32Array> | Iterable<Float32Array>> {
  const { provenance } = found;
  if (provenance.kind === 'loaded' || provenance.kind === 'trained') {
    requireReadable(provenance);
    if (!isPlain(provenance)) {
      const made = [await readParameter(provenance, sources)];
      return () => made;
    }
    return async function* () {
      for (const piece of provenance.pieces) yield* tensorChunks(piece, sources);
    };
  }
  await nextTask();
  const { architecture } = info.description;
  const values: Float32Array[] = [];
  const drawn = parameterValues([found], {
    architecture,
    report,
    sources,
    ...(signal && { signal }),
  });
  for await (const [, numbers] of drawn) values.push(numbers);
  return () => values;
}

/**
 * A hash of the float32 values of each parameter in the order of the report: read from the files in OpenCLIP's shape, or
 * drawn again; empty where a ready graph keeps them so that they cannot be read. One parameter at a time is in memory.
 */
export async function hashParameters(
  { info, report, sources }: Held,
  { signal, onProgress }: CallOptions,
): Promise<readonly string[]> {
  const hashes = new Map<string, string>();
  const total = report.parameters.length;
  const keep = async (name: string, values: Float32Array): Promise<void> => {
    hashes.set(name, hash(values));
    onProgress?.({ stage: 'check', done: hashes.size, total, unit: 'parameters' });
    await nextTask();
    signal?.throwIfAborted();
  };
  const { architecture } = info.description;
  const readable = report.parameters.filter(
    ({ provenance }) => provenance.kind !== 'loaded' || isReadable(provenance),
  );
  const all = parameterValues(readable, {
    architecture,
    report,
    sources,
    ...(signal && { signal }),
  });
  for await (const [{ name }, values] of all) await keep(name, values);
  return report.parameters.map(({ parameter }) => hashes.get(parameter.name) ?? '');
}

function hash({ buffer, byteOffset, byteLength }: Float32Array): string {
  return fingerprint([new Uint8Array(buffer, byteOffset, byteLength)]);
}
