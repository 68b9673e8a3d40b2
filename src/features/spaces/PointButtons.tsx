import { useEffect, useRef, type MouseEvent } from 'react';
import type { ShownRun } from '../../evaluation/shown-run.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { nearestSpot } from './plot-layout.ts';
import { labelId, nameOf, pictureId, type PointId, type Points } from './points.ts';
import styles from './spaces.module.css';

interface Props {
  readonly points: Points;
  readonly label: string;
  readonly run: ShownRun | undefined;
  readonly onActive: (point: PointId) => void;
}

/**
 * A button above each point: one stop of the Tab key, from which arrows lead to the others, from left to right. A pointer
 * means the nearest point, since of points that lie close together one button covers the others.
 */
export function PointButtons({ points, label: title, run, onActive }: Props) {
  const open = usePage((all) => all.open);
  const openedFrom = useFocusBack();
  const all = useNamed(points, run);
  const nearest = ({ currentTarget, clientX, clientY }: MouseEvent<HTMLElement>): number => {
    const { left, top } = currentTarget.getBoundingClientRect();
    const spots = all.map(({ spot }) => spot);
    return nearestSpot(spots, clientX - left, clientY - top);
  };
  const press = (event: MouseEvent<HTMLElement>): void => {
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    // A key presses the button that has the focus, and has no place.
    const at =
      event.detail === 0 ? buttons.findIndex((button) => button === event.target) : nearest(event);
    const [point, button] = [all[at], buttons[at]];
    if (!point || !button) return;
    button.focus();
    onActive(point.id);
    if (point.opens === null) return;
    openedFrom(button);
    open({ kind: 'spaces', picture: point.opens });
  };
  return (
    <Toolbar
      label={title}
      className={styles.field}
      pointer={{
        // The button on top would take the focus.
        onMouseDown: (event) => event.preventDefault(),
        onPointerMove: (event) => {
          const point = all[nearest(event)];
          if (point) onActive(point.id);
        },
        onClick: press,
      }}
    >
      {all.map(({ id, name, spot: [left, top] }) => (
        <button
          key={id}
          type="button"
          className={styles.point}
          style={{ left, top }}
          aria-label={name}
          onFocus={() => onActive(id)}
        />
      ))}
    </Toolbar>
  );
}

/** Every point with its name, from left to right. */
function useNamed({ laid, drawn, picture, label }: Points, run: ShownRun | undefined) {
  const { t, language } = useWords();
  const samples = usePage((all) => all.samples);
  const pictures = drawn.pictures.flatMap((at) => {
    const own = laid.points.pictures[at];
    if (own === undefined) return [];
    const name = t('spaces.picture', { name: nameOf(own, run, { samples, language }) });
    const opens = typeof own === 'number' ? null : own.id;
    return [{ id: pictureId(own), name, opens, spot: picture(at) }];
  });
  const labels = drawn.labels.map((at) => {
    const text = laid.points.labels[at] ?? '';
    return { id: labelId(text), name: t('spaces.word', { text }), opens: null, spot: label(at) };
  });
  return [...pictures, ...labels].toSorted((a, b) => a.spot[0] - b.spot[0]);
}

/** Takes the button that opened a picture, and gives it the focus afterwards: a dialog that is taken away gives it to nobody. */
function useFocusBack() {
  const opened = usePage(({ overlay }) => overlay?.kind === 'spaces' && overlay.picture);
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (opened) return;
    opener.current?.focus();
    opener.current = null;
  }, [opened]);
  return (button: HTMLButtonElement): void => {
    opener.current = button;
  };
}
