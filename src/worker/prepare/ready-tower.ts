import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import type { CheckpointFile } from '../../core/checkpoint/tensor-index.ts';
import { type Architecture, readsPadding } from '../../core/model/architecture.ts';
import { boundGraph, type InputDims } from '../../core/onnx/graph-bounds.ts';
import { cutGraph } from '../../core/onnx/graph-part.ts';
import type { ReadyGraph, Side } from '../../core/onnx/ready-graph.ts';
import type { CallOptions } from '../../engine/calls.ts';
import { EngineError } from '../../engine/errors.ts';
import type { TowerRecipe } from '../runtime/open-tower.ts';
import { probeInput } from '../runtime/self-test.ts';
import { checkValues, type SourcesByName } from './read-parameter.ts';

interface ReadyRequest {
  readonly side: Side;
  readonly architecture: Architecture;
  readonly report: LoadReport;
  readonly files: readonly CheckpointFile[];
  readonly sources: SourcesByName;
}

/**
 * The recipe of a tower whose graph a file brings, or `null` where this side is not to run as a file has it.
 * @throws EngineError `config-invalid` where the configuration and the graph contradict each other
 */
export function readyTower(request: ReadyRequest): TowerRecipe | null {
  const { side, architecture, report, files, sources } = request;
  const name = report.ready?.[side];
  const graphs = files.find((file) => file.name === name)?.graphs;
  const graph = graphs?.find((one) => one.side === side);
  const source = sources.get(name ?? '');
  if (name === undefined || !graph || !source) return null;
  refuseOtherShapes(graph, architecture, name);
  const { input, output, type, mask, textLength, rowByRow, part } = graph;
  const wholeRows = readsPadding(architecture.text);
  return {
    graph: {
      model: null,
      weightsByteLength: part?.byteLength ?? source.size,
      precision: 'fp32',
      input,
      output,
      wants: { type, mask, length: textLength, rowByRow, wholeRows },
    },
    file: name,
    probe: probeInput(architecture, side),
    fill: async ({ signal, onProgress }: CallOptions) => {
      const progress = { stage: 'prepare', total: source.size, unit: 'bytes' } as const;
      onProgress?.({ ...progress, done: 0 });
      const bytes = await source.read(0, source.size);
      signal?.throwIfAborted();
      const own = part ? await cutGraph(bytes, part) : bytes;
      signal?.throwIfAborted();
      await boundGraph(own, oneRow(graph, architecture));
      for (const { tensor } of graph.told.values()) {
        checkValues(bytes.subarray(tensor.begin, tensor.end), { file: name, tensor });
      }
      onProgress?.({ ...progress, done: source.size });
      return [own];
    },
  };
}

/** The largest row that the tower gets. */
function oneRow(
  { side, input, mask, textLength }: ReadyGraph,
  { image, text }: Architecture,
): InputDims {
  if (side === 'image') return { [input]: [1, 3, image.imageSize, image.imageSize] };
  const dims = [1, textLength ?? text.contextLength];
  return { [input]: dims, ...(mask !== null && { [mask]: dims }) };
}

function refuseOtherShapes(
  { side, embedDim, imageSize, textLength }: ReadyGraph,
  { embedDim: wanted, image, text }: Architecture,
  file: string,
): void {
  const contradiction =
    (embedDim !== null && embedDim !== wanted && [embedDim, wanted]) ||
    (imageSize !== null && imageSize !== image.imageSize && [imageSize, image.imageSize]) ||
    (textLength !== null && textLength > text.contextLength && [textLength, text.contextLength]);
  if (!contradiction) return;
  const [found, described] = contradiction;
  throw new EngineError(
    'config-invalid',
    `The ${side} graph of ${file} has ${found} where the configuration says ${described}. Take the config.json that belongs to the pair.`,
    { kind: 'graph', file },
  );
}
