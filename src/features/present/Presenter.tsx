import { useEffect, useLayoutEffect, useRef, type ComponentType, type RefObject } from 'react';
import { usePage } from '../../store/StoreContext.tsx';
import type { Picture } from '../../store/types.ts';
import { useOrderedPictures } from '../../store/use-ordered-pictures.ts';
import { NoticePlace } from '../../ui/NoticePlace.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { Controls } from './Controls.tsx';
import { deckOf, placeIn, type Place, type Slide } from './deck.ts';
import { PictureSlide } from './PictureSlide.tsx';
import styles from './present.module.css';
import { usePresenterKeys } from './use-presenter-keys.ts';

interface Props {
  /** The head and the bars of every column for a picture, drawn by the page. */
  readonly answers: ComponentType<{ readonly picture: Picture }>;
  /** What comes after the pictures. */
  readonly slides: readonly Slide[];
}

/** One thing at a time for a projector: pictures to guess and reveal, then the other slides. */
export function Presenter({ answers, slides }: Props) {
  const { t } = useWords();
  const main = useRef<HTMLElement>(null);
  const change = usePage((all) => all.change);
  const toggleCover = usePage((all) => all.toggleCover);
  const { deck, at, goTo } = useDeck(slides);
  const place = deck[at];
  const picture = place?.kind === 'picture' ? place.picture : null;
  const guessing = usePage(
    (all) => picture !== null && all.guessFirst && !all.revealed.has(picture.id),
  );
  const toggle = (): void => {
    if (picture) toggleCover(picture.id);
  };
  const leave = (): void => change({ presenting: false });
  usePresenterKeys(main, {
    step: (by) => goTo(at + by),
    end: (last) => goTo(last ? -1 : 0),
    toggle,
    ...useVotes(guessing ? picture : null),
    leave,
  });
  useFocus(main);

  return (
    <main
      ref={main}
      className={styles.presenter}
      data-presenter
      tabIndex={-1}
      aria-label={t('present.open')}
    >
      <Stage place={place} covered={guessing} answers={answers} />
      <NoticePlace />
      <Controls
        deck={deck}
        at={at}
        covered={guessing}
        onGo={goTo}
        onCover={picture && toggle}
        onLeave={leave}
      />
    </main>
  );
}

/** All that can be shown, what of it is, and the way to another one; past the last comes the first. */
function useDeck(slides: readonly Slide[]) {
  const pictures = useOrderedPictures();
  const current = usePage((all) => all.current);
  const slide = usePage((all) => all.slide);
  const show = usePage((all) => all.show);
  const showSlide = usePage((all) => all.showSlide);
  const deck = deckOf(pictures, slides);
  // The picture stays when rolling again or a drop changes the order around it.
  const at = placeIn(deck, slide, current);
  const goTo = (next: number): void => {
    const wanted = deck[(next + deck.length) % deck.length];
    if (wanted?.kind === 'picture') show(wanted.picture.id);
    else if (wanted) showSlide(wanted.slide.id);
  };
  return { deck, at, goTo };
}

/** Votes by keys for the picture that is guessed; nothing while none is. */
function useVotes(picture: Picture | null) {
  const labels = usePage((all) => all.labels);
  const vote = usePage((all) => all.addVote);
  const takeBack = usePage((all) => all.takeBackVote);
  return {
    vote: (number: number): void => {
      const label = labels[number - 1];
      if (picture && label) vote(picture.id, label.id);
    },
    takeBack: (): void => {
      if (picture) takeBack(picture.id);
    },
  };
}

interface StageProps {
  readonly place: Place | undefined;
  readonly covered: boolean;
  readonly answers: ComponentType<{ readonly picture: Picture }>;
}

/** What is on show, or why there is nothing. */
function Stage({ place, covered, answers }: StageProps) {
  const { t } = useWords();
  const empty = usePage((all) => all.pictures.length === 0);
  if (place?.kind === 'picture')
    return <PictureSlide picture={place.picture} covered={covered} answers={answers} />;
  return (
    <div className={styles.stage}>
      {empty && <p className={styles.empty}>{t('results.no-pictures')}</p>}
      {place && (
        <section className={styles.slide}>
          <h1 className={styles.title}>{t(place.slide.title)}</h1>
          <place.slide.Content />
        </section>
      )}
    </div>
  );
}

/** The focus comes to the presenter, stays when what had it is gone, and goes back to where it was. */
function useFocus(main: RefObject<HTMLElement | null>): void {
  const before = useRef<Element>(null);
  // What is hidden by the presenter loses the focus with the next drawing: it is remembered before that.
  useLayoutEffect(() => {
    before.current ??= document.activeElement;
  }, []);
  useEffect(() => {
    main.current?.focus();
    return () => {
      if (before.current instanceof HTMLElement) before.current.focus();
    };
  }, [main]);
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus();
  });
}
