import type { PlaceFiguresProps } from './map-column-props.ts';
import { PlaceFigure } from './PlaceFigure.tsx';
import styles from './slide.module.css';

/** One label's map as large as there is room; a place is asked about by pointer or finger. */
export function LargeFigure({ picture, maps, places, ...rest }: PlaceFiguresProps) {
  const { choice, most, probe, onProbe } = rest;
  const map = maps.find(({ label }) => label.id === choice);
  if (!map) return null;
  return (
    <div
      className={styles.large}
      onPointerLeave={(event) => event.pointerType === 'mouse' && onProbe(null)}
    >
      <PlaceFigure
        picture={picture}
        map={map}
        places={places}
        most={most}
        probe={probe}
        onProbe={onProbe}
        small={false}
      />
    </div>
  );
}
