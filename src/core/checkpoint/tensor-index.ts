import type { ReadyGraph, Side } from '../onnx/ready-graph.ts';
import type { TensorPiece } from './load-report.ts';
import type { SafetensorsHeader, TensorInfo } from './safetensors-header.ts';
import { bareName, type NamedLayout, recogniseLayout, tensorRequests } from './tensor-layouts.ts';

/** A safetensors file by its header. */
export interface CheckpointFile {
  /** As the visitor knows it; files that are read together have different names. */
  readonly name: string;
  readonly header: SafetensorsHeader;
  /** An ONNX file is a graph with weights in it; its header then lists no tensors. */
  readonly graph?: ReadyGraph;
}

interface LocatedTensor {
  readonly file: string;
  readonly tensor: TensorInfo;
}

/** All tensors of the files of one model: shards, or one file for each tower, in any mixture of layouts. */
export interface TensorIndex {
  /** Layouts in the order of the files. */
  readonly layouts: readonly NamedLayout[];
  /** By name without wrapper prefixes; the first file that holds a name wins. */
  readonly byName: ReadonlyMap<string, LocatedTensor>;
  /** Tensors whose name an earlier one has taken. */
  readonly repeated: readonly LocatedTensor[];
  /** Towers that come as graphs; the first file of each side counts. */
  readonly graphs: Readonly<
    Partial<Record<Side, { readonly file: string; readonly graph: ReadyGraph }>>
  >;
}

/** Looks up every tensor of the files under its bare name. */
export function indexTensors(files: readonly CheckpointFile[]): TensorIndex {
  const byName = new Map<string, LocatedTensor>();
  const repeated: LocatedTensor[] = [];
  const layouts = new Set<NamedLayout>();
  const graphs: { [S in Side]?: { file: string; graph: ReadyGraph } } = {};
  for (const { name: file, header, graph } of files) {
    if (graph) graphs[graph.side] ??= { file, graph };
    const layout = recogniseLayout(header.tensors.map(({ name }) => bareName(name)));
    if (layout) layouts.add(layout);
    for (const tensor of header.tensors) {
      const name = bareName(tensor.name);
      if (byName.has(name)) repeated.push({ file, tensor });
      else byName.set(name, { file, tensor });
    }
  }
  return { layouts: [...layouts], byName, repeated, graphs };
}

/** The side that a parameter belongs to; the logit scale is in no graph. */
function graphOf({ graphs }: TensorIndex, parameter: string) {
  if (parameter === 'logit_scale') return undefined;
  return graphs[parameter.startsWith('visual.') ? 'image' : 'text'];
}

/** The initialisers of a graph that make a parameter, where their names tell. */
function toldPieces(index: TensorIndex, parameter: string): readonly TensorPiece[] | null {
  const ready = graphOf(index, parameter);
  if (!ready) return null;
  for (const { names, transposed } of tensorRequests('hf', parameter)) {
    const found = names.flatMap((name) => ready.graph.told.get(name) ?? []);
    if (found.length !== names.length) continue;
    return found.map(({ tensor, turned }) => ({
      file: ready.file,
      tensor,
      transposed: transposed !== turned,
    }));
  }
  return null;
}

/** The tensors that make a parameter, by the first layout that has all of them; `null` where none has. */
export function findPieces(index: TensorIndex, parameter: string): readonly TensorPiece[] | null {
  const told = toldPieces(index, parameter);
  if (told) return told;
  for (const layout of index.layouts) {
    for (const { names, transposed } of tensorRequests(layout, parameter)) {
      const found = names.flatMap((name) => index.byName.get(name) ?? []);
      if (found.length === names.length) {
        return found.map(({ file, tensor }) => ({ file, tensor, transposed }));
      }
    }
  }
  return null;
}

/**
 * The shape that joined (and turned) pieces have, without leading axes of length one beyond `rank`: timm writes
 * [1, 1, W] for [W], and some files [1] for a scalar. `null` where the pieces do not fit each other.
 */
export function shapeOfPieces(
  pieces: readonly TensorPiece[],
  rank: number,
): readonly number[] | null {
  const shapes = pieces.map(({ tensor, transposed }) => {
    const shape = [...tensor.shape];
    while (shape.length > rank && shape[0] === 1) shape.shift();
    return transposed && shape.length === 2 ? shape.toReversed() : shape;
  });
  const [first, ...others] = shapes;
  if (!first || others.length === 0) return first ?? null;
  const [, ...tail] = first;
  const fit = shapes.every(
    (shape) => shape.length === first.length && tail.every((size, i) => shape[i + 1] === size),
  );
  if (!fit || first.length === 0) return null;
  return [shapes.reduce((sum, shape) => sum + (shape[0] ?? 0), 0), ...tail];
}
