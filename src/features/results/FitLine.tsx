import { type PictureFit, pictureFit, sharedWord } from '../../store/fit/picture-fit.ts';
import { modelOf } from '../../store/columns/column-model.ts';
import { titleKey } from '../../store/columns/is-repaired.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column, Picture } from '../../store/types.ts';
import type { Words } from '../../words/translate.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { CloseWords } from './CloseWords.tsx';
import styles from './fit.module.css';
import { useFitInputs } from '../../store/fit/use-fit-inputs.ts';

/** The first column of a row is the picture's own. */
const FIRST_PLACE = 2;

/** Says under each column's bars where none of the labels fits a picture of one's own, and which everyday words come closest. */
export function FitLine({ picture }: { readonly picture: Picture }) {
  const words = useWords();
  const { t } = words;
  const inputs = useFitInputs();
  const columns = usePage((all) => all.columns);
  const fits = columns.map((column) => pictureFit(inputs, column, picture.id));
  const sighted = fits.filter((fit) => fit && !fit.random);
  if (!sighted.some((fit) => fit && isLacking(fit))) return null;
  return columns.map((column, index) => {
    const fit = fits[index];
    return (
      <div
        key={column.id}
        className={styles.line}
        style={{ '--place': index + FIRST_PLACE } as object}
      >
        {fit?.random && <RandomWords column={column} words={fit.words} />}
        {fit && !fit.random && isLacking(fit) && (
          <CloseWords
            lead={
              sighted.length === 1
                ? t('fit.none')
                : t('fit.none-in', { column: titleOf(words, column) })
            }
            words={fit.words}
          />
        )}
      </div>
    );
  });
}

function isLacking({ fits, words }: PictureFit): boolean {
  return !fits && words.length > 0;
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
  return <p>{same > 1 ? words.t('fit.random-same', values) : words.t('fit.random', values)}</p>;
}

function titleOf({ t }: Words, column: Column): string {
  const model = modelOf(column);
  return model ? t(titleKey(column, model)) : t('column.unnamed');
}
