import { importPart } from '../../core/parts/import-part.ts';
import { guessTruth } from '../../store/pictures/guess-truth.ts';
import { knownName } from '../../store/pictures/picture-name.ts';
import { isRight } from '../../store/selectors/truth.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Picture } from '../../store/types.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './results.module.css';

const TruthPanel = lazyPart(
  async () => (await importPart(() => import('./TruthPanel.tsx'))).TruthPanel,
);

interface Props {
  readonly picture: Picture;
  readonly name: string;
}

/** What somebody said is in a picture of one's own, or what its file's name suggests, to be confirmed. */
export function Truth({ picture, name }: Props) {
  const { t } = useWords();
  const labels = usePage((all) => all.labels);
  const sayTruth = usePage((all) => all.sayTruth);
  const known = usePage(({ language }) => knownName(picture, language));
  const guess = guessTruth(picture, labels);
  const spoken = labels.find((label) => isRight(picture, label));
  const truth = spoken?.text ?? known;
  // Under a finger there is room for one button: the panel confirms.
  const coarse = window.matchMedia('(pointer: coarse)').matches;
  const apart = guess !== null && !coarse;
  return (
    <span className={guess === null || apart ? styles.truth : `${styles.truth} ${styles.guessed}`}>
      {apart && (
        <button
          type="button"
          className={styles.guess}
          aria-label={t('truth.confirm', { name, label: guess })}
          title={t('truth.confirm', { name, label: guess })}
          onClick={() => sayTruth(picture.id, guess)}
        >
          <bdi>{t('truth.guess', { label: guess })}</bdi>
        </button>
      )}
      <Popover
        small
        look="quiet"
        {...(apart && { icon: 'edit', iconOnly: true })}
        text={
          apart ? (
            t('truth.ask-of', { name })
          ) : (
            <TruthText truth={truth} guess={guess} name={name} />
          )
        }
        label={t('truth.ask-of', { name })}
      >
        <TruthPanel picture={picture} />
      </Popover>
    </span>
  );
}

interface TextProps {
  readonly truth: string | undefined;
  readonly guess: string | null;
  readonly name: string;
}

function TruthText({ truth, guess, name }: TextProps) {
  const { t } = useWords();
  const shown = guess === null ? t('truth.ask') : t('truth.guess', { label: guess });
  return (
    <>
      <span aria-hidden="true">{truth ?? shown}</span>
      <span className="sr-only">
        {truth === undefined
          ? t('truth.ask-of', { name })
          : t('truth.is-of', { name, label: truth })}
      </span>
    </>
  );
}
