import { useId, useState, type KeyboardEvent } from 'react';
import type { PlaceVectors } from '../../store/maps/maps.ts';
import type { PlaceMap } from '../../store/selectors/place-maps.ts';
import type { Words } from '../../words/translate.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { BestLabels } from './BestLabels.tsx';
import { arrow, type Point } from './frame.ts';
import { ALL_LABELS } from './LabelChoice.tsx';
import type { PlaceFiguresProps } from './map-column-props.ts';
import { PlaceFigure } from './PlaceFigure.tsx';
import { bestAt, cellOf, neighbour } from './places.ts';
import { signed } from './signed.ts';
import styles from './maps.module.css';

/** More small maps than these would be too small to see, and too many to compare. */
const MOST_MAPS = 24;

/** The maps of one column, asked about a place by pointer, finger or keys. */
export function PlaceFigures({ picture, name, place, maps, places, ...rest }: PlaceFiguresProps) {
  const words = useWords();
  const { t } = words;
  const { kind, choice, most, probe, onProbe } = rest;
  const id = useId();
  const [said, say] = useState('');
  const shown =
    choice === ALL_LABELS
      ? maps.slice(0, MOST_MAPS)
      : maps.filter(({ label }) => label.id === choice);
  const best = probe ? bestAt(maps, places, probe) : [];
  const move = (event: KeyboardEvent): void => {
    const by = arrow(event.key);
    if (!by) return;
    event.preventDefault();
    const next = neighbour(places, probe, by);
    onProbe(next);
    say(placeSentence(words, maps, places, next));
  };
  return (
    // It is worked with as with a drawing: by pointer, and by keys that are its own.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={styles.figures}
      data-many={shown.length > 1}
      role="application"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={t('maps.map', { name, number: place + 1 })}
      aria-describedby={id}
      onKeyDown={move}
      onPointerLeave={(event) => event.pointerType === 'mouse' && onProbe(null)}
    >
      {shown.map((map) => (
        <PlaceFigure
          key={map.label.id}
          picture={picture}
          map={map}
          places={places}
          most={most}
          probe={probe}
          onProbe={onProbe}
          small={shown.length > 1}
        />
      ))}
      <BestLabels best={best} kind={kind} />
      <Hints places={places} cut={choice === ALL_LABELS && shown.length < maps.length} />
      <p id={id} hidden>
        {t('maps.keys')}
      </p>
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}

/** The labels that a place is nearest to. */
function placeSentence(
  words: Words,
  maps: readonly PlaceMap[],
  places: PlaceVectors,
  point: Point,
): string {
  const { t } = words;
  return t('maps.place', {
    ...cellOf(places, point),
    labels: bestAt(maps, places, point)
      .map(({ label, value }) => `${label.text} ${signed(words, value)}`)
      .join(t('notices.between')),
  });
}

interface HintsProps {
  readonly places: PlaceVectors;
  /** Not all maps are shown. */
  readonly cut: boolean;
}

function Hints({ places, cut }: HintsProps) {
  const { t } = useWords();
  return (
    <>
      {places.size !== null && (
        <p className={styles.hint}>
          {t('maps.size', { size: places.size, rows: places.rows, columns: places.columns })}
        </p>
      )}
      {cut && <p className={styles.hint}>{t('maps.cut', { count: MOST_MAPS })}</p>}
    </>
  );
}
