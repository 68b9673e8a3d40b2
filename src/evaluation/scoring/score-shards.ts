import { createSha256 } from '../../browser/sha256.ts';
import { decodeTensor } from '../../core/checkpoint/tensor-values.ts';
import { CodedError } from '../../core/errors.ts';
import { CONFIDENCE_UNIT, type TallyShard } from '../../core/evaluation/tally-document.ts';
import {
  addToTally,
  addUnlabelled,
  createTally,
  type Judgement,
  type Tally,
} from '../../core/evaluation/tally.ts';
import { quote } from '../../core/quote.ts';
import type { ScoringRule } from '../../core/scoring/probabilities.ts';
import { judgeRow } from '../../core/scoring/score-rows.ts';
import { createBreath } from '../breathe.ts';
import { rowBytes, type Shard } from './shards.ts';

/** What a row is compared with. */
export interface Scorer {
  /** [C, D] unit vectors. */
  readonly classVectors: Float32Array;
  readonly rule: ScoringRule;
}

/** Shards and what they are compared with. */
export interface ShardFiles {
  readonly shards: readonly Shard[];
  readonly dimensions: number;
  /** [rows] for each shard; `null` where nobody told the classes. */
  readonly labels: readonly Int32Array[] | null;
  readonly scorers: readonly Scorer[];
  readonly classCount: number;
}

export interface ShardWork extends ShardFiles {
  readonly signal: AbortSignal;
  /** Hears of rows that are done, often. */
  readonly onRows: (rows: number) => void;
}

/** A tally for each scorer, and what was read for them. */
export interface ScoredShards {
  readonly tallies: readonly Tally[];
  readonly shards: readonly TallyShard[];
}

/** Bytes of a shard that are in memory at a time. */
const PIECE = 2 ** 20;
/** float16 keeps a length to a thousandth, bfloat16 to less than a hundredth. */
const LENGTH_TOLERANCE = 0.01;
/** Multiplications between two breaths: a few milliseconds. */
const STEP = 2e6;

/**
 * Scores shards from the disk, a megabyte at a time, into one tally for each scorer: memory does not grow with the set.
 * A row that is not finite is counted as unscored.
 *
 * @throws CodedError `shards-length` for a row that is not of length 1, `shards-damaged` where a file cannot be read
 */
export async function scoreShards(work: ShardWork): Promise<ScoredShards> {
  const tallies = work.scorers.map(() => createTally(work.classCount));
  const breathe = createBreath();
  const found: TallyShard[] = [];
  for (const [place, shard] of work.shards.entries()) {
    const labels = work.labels?.[place] ?? null;
    const fingerprint = await scoreShard(work, shard, labels, tallies, breathe);
    found.push({ name: shard.file.name.replace(/\.npy$/, ''), fingerprint, pictures: shard.rows });
  }
  return { tallies, shards: found };
}

async function scoreShard(
  { scorers, dimensions, classCount, signal, onRows }: ShardWork,
  shard: Shard,
  labels: Int32Array | null,
  tallies: readonly Tally[],
  breathe: () => Promise<void>,
): Promise<string> {
  const hash = await createSha256();
  const cosines = new Float64Array(classCount);
  const step = Math.max(1, Math.floor(STEP / (classCount * dimensions * scorers.length)));
  for await (const { from, values, bytes } of piecesOf(shard, dimensions)) {
    hash.update(bytes);
    const rows = values.length / dimensions;
    for (let at = 0; at < rows; at++) {
      if (at % step === 0) await breathe();
      signal.throwIfAborted();
      const row = values.subarray(at * dimensions, (at + 1) * dimensions);
      requireLength(row, shard, from + at);
      const trueClass = labels?.[from + at] ?? null;
      scorers.forEach(({ classVectors, rule }, index) => {
        const judgement = judgeRow(row, classVectors, rule, trueClass, cosines);
        const tally = tallies[index];
        if (tally) enter(tally, trueClass, judgement);
      });
    }
    onRows(rows);
  }
  if (labels) hash.update(new Uint8Array(BigInt64Array.from(labels, BigInt).buffer));
  return hash.digest();
}

/** Confidences are whole numbers of a unit, as `score.py` adds them. */
function enter(tally: Tally, trueClass: number | null, judgement: Judgement | null): void {
  const rounded = judgement && {
    ...judgement,
    confidence: Math.round(judgement.confidence / CONFIDENCE_UNIT) * CONFIDENCE_UNIT,
  };
  if (trueClass === null) addUnlabelled(tally, rounded);
  else addToTally(tally, trueClass, rounded);
}

async function* piecesOf(shard: Shard, dimensions: number) {
  const { file, rows, dtype, begin } = shard;
  const width = rowBytes(shard, dimensions);
  const many = Math.max(1, Math.floor(PIECE / width));
  for (let from = 0; from < rows; from += many) {
    const to = Math.min(rows, from + many);
    const bytes = await readSlice(file, begin + from * width, begin + to * width);
    yield { from, bytes, values: decodeTensor(bytes, dtype) };
  }
}

async function readSlice(file: File, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch {
    throw new CodedError(
      'shards-damaged',
      `${quote(file.name)} cannot be read any more: it was moved or changed. Choose the shards again.`,
      { file: quote(file.name) },
    );
  }
}

function requireLength(row: Float32Array, { file }: Shard, place: number): void {
  let squares = 0;
  for (const value of row) squares += value * value;
  const length = Math.sqrt(squares);
  if (!(length > 0 && Math.abs(length - 1) > LENGTH_TOLERANCE && Number.isFinite(length))) return;
  throw new CodedError(
    'shards-length',
    `Row ${place + 1} of ${quote(file.name)} has the length ${length.toFixed(3)}, not 1. Normalise the vectors, as clip-retrieval and ray_embed.py do.`,
    { file: quote(file.name), row: place + 1, size: length.toFixed(3) },
  );
}
