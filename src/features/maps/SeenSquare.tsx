import { cropGeometry, cropRegion } from '../../core/image/crop-geometry.ts';
import { modelOf } from '../../store/columns/column-model.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column } from '../../store/types.ts';
import { frameStyle } from './frame.ts';
import type { Size } from './use-picture-size.ts';
import styles from './cover.module.css';

/** What the first model sees of a picture, where that is not all of it. */
export function SeenSquare({ size }: { readonly size: Size | null }) {
  const column = usePage((all) => all.columns.find((candidate) => modelOf(candidate) !== null));
  const seen = column && size && seenOf(column, size);
  return seen && <span className={styles.seen} style={frameStyle(seen)} />;
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
