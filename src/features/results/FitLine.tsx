import { type PictureFit, pictureFit, sharedWord } from '../../store/fit/picture-fit.ts';
import { modelOf } from '../../store/columns/column-model.ts';
import { titleKey } from '../../store/columns/is-repaired.ts';
import { useAnsweringColumns } from '../../store/use-answering-columns.ts';
import type { Column, Picture } from '../../store/types.ts';
import type { Words } from '../../words/translate.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { CloseWords } from './CloseWords.tsx';
import styles from './fit.module.css';
import { useFitInputs } from '../../store/fit/use-fit-inputs.ts';

/** A column and what its words say of the picture. */
interface ColumnFit {
  readonly column: Column;
  readonly fit: PictureFit;
}

/** Says where none of the labels fits a picture of one's own, and which everyday words come closest. */
export function FitLine({ picture }: { readonly picture: Picture }) {
  const words = useWords();
  const { t } = words;
  const inputs = useFitInputs();
  const columns = useAnsweringColumns();
  const fits = columns.flatMap((column): ColumnFit[] => {
    const fit = pictureFit(inputs, column, picture.id);
    return fit ? [{ column, fit }] : [];
  });
  const sighted = fits.filter(({ fit }) => !fit.random);
  const lacking = sighted.filter(({ fit }) => !fit.fits && fit.words.length > 0);
  if (lacking.length === 0) return null;
  return (
    <div className={styles.line}>
      {lacking.map(({ column, fit }) => (
        <CloseWords
          key={column.id}
          lead={
            sighted.length === 1
              ? t('fit.none')
              : t('fit.none-in', { column: titleOf(words, column) })
          }
          words={fit.words}
        />
      ))}
      {fits
        .filter(({ fit }) => fit.random)
        .map(({ column, fit }) => (
          <RandomWords key={column.id} column={column} words={fit.words} />
        ))}
    </div>
  );
}

/** A column whose words are chance: its closest words hardly depend on the picture. */
function RandomWords({
  column,
  words: close,
}: {
  readonly column: Column;
  readonly words: readonly string[];
}) {
  const words = useWords();
  const inputs = useFitInputs();
  const { same, of } = sharedWord(inputs, column, close[0]);
  const values = {
    column: titleOf(words, column),
    words: close.join(words.t('fit.between')),
    same,
    count: of,
  };
  return (
    <p className={styles.random}>
      {same > 1 ? words.t('fit.random-same', values) : words.t('fit.random', values)}
    </p>
  );
}

function titleOf({ t }: Words, column: Column): string {
  const model = modelOf(column);
  return model ? t(titleKey(column, model)) : t('column.unnamed');
}
