import { useEffect, useRef, type ComponentType, type ReactNode, type RefObject } from 'react';
import { firstByChance } from '../../store/columns/chance.ts';
import { pictureName } from '../../store/pictures/picture-name.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Picture } from '../../store/types.ts';
import { useOrderedPictures } from '../../store/use-ordered-pictures.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { Guess } from './Guess.tsx';
import styles from './present.module.css';
import { RoomVotes } from './RoomVotes.tsx';
import { usePresenterKeys } from './use-presenter-keys.ts';

interface Props {
  /** The head and the bars of every column for a picture, drawn by the page. */
  readonly answers: ComponentType<{ readonly picture: Picture }>;
}

/** One picture at a time for a projector: guess, reveal, next. */
export function Presenter({ answers: Answers }: Props) {
  const { t } = useWords();
  const main = useRef<HTMLElement>(null);
  const pictures = useOrderedPictures();
  const current = usePage((all) => all.current);
  const show = usePage((all) => all.show);
  const change = usePage((all) => all.change);
  const toggleCover = usePage((all) => all.toggleCover);
  const revealed = usePage((all) => all.revealed);
  const guessFirst = usePage((all) => all.guessFirst);
  // The picture stays when rolling again or a drop changes the order around it.
  const place = Math.max(
    pictures.findIndex(({ id }) => id === current),
    0,
  );
  const picture = pictures[place];
  const covered = guessFirst && picture !== undefined && !revealed.has(picture.id);
  const step = (by: number): void => {
    const next = pictures[(place + by + pictures.length) % pictures.length];
    if (next) show(next.id);
  };
  const toggle = (): void => {
    if (picture) toggleCover(picture.id);
  };
  const leave = (): void => change({ presenting: false });
  usePresenterKeys(main, { step, toggle, leave });
  useFocus(main);

  return (
    <main ref={main} className={styles.presenter} tabIndex={-1} aria-label={t('present.open')}>
      <div className={styles.tools}>
        {picture && (
          <>
            <Button icon="left" iconOnly onClick={() => step(-1)}>
              {t('present.previous')}
            </Button>
            <span className={styles.place}>
              {t('present.place', { place: place + 1, count: pictures.length })}
            </span>
            <Button icon="right" iconOnly onClick={() => step(1)}>
              {t('present.next')}
            </Button>
            <Button icon="eye" onClick={toggle} aria-pressed={covered}>
              {t('present.cover')}
            </Button>
          </>
        )}
        <RollAgain />
        <span className={styles.keys}>{t('present.keys')}</span>
        <Button icon="close" onClick={leave}>
          {t('present.leave')}
        </Button>
      </div>
      {picture ? (
        <Stage picture={picture} covered={covered}>
          {covered ? <Guess key={picture.id} picture={picture} /> : <Answers picture={picture} />}
        </Stage>
      ) : (
        <p className={styles.empty}>{t('results.no-pictures')}</p>
      )}
    </main>
  );
}

/** Rolls the first column where chance takes part; there is nothing to roll where none is. */
function RollAgain() {
  const { t } = useWords();
  const rollAgain = usePage((all) => all.rollAgain);
  const column = usePage((all) => firstByChance(all.columns));
  if (column === undefined) return null;
  return (
    <Button icon="dice" onClick={() => rollAgain(column)}>
      {t('seed.roll')}
    </Button>
  );
}

interface StageProps {
  readonly picture: Picture;
  readonly covered: boolean;
  readonly children: ReactNode;
}

/** The picture, and beside it the question or the answers. Its name is part of the answer. */
function Stage({ picture, covered, children }: StageProps) {
  const name = usePage((all) => pictureName(picture, all));
  return (
    <div className={styles.stage}>
      <div className={styles.side}>
        <figure className={styles.figure}>
          <img className={styles.picture} src={picture.url} alt={name} />
          <figcaption className={styles.name}>{covered ? '\u00a0' : <bdi>{name}</bdi>}</figcaption>
        </figure>
        {!covered && <RoomVotes picture={picture} />}
      </div>
      <div className={covered ? styles.question : styles.columns}>{children}</div>
    </div>
  );
}

/** The focus comes to the presenter, stays when what had it is gone, and goes back to where it was. */
function useFocus(main: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    main.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [main]);
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus();
  });
}
