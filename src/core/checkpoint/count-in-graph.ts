import type { Part } from '../model/architecture.ts';
import type { LoadReport, ParameterReport, PartSummary } from './load-report.ts';
import type { TensorIndex } from './tensor-index.ts';

/**
 * Counts of the parts; of a side that runs as its file's own graph, and of whose parameters the graph's names tell none, what the
 * graph itself holds, all of it as the tower: neither the tower nor where its projection begins is known.
 */
export function countInGraphs(
  counts: readonly PartSummary[],
  parameters: readonly ParameterReport[],
  { graphs }: TensorIndex,
  ready: NonNullable<LoadReport['ready']>,
): readonly PartSummary[] {
  const heldBy = (part: Part) => {
    const side = part.startsWith('image') ? 'image' : part.startsWith('text') ? 'text' : null;
    const graph = side && ready[side] !== undefined ? graphs[side]?.graph : undefined;
    return graph && graph.held.tensors > 0 && isUntold(parameters, part) ? graph.held : null;
  };
  return counts.map((count) => {
    const held = heldBy(count.part);
    if (!held) return count;
    const { tensors, numbers, bytes } = count.part.endsWith('tower') ? held : NOTHING;
    const loaded = {
      present: tensors,
      loaded: tensors,
      loadedNumbers: numbers,
      inGraph: { bytes },
    };
    return { ...count, parameters: tensors, numbers, ...loaded };
  });
}

const NOTHING = { tensors: 0, numbers: 0, bytes: 0 };

function isUntold(parameters: readonly ParameterReport[], part: Part): boolean {
  const [side] = part.split('-');
  return parameters
    .filter(({ parameter }) => parameter.part.startsWith(`${side}-`))
    .every(({ provenance }) => provenance.kind === 'loaded' && provenance.pieces.length === 0);
}
