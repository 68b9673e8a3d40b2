import type { TowerGraph } from '../../core/graph/tower-graph.ts';

type Piece = Uint8Array<ArrayBuffer>;

/** Tensors of at most 8 numbers the runtime reads a second time, to find equal ones among them: they are not worth giving up. */
const COMPARED = 8 * 4;

/**
 * The weights of a graph as the one file that the runtime looks for, made of a piece for each weight. The runtime takes
 * its external data by `byteLength` and `subarray` alone, one weight at a time, and copies it: a block of all weights
 * beside the runtime's own copy is not needed. With `giveUp`, a piece is freed as soon as the next one is asked for, so
 * that both together are hardly larger than the weights.
 * @throws RangeError, within `subarray`, for a range that is no weight, or one that was given up
 */
export function externalWeights(
  { weights, weightsByteLength }: TowerGraph,
  pieces: readonly Piece[],
  giveUp: boolean,
): Uint8Array {
  const byOffset = new Map(weights.map(({ offset }, index) => [offset, pieces[index]]));
  let last: Piece | undefined;
  const subarray = (begin: number, end: number): Piece => {
    const piece = byOffset.get(begin);
    if (piece?.length !== end - begin) {
      throw new RangeError(`Bytes ${begin} to ${end} are no weight that is at hand.`);
    }
    if (giveUp && last && last !== piece && last.length > COMPARED) free(last);
    last = piece;
    return piece;
  };
  return Object.create(Uint8Array.prototype, {
    byteLength: { value: weightsByteLength },
    subarray: { value: subarray },
  }) as Uint8Array;
}

/** Whether the runtime has taken weights from these pieces, so that they cannot be used again. */
export function areGivenUp(pieces: readonly Piece[]): boolean {
  return pieces.some(({ buffer }) => buffer.byteLength === 0);
}

/** Gives the memory back at once; older browsers leave that to the garbage collector. */
export function free({ buffer }: Piece): void {
  const { transfer } = buffer as { transfer?: (bytes: number) => ArrayBuffer };
  if (transfer) transfer.call(buffer, 0);
  else structuredClone(buffer, { transfer: [buffer] });
}
