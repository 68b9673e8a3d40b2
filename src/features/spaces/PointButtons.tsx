import { useEffect, useRef } from 'react';
import type { ShownRun } from '../../evaluation/shown-run.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { labelId, nameOf, pictureId, type PointId, type Points } from './points.ts';
import styles from './spaces.module.css';

interface Props {
  readonly points: Points;
  readonly label: string;
  readonly run: ShownRun | undefined;
  readonly onActive: (point: PointId) => void;
}

/** A button above each point: one stop of the Tab key, from which arrows lead to the others, from left to right. */
export function PointButtons({ points, label: title, run, onActive }: Props) {
  const { t, language } = useWords();
  const samples = usePage((all) => all.samples);
  const open = usePage((all) => all.open);
  const opened = usePage(({ overlay }) => overlay?.kind === 'spaces' && overlay.picture);
  const opener = useRef<HTMLButtonElement>(null);
  // A dialog that is taken away gives the focus to nobody.
  useEffect(() => {
    if (opened) return;
    opener.current?.focus();
    opener.current = null;
  }, [opened]);
  const { laid, drawn, picture, label } = points;
  const pictures = drawn.pictures.flatMap((at) => {
    const own = laid.points.pictures[at];
    if (own === undefined) return [];
    const name = t('spaces.picture', { name: nameOf(own, run, { samples, language }) });
    return [
      {
        id: pictureId(own),
        name,
        opens: typeof own === 'number' ? null : own.id,
        spot: picture(at),
      },
    ];
  });
  const labels = drawn.labels.map((at) => {
    const text = laid.points.labels[at] ?? '';
    return { id: labelId(text), name: t('spaces.word', { text }), opens: null, spot: label(at) };
  });
  const all = [...pictures, ...labels].toSorted((a, b) => a.spot[0] - b.spot[0]);
  return (
    <Toolbar label={title} className={styles.field}>
      {all.map(({ id, name, opens, spot: [left, top] }) => (
        <button
          key={id}
          type="button"
          className={styles.point}
          style={{ left, top }}
          aria-label={name}
          onFocus={() => onActive(id)}
          onPointerEnter={() => onActive(id)}
          onClick={({ currentTarget }) => {
            onActive(id);
            if (opens === null) return;
            opener.current = currentTarget;
            open({ kind: 'spaces', picture: opens });
          }}
        />
      ))}
    </Toolbar>
  );
}
