import { useState, type DragEvent } from 'react';
import { pictureName } from '../../store/pictures/picture-name.ts';
import { namedPictures } from '../../store/selectors/named-pictures.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Label, Picture } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { LabelSelect } from './LabelSelect.tsx';
import styles from './teach.module.css';

const DRAG_TYPE = 'application/x-picture';
/** Labels and pictures that are listed at once; more are taken by their names. */
const MOST = 200;

/** Which picture is an example of which label. */
export function Examples() {
  const { t } = useWords();
  const labels = usePage((all) => all.labels);
  const pictures = usePage((all) => all.pictures);
  const examples = usePage((all) => all.examples);
  const takeNamedPictures = usePage((all) => all.takeNamedPictures);
  const dropExamples = usePage((all) => all.dropExamples);
  const named = namedPictures({ labels, pictures });
  const counts = new Map<string, number>();
  for (const { id } of pictures) {
    const label = examples.get(id);
    if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const bare = labels.filter(({ id }) => !counts.has(id));
  const given = labels.reduce((sum, { id }) => sum + (counts.get(id) ?? 0), 0);
  return (
    <section className={styles.examples}>
      <header className={styles.top}>
        <h3>{t('teach.examples')}</h3>
        <span className={styles.note}>{t('teach.given', { count: given })}</span>
        <Button small disabled={named.length === 0} onClick={takeNamedPictures}>
          {t('teach.take-named')}
        </Button>
        <Button small look="quiet" disabled={examples.size === 0} onClick={dropExamples}>
          {t('teach.drop')}
        </Button>
      </header>
      <p className={styles.note}>
        {pictures.length === 0
          ? t('teach.no-pictures')
          : labels.length === 0
            ? t('teach.no-labels')
            : t('teach.how')}{' '}
        {labels.length > 0 && pictures.length > 0 && named.length === 0 && t('teach.none-named')}
      </p>
      <ul className={styles.labels} aria-label={t('teach.counts')}>
        {labels.slice(0, MOST).map((label) => (
          <Taught key={label.id} label={label} count={counts.get(label.id) ?? 0} />
        ))}
      </ul>
      {given > 0 && bare.length > 0 && (
        <p className={styles.note}>{t('teach.bare', { labels: listed(bare) })}</p>
      )}
      <ul className={styles.pictures}>
        {pictures.slice(0, MOST).map((picture) => (
          <Shown key={picture.id} picture={picture} labels={labels} />
        ))}
      </ul>
    </section>
  );
}

function listed(labels: readonly Label[]): string {
  const texts = labels.slice(0, 8).map(({ text }) => text);
  return labels.length > texts.length ? `${texts.join(', ')} …` : texts.join(', ');
}

/** A label as a place to drop pictures on. */
function Taught({ label, count }: { readonly label: Label; readonly count: number }) {
  const { t, number } = useWords();
  const giveExample = usePage((all) => all.giveExample);
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent): void => {
    const picture = event.dataTransfer.getData(DRAG_TYPE);
    setOver(false);
    if (picture === '') return;
    event.preventDefault();
    giveExample(picture, label.id);
  };
  return (
    // Dropping is for the pointer; each picture has a list of the labels for the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      className={styles.label}
      data-over={over}
      data-bare={count === 0}
      title={t('teach.count', { count, label: label.text })}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAG_TYPE)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <bdi>{label.text}</bdi> <span>{number(count)}</span>
    </li>
  );
}

interface ShownProps {
  readonly picture: Picture;
  readonly labels: readonly Label[];
}

/** A picture with the label that it is an example of. */
function Shown({ picture, labels }: ShownProps) {
  const { t } = useWords();
  const name = usePage((all) => pictureName(picture, all));
  const chosen = usePage((all) => all.examples.get(picture.id));
  const giveExample = usePage((all) => all.giveExample);
  const known = labels.some(({ id }) => id === chosen);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      className={styles.picture}
      data-given={known}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(DRAG_TYPE, picture.id)}
    >
      <img src={picture.url} alt="" width="56" height="56" decoding="async" draggable={false} />
      <LabelSelect
        label={t('teach.shows', { name })}
        place="unseen"
        labels={labels}
        chosen={chosen}
        onChoose={(label) => giveExample(picture.id, label)}
      />
    </li>
  );
}
