import { type Arrangement, bareName, findArrangement, plainName } from './arrangement.ts';
import type { TensorPiece, Wrapping } from './load-report.ts';
import { type AdapterConfig, readFlatName } from './lora.ts';
import type { LocatedTensor } from './makings.ts';
import { type HeldTensor, type HeldTensors, foldParametrisations } from './parametrisations.ts';
import type { SafetensorsHeader } from './safetensors-header.ts';
import { type NamedLayout, tensorRequests } from './tensor-layouts.ts';
import type { ReadyGraph, Side } from '../onnx/ready-graph.ts';

/** A safetensors file by its header. */
export interface CheckpointFile {
  /** As the visitor knows it; files that are read together have different names. */
  readonly name: string;
  readonly header: SafetensorsHeader;
  /** An ONNX file is a graph with weights in it, of one tower or of both; its header then lists no tensors. */
  readonly graphs?: readonly ReadyGraph[];
  /** Where a training checkpoint holds the state dict that was taken, and where others like it are. */
  readonly root?: string | null;
  readonly others?: readonly string[];
  /** Keys of the dicts of its towers, where they are dicts of their own. */
  readonly joined?: readonly string[];
}

/** What is asked of an index beside the files. */
export interface IndexOptions {
  /** Which of several state dicts is meant, by its path or prefix. */
  readonly stateDict?: string | undefined;
  readonly adapter?: AdapterConfig | null;
}

/** All tensors of the files of one model: shards, or one file for each tower, in any mixture of layouts. */
export interface TensorIndex {
  /** Layouts in the order of the files. */
  readonly layouts: readonly NamedLayout[];
  /** By CLIP's own name; the first file that holds a name wins. */
  readonly byName: HeldTensors;
  /** Tensors whose name an earlier one has taken. */
  readonly repeated: readonly LocatedTensor[];
  /** Tensors that lie outside of the prefix behind which CLIP is. */
  readonly outside: readonly LocatedTensor[];
  readonly wrappings: readonly Wrapping[];
  /** Towers that come as graphs; the first file of each side counts. */
  readonly graphs: Readonly<
    Partial<Record<Side, { readonly file: string; readonly graph: ReadyGraph }>>
  >;
}

/** Looks up every tensor of the files under CLIP's own name for it. */
export function indexTensors(
  files: readonly CheckpointFile[],
  { stateDict, adapter = null }: IndexOptions = {},
): TensorIndex {
  const byName = new Map<string, LocatedTensor>();
  const repeated: LocatedTensor[] = [];
  const outside: LocatedTensor[] = [];
  const wrappings: Wrapping[] = [];
  const layouts = new Set<NamedLayout>();
  const graphs: { [S in Side]?: { file: string; graph: ReadyGraph } } = {};
  const found = files.map(({ header }) =>
    findArrangement(
      header.tensors.map(({ name }) => plainName(name)),
      stateDict,
    ),
  );
  // A shard of which no name is told stands as its neighbours do.
  const shared = found.find((one) => one !== null) ?? null;
  for (const [at, file] of files.entries()) {
    const { name, header } = file;
    for (const graph of file.graphs ?? []) graphs[graph.side] ??= { file: name, graph };
    const arrangement = found[at] ?? null;
    if (arrangement) layouts.add(arrangement.layout);
    const wrapping = wrappingOf(file, arrangement);
    if (wrapping) wrappings.push(wrapping);
    for (const tensor of header.tensors) {
      const bare = nameInClip(arrangement ?? shared, plainName(tensor.name));
      const located = { file: name, tensor };
      if (bare === null) outside.push(located);
      else if (byName.has(bare)) repeated.push(located);
      else byName.set(bare, located);
    }
  }
  const { held, beside } = foldParametrisations(byName, adapter);
  outside.push(...beside);
  return { layouts: [...layouts], byName: held, repeated, outside, wrappings, graphs };
}

/** Without any of CLIP's names, what training scripts put in front of all names is taken off, so that errors read well. */
function nameInClip(arrangement: Arrangement | null, name: string): string | null {
  if (readFlatName(name)) return name;
  if (arrangement) {
    return (
      bareName(arrangement, name) ?? bareName(arrangement, name.replace(/^base_model\.model\./, ''))
    );
  }
  return name.replace(/^(?:(?:module|model|state_dict)\.)+/, '');
}

function wrappingOf(
  { name, root, others = [], joined = [] }: CheckpointFile,
  arrangement: Arrangement | null,
): Wrapping | null {
  // Towers that were joined have a prefix each, and none in common.
  const whole = arrangement?.rewrites.find(({ only }) => only === undefined);
  const inside = joined.length > 0 ? '' : (whole?.prefix ?? '');
  const prefix = `${root ? `${root}.` : ''}${inside}`;
  const all = [...others, ...(arrangement?.others ?? []).map((one) => one.replace(/\.$/, ''))];
  if (prefix === '' && all.length === 0 && joined.length === 0) return null;
  return { file: name, prefix, others: all, ...(joined.length > 0 && { joined }) };
}

/** The side that a parameter belongs to; the logit scale and its bias are in no tower. */
function graphOf({ graphs }: TensorIndex, parameter: string) {
  if (parameter.startsWith('logit_')) return undefined;
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
      if (found.length === names.length) return found.map(inPiece(transposed));
    }
  }
  return null;
}

function inPiece(transposed: boolean) {
  return ({ file, tensor, makings }: HeldTensor): TensorPiece => ({
    file,
    tensor,
    transposed,
    ...(makings && { makings }),
  });
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
