import { writeSafetensors } from '../../src/core/checkpoint/write-safetensors.ts';
import type { FilePayload } from './pictures.ts';

/** Planes that stand square on each other, with as many classes on the unit circle of each. */
const [PLANES, AROUND] = [32, 32];
const [CLASSES, WIDTH] = [PLANES * AROUND, 2 * PLANES];

/** How many steps on from the class that a picture is nearest to its own one stands: of eight pictures. */
const STEPS = [0, 0, 0, 0, 0, 1, 1, 3];

/** Shares on paper: the class three steps on is the sixth nearest. */
export const CIRCLE_SHARES = { top1: 5 / 8, top5: 7 / 8 } as const;

/** Multiplications that comparing every picture with every class takes. */
export const circleProducts = (pictures: number): number => pictures * CLASSES * WIDTH;

/**
 * So many vectors of pictures beside those of 1,024 classes, in one file. A picture stands a tenth of a step behind a class, so
 * that its nearest are, in this order: that class, the next one, the one before, the second next, the second before, the third next.
 */
export function circleVectors(pictures: number): FilePayload {
  const onCircle = (into: Float32Array, row: number, plane: number, step: number): void => {
    const angle = (2 * Math.PI * step) / AROUND;
    into.set([Math.cos(angle), Math.sin(angle)], row * WIDTH + 2 * plane);
  };
  const texts = new Float32Array(CLASSES * WIDTH);
  for (let c = 0; c < CLASSES; c++) onCircle(texts, c, Math.floor(c / AROUND), c % AROUND);
  const images = new Float32Array(pictures * WIDTH);
  const labels = Array.from({ length: pictures }, (_, row) => {
    // Every class has a turn in each of the eight.
    const [plane, step] = [(row >> 3) % PLANES, Math.floor(row / (8 * PLANES)) % AROUND];
    onCircle(images, row, plane, step + 0.1);
    return plane * AROUND + ((step + (STEPS[row % 8] ?? 0)) % AROUND);
  });
  const tensor = (name: string, values: Float32Array<ArrayBuffer>) => ({
    name,
    dtype: 'F32' as const,
    shape: [values.length / WIDTH, WIDTH],
    bytes: new Uint8Array(values.buffer),
  });
  const parts = writeSafetensors([tensor('image_embeds', images), tensor('text_embeds', texts)], {
    image_labels: JSON.stringify(labels),
    logit_scale: '100',
  });
  return {
    name: `circle-${pictures}.safetensors`,
    mimeType: 'application/octet-stream',
    buffer: Buffer.concat(parts),
  };
}
