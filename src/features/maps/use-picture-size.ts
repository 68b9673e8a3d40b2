import { useEffect, useState } from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Size of a picture as it is shown, turned as its file says; `null` until it is known. */
export function usePictureSize(url: string): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    const image = new Image();
    const know = () => setSize({ width: image.naturalWidth, height: image.naturalHeight });
    image.addEventListener('load', know, { once: true });
    image.src = url;
    return () => setSize(null);
  }, [url]);
  return size?.width && size.height ? size : null;
}

/** The picture's shape for a style, by which it is drawn as large as there is room. */
export function shapeOf(size: Size | null): object {
  return { '--shape': size ? size.width / size.height : 1 };
}
