import type { ComponentType } from 'react';
import { pictureName } from '../../store/pictures/picture-name.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Picture } from '../../store/types.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { Guess } from './Guess.tsx';
import styles from './present.module.css';
import { RoomVotes } from './RoomVotes.tsx';

interface Props {
  readonly picture: Picture;
  readonly covered: boolean;
  readonly answers: ComponentType<{ readonly picture: Picture }>;
}

/** A picture, and under it the question or what every column says. Its name is part of the answer. */
export function PictureSlide({ picture, covered, answers: Answers }: Props) {
  const { t } = useWords();
  const number = usePage((all) => all.pictures.indexOf(picture) + 1);
  const columns = usePage((all) => all.columns.length);
  const name = usePage((all) => pictureName(picture, all));
  return (
    <div className={styles.stage} data-covered={covered}>
      <div className={styles.top}>
        <img
          className={styles.picture}
          src={picture.url}
          alt={covered ? t('present.picture', { number }) : name}
        />
        <div className={styles.beside}>
          {covered ? (
            <>
              <p className={styles.number}>{t('present.picture', { number })}</p>
              <h1 className={styles.title}>{t('present.guess')}</h1>
            </>
          ) : (
            <>
              <h1 className={styles.title}>
                <bdi>{name}</bdi>
              </h1>
              <RoomVotes picture={picture} />
            </>
          )}
        </div>
      </div>
      {covered ? (
        <Guess key={picture.id} picture={picture} />
      ) : (
        <div className={styles.columns} style={{ '--columns': columns } as object}>
          <Answers picture={picture} />
        </div>
      )}
    </div>
  );
}
