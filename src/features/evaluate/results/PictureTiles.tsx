import { useEffect, useState } from 'react';
import type { EvaluationSet } from '../../../evaluation/sets/set.ts';
import type { ShownRun } from '../../../evaluation/shown-run.ts';
import { usePage } from '../../../store/StoreContext.tsx';
import { Button } from '../../../ui/Button.tsx';
import { useWords } from '../../../words/WordsContext.tsx';
import type { ColumnView } from './column-view.ts';
import styles from './tiles.module.css';

interface Props {
  readonly title: string;
  readonly run: ShownRun;
  readonly view: ColumnView;
  /** Indices of the pictures, in the order in which they are shown. */
  readonly pictures: readonly number[];
  readonly onClose?: () => void;
}

const FIRST = 12;
const MOST = 96;

/** Pictures of the set with what a column says of them; each is read when its tile is there and not before. */
export function PictureTiles({ title, run, view, pictures, onClose }: Props) {
  const { t, percent } = useWords();
  const [shown, setShown] = useState(FIRST);
  const { document, set } = run;
  const { outcomes } = view.column;
  const nameOf = (index: number | undefined): string =>
    document.classes[index ?? -1]?.names[0] ?? '';
  return (
    <section className={styles.block} aria-label={title}>
      <header className={styles.head}>
        <h4 className={styles.title}>{title}</h4>
        {onClose && (
          <Button small look="quiet" icon="close" iconOnly onClick={onClose}>
            {t('close')}
          </Button>
        )}
      </header>
      {pictures.length === 0 && <p className={styles.note}>{t('evaluated.no-pictures')}</p>}
      <ul className={styles.tiles}>
        {pictures.slice(0, shown).map((picture) => (
          <li key={picture} className={styles.tile}>
            {set && <Thumbnail set={set} picture={picture} />}
            <span className={styles.name}>
              <bdi>{document.pictures[picture]}</bdi>
            </span>
            <span>
              {t('evaluated.is')} <bdi>{nameOf(document.trueClasses[picture])}</bdi>
            </span>
            <span>
              {t('evaluated.says')} <bdi>{nameOf(outcomes.predicted[picture])}</bdi>{' '}
              {percent(outcomes.confidence[picture] ?? 0)}
            </span>
          </li>
        ))}
      </ul>
      {pictures.length > shown && shown < MOST && (
        <div>
          <Button small onClick={() => setShown(shown + FIRST)}>
            {t('evaluated.more', { count: pictures.length - shown })}
          </Button>
        </div>
      )}
    </section>
  );
}

function Thumbnail({ set, picture }: { readonly set: EvaluationSet; readonly picture: number }) {
  const { t } = useWords();
  const show = usePage((all) => all.showThumbnail);
  const url = usePage(({ thumbnails }) =>
    thumbnails?.set === set ? thumbnails.urls.get(picture) : undefined,
  );
  useEffect(() => {
    void show(set, picture);
  }, [show, set, picture]);
  if (url === null) return <span className={styles.missing}>{t('evaluated.unreadable')}</span>;
  return url ? (
    // The name stands below.
    <img className={styles.image} src={url} alt="" />
  ) : (
    <span className={styles.missing} />
  );
}
