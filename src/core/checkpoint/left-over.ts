import type { Part } from '../model/architecture.ts';
import { quote } from '../quote.ts';
import { CodedError } from '../errors.ts';
import type { Parameter } from '../model/parameters.ts';
import type { ParameterReport, TensorPiece } from './load-report.ts';
import type { LoadRule } from './load-rules.ts';
import type { LocatedTensor } from './makings.ts';
import type { TensorIndex } from './tensor-index.ts';
import { isBuffer, sideOfName, tensorRequests } from './tensor-layouts.ts';

/** A tensor inside a tower that no parameter asked for. */
export interface ForeignTensor {
  /** CLIP's own kind of name for it. */
  readonly name: string;
  /** The part that it belongs to. */
  readonly part: Part;
  readonly piece: TensorPiece;
}

export interface LeftOver {
  readonly foreign: readonly ForeignTensor[];
  readonly beside: readonly TensorPiece[];
  readonly buffers: readonly TensorPiece[];
}

/**
 * What no parameter asked for: inside the towers, beside CLIP, and what is rightly unused. A parameter that another layout
 * or file has given first stands beside.
 */
export function leftOver(
  { layouts, byName, repeated, outside }: TensorIndex,
  used: ReadonlySet<LocatedTensor['tensor']>,
  parameters: readonly Parameter[],
): LeftOver {
  const known = new Set(
    parameters.flatMap((parameter) =>
      layouts.flatMap((layout) =>
        tensorRequests(layout, parameter.name).flatMap(({ names }) => names),
      ),
    ),
  );
  const foreign: ForeignTensor[] = [];
  const beside: TensorPiece[] = [];
  const buffers: TensorPiece[] = [];
  for (const [name, { file, tensor }] of byName) {
    if (used.has(tensor)) continue;
    const piece = { file, tensor, transposed: false };
    const side = sideOfName(layouts, name);
    if (isBuffer(layouts, name)) buffers.push(piece);
    else if (side && !known.has(name)) foreign.push({ name, part: partOf(name, side), piece });
    else beside.push(piece);
  }
  const others = [...outside, ...repeated].map(({ file, tensor }) => ({
    file,
    tensor,
    transposed: false,
  }));
  return { foreign, beside: [...beside, ...others], buffers };
}

/** A projection's own names in every layout. */
const PROJECTION = /^(visual\.proj|visual_projection|text\.text_projection|text_projection|head)\b/;

function partOf(name: string, side: 'image' | 'text'): Part {
  return PROJECTION.test(name) ? `${side}-projection` : `${side}-tower`;
}

/** A layer of a tower, by the start of its names in any layout. */
const BLOCK = /^(?:.+\.)?(?:resblocks|layers|blocks|layer\d)\.\d+\./;

/**
 * A part that is partly in the file, while what is left over carries the same names of layers, is stored in a way that
 * is not known: chance must not fill in what is there.
 * @throws CodedError `checkpoint-unsupported`
 */
export function refuseForeignParts(
  { layouts }: TensorIndex,
  parameters: readonly ParameterReport[],
  { takes }: LoadRule,
  foreign: readonly ForeignTensor[],
): void {
  if (foreign.length === 0) return;
  for (const { parameter, provenance } of parameters) {
    if (provenance.kind !== 'initialised' || !takes.includes(parameter.part)) continue;
    const places = layouts.flatMap((layout) =>
      tensorRequests(layout, parameter.name).flatMap(({ names }) => names.map(placeOf)),
    );
    const found = foreign.find(({ name }) => places.some((place) => name.startsWith(place)));
    if (!found) continue;
    const { file, tensor } = found.piece;
    throw new CodedError(
      'checkpoint-unsupported',
      `${quote(file)} has no ${quote(parameter.name)}, but holds ${quote(tensor.name)} in its place: the weights are stored in a form that this page cannot put together. Merge or convert them to plain weights where the file was made.`,
      { kind: 'parametrised', file, parameter: parameter.name, tensor: tensor.name },
    );
  }
}

/** The start of a name that its neighbours share: the layer, or else the module. */
function placeOf(name: string): string {
  return BLOCK.exec(name)?.[0] ?? name.slice(0, Math.max(name.lastIndexOf('.') + 1, 1));
}
