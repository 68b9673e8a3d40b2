import type { ScaleOrigin } from '../../core/checkpoint/scale-origin.ts';
import type { ToldScale } from '../../core/checkpoint/told-report.ts';
import { decodeTensor } from '../../core/checkpoint/tensor-values.ts';
import type { TensorInfo } from '../../core/checkpoint/safetensors-header.ts';
import { readOnnx } from '../../core/onnx/read-onnx.ts';
import { toldScale } from '../../core/onnx/told-scale.ts';
import { type PublishedScoring, publishedScoring } from '../../core/scoring/published-scoring.ts';
import type { RangeSource } from '../keeping/range-source.ts';
import type { BesideFile } from '../sources/opened-source.ts';
import { readHeaders } from './read-headers.ts';

/** Of a file that is read for two numbers: a header is some 100 kB, a walk through a large graph some hundred reads. */
const MOST = { bytes: 8 << 20, reads: 256 } as const;

/**
 * Scale and bias of a pair of graphs that holds neither: by ranges from a file beside it, else what is published for the
 * repository; else `null`. Nothing that fails here ends the load.
 * @param name repository and file, as the opened source calls itself
 */
export async function scaleBeside(
  files: readonly BesideFile[],
  name: string,
  signal: AbortSignal | undefined,
): Promise<ToldScale | null> {
  for (const file of files) {
    signal?.throwIfAborted();
    const opened = await file.open().catch(() => null);
    if (!opened) continue;
    try {
      const found = await numbersIn(bounded(opened.source), file.isGraph).catch(() => null);
      const from = { kind: 'file', file: file.name, bytes: opened.received() } as const;
      if (found) return told(found, from);
    } finally {
      await opened.release();
    }
  }
  const repo = name.split('/').slice(0, 2).join('/');
  const known = publishedScoring(repo);
  return known ? told(known, { kind: 'published', repo }) : null;
}

function told({ logScale, bias }: PublishedScoring, origin: ScaleOrigin): ToldScale {
  return { values: { logit_scale: logScale, logit_bias: bias }, origin };
}

/** A source that ends where two numbers are not worth more. */
function bounded(source: RangeSource): RangeSource {
  let [bytes, reads] = [0, 0];
  return {
    name: source.name,
    size: source.size,
    read: (begin, end) => {
      bytes += end - begin;
      if (bytes > MOST.bytes || ++reads > MOST.reads) throw new RangeError('too much to read');
      return source.read(begin, end);
    },
  };
}

async function numbersIn(source: RangeSource, isGraph: boolean): Promise<PublishedScoring | null> {
  const numberAt = async ({ begin, end, dtype }: TensorInfo): Promise<number> => {
    const [value = Number.NaN] = decodeTensor(await source.read(begin, end), dtype);
    if (!Number.isFinite(value)) throw new RangeError('no number');
    return value;
  };
  if (isGraph) {
    const told = toldScale(await readOnnx(source));
    if (!told) return null;
    const scale = await numberAt(told.scale);
    const logScale = told.isLogarithm ? scale : Math.log(scale);
    return { logScale, bias: await numberAt(told.bias) };
  }
  const [file] = await readHeaders([source]);
  const [scale, bias] = ['logit_scale', 'logit_bias'].map((wanted) =>
    file?.header.tensors.find((tensor) => tensor.name === wanted),
  );
  if (!scale || !bias) return null;
  return { logScale: await numberAt(scale), bias: await numberAt(bias) };
}
