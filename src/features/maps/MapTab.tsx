import { useState } from 'react';
import { liveModelOf } from '../../store/columns/column-model.ts';
import type { MapKind } from '../../store/maps/maps.ts';
import { pictureName } from '../../store/pictures/picture-name.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Picture } from '../../store/types.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { ALL_LABELS, LabelChoice, useLabelChoice } from './LabelChoice.tsx';
import { Legend } from './Legend.tsx';
import { MapColumn } from './MapColumn.tsx';
import { useAsking } from './use-asking.ts';
import { useColumnMaps } from './use-column-maps.ts';
import type { Point } from './frame.ts';
import styles from './maps.module.css';

interface Props {
  readonly picture: Picture;
  readonly kind: MapKind;
}

/** Parts a side, and how many times a ResNet's own size its picture is given at. */
const FINE: Readonly<Record<MapKind, readonly string[]>> = {
  parts: ['3', '4', '5', '6'],
  patches: ['1', '2', '3'],
};

/** One map a column and label: which places of the picture are nearer to the label's words than to the other labels'. */
export function MapTab({ picture, kind }: Props) {
  const { t } = useWords();
  const name = usePage((all) => pictureName(picture, all));
  const columns = usePage((all) => all.columns);
  const [fine, setFine] = useState(kind === 'parts' ? '3' : '2');
  const [choice, setChoice] = useLabelChoice(picture);
  const [probe, setProbe] = useState<Point | null>(null);
  const sized = columns.some((column) => isResNet(liveModelOf(column)));
  const ask = useAsking(picture.id, kind, Number(fine));
  const { of, most } = useColumnMaps(kind, Number(fine));
  return (
    <div className={styles.tab}>
      <div className={styles.choices}>
        <LabelChoice value={choice} onChange={setChoice} />
        {(kind === 'parts' || sized) && (
          <Segmented
            label={t(`maps.${kind}.fine`)}
            value={fine}
            options={FINE[kind].map((value) => ({
              value,
              text: t(`maps.${kind}.fine-of`, { value }),
            }))}
            onChange={setFine}
          />
        )}
        <Legend most={most} />
      </div>
      <div className={styles.columns} data-all={choice === ALL_LABELS}>
        {columns.map((column, index) => (
          <MapColumn
            key={column.id}
            picture={picture}
            name={name}
            column={column}
            place={index}
            kind={kind}
            answer={of(column)}
            choice={choice}
            most={most}
            probe={probe}
            onProbe={setProbe}
            onAgain={ask}
          />
        ))}
      </div>
      <p className={styles.note}>
        {t(`maps.${kind}.lead`)} {t(`maps.${kind}.not-how`)} {t('maps.legend.exactly')}
      </p>
    </div>
  );
}

function isResNet(model: ReturnType<typeof liveModelOf>): boolean {
  return model?.model.description.architecture.image.kind === 'resnet';
}
