import { firstByChance } from '../../store/columns/chance.ts';
import { pictureName } from '../../store/pictures/picture-name.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { closePopover, Popover } from '../../ui/Popover.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import type { Place } from './deck.ts';
import styles from './controls.module.css';

interface Props {
  readonly deck: readonly Place[];
  /** Place in the deck, from 0. */
  readonly at: number;
  readonly covered: boolean;
  readonly onGo: (place: number) => void;
  /** `null` where there is nothing to cover. */
  readonly onCover: (() => void) | null;
  readonly onLeave: () => void;
}

/** The presenter's few buttons and its keys, at the foot of the window. */
export function Controls({ deck, at, covered, onGo, onCover, onLeave }: Props) {
  const { t } = useWords();
  const rollAgain = usePage((all) => all.rollAgain);
  // There is nothing to roll where no column has chance in it.
  const chance = usePage((all) => firstByChance(all.columns));
  return (
    <div className={styles.controls}>
      {deck.length > 0 && (
        <>
          <Button icon="left" iconOnly onClick={() => onGo(at - 1)}>
            {t('present.previous')}
          </Button>
          <span className={styles.place}>
            {t('present.place', { place: at + 1, count: deck.length })}
          </span>
          <Button icon="right" iconOnly onClick={() => onGo(at + 1)}>
            {t('present.next')}
          </Button>
          <Popover icon="list" text={t('present.slides')} label={t('present.slides')}>
            <SlideList deck={deck} at={at} onGo={onGo} />
          </Popover>
        </>
      )}
      {onCover && (
        <Button icon="eye" onClick={onCover} aria-pressed={covered}>
          {t('present.cover')}
        </Button>
      )}
      {chance !== undefined && (
        <Button icon="dice" onClick={() => rollAgain(chance)}>
          {t('seed.roll')}
        </Button>
      )}
      <span className={styles.keys}>{t('present.keys')}</span>
      <Button icon="close" onClick={onLeave}>
        {t('present.leave')}
      </Button>
    </div>
  );
}

/** Every slide by its name; a picture that is covered, or may be, by its number. */
function SlideList({ deck, at, onGo }: Pick<Props, 'deck' | 'at' | 'onGo'>) {
  const { t } = useWords();
  const all = usePage((state) => state);
  return (
    <ol className={styles.list}>
      {deck.map((place, index) => {
        const covered =
          place.kind === 'picture' && all.guessFirst && !all.revealed.has(place.picture.id);
        const name =
          place.kind === 'slide'
            ? t(place.slide.title)
            : covered
              ? t('present.picture', { number: all.pictures.indexOf(place.picture) + 1 })
              : pictureName(place.picture, all);
        return (
          <li key={place.kind === 'slide' ? place.slide.id : place.picture.id}>
            <Button
              look="quiet"
              aria-current={index === at ? 'true' : undefined}
              onClick={({ currentTarget }) => {
                closePopover(currentTarget);
                onGo(index);
              }}
            >
              {place.kind === 'picture' && (
                <img src={place.picture.url} alt="" width="40" height="40" />
              )}
              <bdi>{name}</bdi>
            </Button>
          </li>
        );
      })}
    </ol>
  );
}
