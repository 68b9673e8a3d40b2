import { modelOf } from '../../store/columns/column-model.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column, Picture } from '../../store/types.ts';
import { errorSentence } from '../../words/error-sentence.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { useChange } from './change.ts';
import { ColumnState } from './ColumnState.tsx';
import { ColumnTitle } from './ColumnTitle.tsx';
import type { DrawBars } from './draw-bars.ts';
import styles from './cover.module.css';

interface Props {
  readonly picture: Picture;
  /** The picture whose bars are shown: that one, or the covered one. */
  readonly shown: Picture;
  readonly column: Column;
  readonly place: number;
  readonly bars: DrawBars;
}

/** One column's bars of what is left of the picture, and what covering changed most. */
export function CoveredColumn({ picture, shown, column, place, bars: Bars }: Props) {
  const words = useWords();
  const model = modelOf(column);
  const error = usePage(
    (all) => model && all.maps?.coverErrors.get(model.model.fingerprints.image),
  );
  const waiting = usePage((all) => all.maps?.covering ?? false);
  const change = useChange(picture, shown, column);
  return (
    <section className={styles.column} aria-busy={waiting}>
      <ColumnTitle column={column} place={place} />
      <ColumnState column={column}>
        {error ? (
          <p className={styles.problem}>{errorSentence(words, error)}</p>
        ) : (
          <Bars picture={shown} column={column} place={place} lead={null} />
        )}
        <p className={styles.change} aria-live={place === 0 ? 'polite' : 'off'}>
          {change}
        </p>
      </ColumnState>
    </section>
  );
}
