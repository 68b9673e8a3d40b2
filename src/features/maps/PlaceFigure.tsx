import { useEffect, useRef, type PointerEvent } from 'react';
import type { PlaceVectors } from '../../store/maps/maps.ts';
import type { PlaceMap } from '../../store/selectors/place-maps.ts';
import type { Picture } from '../../store/types.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { frameStyle, pointAt, type Point } from './frame.ts';
import { paintMap } from './paint.ts';
import { valueAt } from './places.ts';
import { signed } from './signed.ts';
import { shapeOf, usePictureSize } from './use-picture-size.ts';
import styles from './maps.module.css';

interface Props {
  readonly picture: Picture;
  readonly map: PlaceMap;
  readonly places: PlaceVectors;
  readonly most: number;
  readonly probe: Point | null;
  readonly onProbe: (place: Point) => void;
  readonly small: boolean;
}

/** Pixels of the longer side: the browser smooths what is between them. */
const SIDE = 96;
const SMALL_SIDE = 48;

/** The picture under one label's colours, with the number of the place that is asked about, or else the highest one. */
export function PlaceFigure({ picture, map, places, most, probe, onProbe, small }: Props) {
  const words = useWords();
  const { t } = words;
  const canvas = useRef<HTMLCanvasElement>(null);
  const shape = shapeOf(usePictureSize(picture.url));
  const { label, values } = map;
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const side = small ? SMALL_SIDE : SIDE;
    [element.width, element.height] = [side, side];
    const bytes = paintMap(values, places, most, { width: side, height: side });
    element.getContext('2d')?.putImageData(new ImageData(bytes, side, side), 0, 0);
  }, [values, places, most, small]);
  const peak = values.reduce((at, value, index) => (value > (values[at] ?? 0) ? index : at), 0);
  const ask = (event: PointerEvent): void => onProbe(pointAt(event, event.currentTarget));
  const asked = probe ? valueAt(values, places, probe) : Number.NaN;
  const value = Number.isNaN(asked)
    ? t('maps.highest', { value: signed(words, values[peak] ?? 0) })
    : signed(words, asked);
  return (
    <figure className={styles.figure}>
      <div className={styles.under} style={shape} onPointerMove={ask} onPointerDown={ask}>
        <img className={styles.picture} src={picture.url} alt="" draggable={false} />
        <canvas
          ref={canvas}
          className={styles.colour}
          style={frameStyle(places.region)}
          role="img"
          aria-label={t('maps.figure', {
            label: label.text,
            row: Math.floor(peak / places.columns) + 1,
            column: (peak % places.columns) + 1,
            value: signed(words, values[peak] ?? 0),
          })}
        />
        {probe && (
          <span
            className={styles.probe}
            style={{ left: `${probe.x * 100}%`, top: `${probe.y * 100}%` }}
          />
        )}
      </div>
      <figcaption className={styles.caption}>
        <bdi>{label.text}</bdi> <span className={styles.value}>{value}</span>
      </figcaption>
    </figure>
  );
}
