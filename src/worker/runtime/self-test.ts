import type { Architecture } from '../../core/model/architecture.ts';
import type { TowerInput, TowerSession } from './tower-session.ts';

/** Two known inputs that differ, in one batch, for the first answers of every new session. */
export function probeInput(architecture: Architecture, tower: 'image' | 'text'): TowerInput {
  if (tower === 'image') {
    const { imageSize } = architecture.image;
    const count = 2 * 3 * imageSize * imageSize;
    // Waves of the size of normalised pixels: smooth enough for a convolution to see, different in each picture.
    const data = Float32Array.from(
      { length: count },
      (_, i) => 1.5 * Math.sin(i * 0.7 + (i / count) * 40),
    );
    return { data, dims: [2, 3, imageSize, imageSize] };
  }
  const { vocabSize, contextLength } = architecture.text;
  const length = Math.min(8, contextLength);
  const data = Int32Array.from({ length: 2 * length }, (_, i) =>
    (i + 1) % length === 0 ? vocabSize - 1 : (i * 37 + 1) % vocabSize,
  );
  return { data, dims: [2, length] };
}

/** The answer to the first known input alone: the reference for other devices. @throws Error where it is not finite */
export async function answerOf(session: TowerSession, probe: TowerInput): Promise<Float32Array> {
  const answer = await session.run(row(probe, 0));
  if (!answer.every(Number.isFinite)) {
    throw new Error('The known input gave values that are no numbers.');
  }
  return answer;
}

/**
 * The largest difference between two devices that the same sums in another order explain, relative to the largest value.
 * A number in half precision is wrong by 2^-11, 8192 times as much as in single precision, of which few add up.
 */
export const TOLERANCE = { single: 2e-3, half: 5e-2 } as const;

/**
 * Checks a session on the graphics card. With the processor's answer as `reference`, both must agree. Without one (a
 * large tower, of which a second session would cost too much) each of the known inputs must come out the same alone as
 * beside the other, which wrong indexing, uninitialised memory and overflow do not survive.
 * @throws Error in words, where the answer cannot be right
 */
export async function checkCard(
  session: TowerSession,
  probe: TowerInput,
  reference: Float32Array | null,
  tolerance: number = TOLERANCE.single,
): Promise<void> {
  const first = await answerOf(session, probe);
  requireEqual(first, reference ?? first, tolerance);
  if (reference) return;
  const both = await session.run(probe);
  requireEqual(both.slice(0, first.length), first, tolerance);
  requireEqual(both.slice(first.length), await session.run(row(probe, 1)), tolerance);
}

function row({ data, dims, ...input }: TowerInput, index: 0 | 1): TowerInput {
  const half = data.length / 2;
  return {
    ...input,
    data: data.slice(index * half, (index + 1) * half),
    dims: [1, ...dims.slice(1)],
  };
}

function requireEqual(found: Float32Array, expected: Float32Array, tolerance: number): void {
  let [difference, largest] = [found.length === expected.length ? 0 : Number.POSITIVE_INFINITY, 0];
  for (const [i, value] of expected.entries()) {
    const apart = Math.abs(value - (found[i] ?? 0));
    difference = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : Math.max(difference, apart);
    largest = Math.max(largest, Math.abs(value));
  }
  if (difference > tolerance * largest) {
    const relative = (difference / largest).toExponential(1);
    throw new Error(`The known input came out differently, by ${relative} of the largest value.`);
  }
}
