import { useEffect, useState } from 'react';
import { pictureName } from '../../store/pictures/picture-name.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Picture } from '../../store/types.ts';
import { useOrderedPictures } from '../../store/use-ordered-pictures.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import type { Point } from './frame.ts';
import { useLabelChoice } from './LabelChoice.tsx';
import { LabelPopover } from './LabelPopover.tsx';
import { Legend } from './Legend.tsx';
import { MapColumn } from './MapColumn.tsx';
import { useAsking } from './use-asking.ts';
import { useColumnMaps } from './use-column-maps.ts';
import { useRefusal } from './use-refusal.ts';
import styles from './slide.module.css';

/** Parts a side: few enough to be looked at while a room waits. */
const FINE = 3;

/** Where in the picture that was shown last a label's words are nearest, in every column. */
export function MapsSlide() {
  const pictures = useOrderedPictures();
  const current = usePage((all) => all.current);
  const picture = pictures.find(({ id }) => id === current) ?? pictures[0];
  return picture ? <Shown key={picture.id} picture={picture} /> : null;
}

function Shown({ picture }: { readonly picture: Picture }) {
  const { t } = useWords();
  const refusal = useRefusal(picture);
  const reveal = usePage((all) => all.toggleCover);
  const seeWhere = usePage((all) => all.seeWhere);
  useEffect(() => () => void seeWhere({ kind: 'leave' }), [seeWhere]);
  if (!refusal) return <Maps picture={picture} />;
  return (
    <div className={styles.refusal}>
      <p>{t(refusal)}</p>
      {refusal === 'maps.guess-first' && (
        <Button icon="eye" onClick={() => reveal(picture.id)}>
          {t('present.reveal')}
        </Button>
      )}
    </div>
  );
}

function Maps({ picture }: { readonly picture: Picture }) {
  const { t } = useWords();
  const name = usePage((all) => pictureName(picture, all));
  const columns = usePage((all) => all.columns);
  const [choice, setChoice] = useLabelChoice(picture);
  const [probe, setProbe] = useState<Point | null>(null);
  const ask = useAsking(picture.id, 'parts', FINE);
  const { of, most } = useColumnMaps('parts', FINE);
  return (
    <div className={styles.slide}>
      <div className={styles.head}>
        <p>{t('maps.parts.lead')}</p>
        <LabelPopover value={choice} onChange={setChoice} />
      </div>
      <div className={styles.columns} style={{ '--columns': columns.length } as object}>
        {columns.map((column, index) => (
          <MapColumn
            key={column.id}
            picture={picture}
            name={name}
            column={column}
            place={index}
            kind="parts"
            answer={of(column)}
            choice={choice}
            most={most}
            probe={probe}
            onProbe={setProbe}
            onAgain={ask}
            large
          />
        ))}
      </div>
      <div className={styles.foot}>
        <Legend most={most} />
        <p>{t('maps.parts.not-how')}</p>
      </div>
    </div>
  );
}
