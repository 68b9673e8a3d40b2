import { useEffect, useState } from 'react';
import { cropGeometry, cropRegion } from '../../core/image/crop-geometry.ts';
import { modelOf } from '../../store/columns/column-model.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column } from '../../store/types.ts';
import { frameStyle } from './frame.ts';
import styles from './cover.module.css';

/** What the first model sees of a picture, where that is not all of it. */
export function SeenSquare({ url }: { readonly url: string }) {
  const column = usePage((all) => all.columns.find((candidate) => modelOf(candidate) !== null));
  const size = useSize(url);
  const seen = column && size && seenOf(column, size);
  return seen && <span className={styles.seen} style={frameStyle(seen)} />;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The crop of a column's model in shares of the picture; `null` where next to nothing is cut off. */
function seenOf(column: Column, { width, height }: Size) {
  const rule = modelOf(column)?.model.description.preprocessing;
  if (!rule) return null;
  const crop = column.crop ?? rule.crop;
  const region = cropRegion(
    width,
    height,
    cropGeometry(width, height, rule.size, crop, rule.fit),
    rule.fit,
  );
  if (region.width > 0.99 * width && region.height > 0.99 * height) return null;
  return {
    left: region.x / width,
    top: region.y / height,
    width: region.width / width,
    height: region.height / height,
  };
}

/** Size of a picture as it is shown, or `null` until it is known. */
function useSize(url: string): Size | null {
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
