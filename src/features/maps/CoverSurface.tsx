import { useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Rect } from '../../core/image/picture-view.ts';
import type { Picture } from '../../store/types.ts';
import { useWords } from '../../words/WordsContext.tsx';
import type { CoverStep } from './cover-steps.ts';
import {
  arrow,
  FIRST_FRAME,
  frameBetween,
  frameStyle,
  isTooSmall,
  moveFrame,
  pointAt,
  resizeFrame,
  STEP,
  type Point,
} from './frame.ts';
import { SeenSquare } from './SeenSquare.tsx';
import { useMeanColour } from './use-mean-colour.ts';
import { shapeOf, usePictureSize } from './use-picture-size.ts';
import styles from './cover.module.css';

interface Props {
  readonly picture: Picture;
  readonly name: string;
  readonly parts: readonly Rect[];
  readonly onStep: (step: CoverStep) => void;
  /** A part that is being drawn; `null` when one lets go. */
  readonly onDraw: (part: Rect | null) => void;
  /** Says something to those who do not see the picture. */
  readonly say: (sentence: string) => void;
}

/** The picture, over which parts are drawn: with mouse, finger or pen, or with a frame that the keys move. */
export function CoverSurface({ picture, name, parts, onStep, onDraw, say }: Props) {
  const words = useWords();
  const { t } = words;
  const id = useId();
  const colour = useMeanColour(picture.url);
  const size = usePictureSize(picture.url);
  const [frame, setFrame] = useState<Rect | null>(null);
  const { drawn, ...pointer } = useDrawing(onStep, onDraw, () => say(t('maps.cover.too-small')));

  const press = (event: KeyboardEvent): void => {
    const by = arrow(event.key, STEP);
    const shown = frame ?? FIRST_FRAME;
    if (by) {
      const next = event.shiftKey ? resizeFrame(shown, by) : moveFrame(shown, by);
      setFrame(next);
      say(frameSentence(words, next));
    } else if (event.key === 'Enter') onStep({ kind: 'cover', part: shown });
    else if (
      event.key === 'Backspace' ||
      (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey))
    )
      onStep({ kind: 'undo' });
    else return;
    event.preventDefault();
  };
  const style = (part: Rect) => ({ ...frameStyle(part), ...(colour && { background: colour }) });
  return (
    // It is worked with as with a drawing: by pointer, and by keys that are its own.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={takeTouches}
      className={styles.surface}
      style={shapeOf(size)}
      role="application"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={t('maps.cover.surface', { name })}
      aria-describedby={id}
      {...pointer}
      onKeyDown={press}
      onFocus={(event) => {
        if (event.currentTarget.matches(':focus-visible')) setFrame(frame ?? FIRST_FRAME);
      }}
      onBlur={() => setFrame(null)}
    >
      <img className={styles.picture} src={picture.url} alt="" draggable={false} />
      {[...parts, ...(drawn ? [drawn] : [])].map((part, index) => (
        // Parts have no names, and are only added and taken back at the end.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index} className={styles.part} style={style(part)} />
      ))}
      <SeenSquare size={size} />
      {frame && <span className={styles.frame} style={frameStyle(frame)} />}
      <span id={id} hidden>
        {t('maps.cover.keys')}
      </span>
    </div>
  );
}

/**
 * A finger's way over the picture is a drawing and no gesture: of a quick stroke Chromium would make a fling although nothing
 * scrolls, and would then swallow the next press, on whatever button it is. React's own listeners come too late to say so.
 */
function takeTouches(surface: HTMLElement | null): () => void {
  const take = (event: TouchEvent): void => {
    if (event.cancelable) event.preventDefault();
  };
  surface?.addEventListener('touchmove', take, { passive: false });
  return () => surface?.removeEventListener('touchmove', take);
}

/** One part at a time, from where the pointer went down to where it is. */
function useDrawing(onStep: Props['onStep'], onDraw: Props['onDraw'], onTooSmall: () => void) {
  const from = useRef<Point | null>(null);
  const [drawn, setDrawn] = useState<Rect | null>(null);
  const draw = (part: Rect | null): void => {
    setDrawn(part);
    onDraw(part && !isTooSmall(part) ? part : null);
  };
  const partOf = (event: PointerEvent): Rect | null =>
    from.current && frameBetween(from.current, pointAt(event, event.currentTarget));
  return {
    drawn,
    onPointerDown: (event: PointerEvent) => {
      if (!event.isPrimary || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      from.current = pointAt(event, event.currentTarget);
    },
    onPointerMove: (event: PointerEvent) => {
      const part = partOf(event);
      if (part) draw(part);
    },
    onPointerUp: (event: PointerEvent) => {
      const part = partOf(event);
      if (!part) return;
      from.current = null;
      draw(null);
      if (isTooSmall(part)) onTooSmall();
      else onStep({ kind: 'cover', part });
    },
    onPointerCancel: () => {
      if (from.current) draw(null);
      from.current = null;
    },
  };
}

function frameSentence({ t, percent }: ReturnType<typeof useWords>, frame: Rect): string {
  const { left, top, width, height } = frame;
  return t('maps.cover.frame', {
    left: percent(left),
    top: percent(top),
    width: percent(width),
    height: percent(height),
  });
}
