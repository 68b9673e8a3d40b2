import { useEffect, useState } from 'react';

/** Side of the small copy whose pixels are averaged. */
const SIDE = 32;

/**
 * The mean colour of a picture, for what is covered in it; transparency lies on white. `null` until it is known and where
 * the browser draws nothing. The engine works out its own from all pixels: this one is only looked at.
 */
export function useMeanColour(url: string): string | null {
  const [colour, setColour] = useState<string | null>(null);
  useEffect(() => {
    const image = new Image();
    image.addEventListener('load', () => setColour(meanColour(image)), { once: true });
    image.src = url;
    return () => setColour(null);
  }, [url]);
  return colour;
}

function meanColour(image: HTMLImageElement): string | null {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [SIDE, SIDE];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, SIDE, SIDE);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, SIDE, SIDE);
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  const mean = [0, 1, 2].map((channel) => {
    let sum = 0;
    for (let i = channel; i < data.length; i += 4) sum += data[i] ?? 0;
    return Math.round(sum / (SIDE * SIDE));
  });
  return `rgb(${mean.join(' ')})`;
}
