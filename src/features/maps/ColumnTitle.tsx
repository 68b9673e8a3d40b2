import { titleKey } from '../../store/columns/is-repaired.ts';
import { modelOf } from '../../store/columns/column-model.ts';
import type { Column } from '../../store/types.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './maps.module.css';

/** Which column it is, and what its model holds. */
export function ColumnTitle({
  column,
  place,
  large = false,
}: {
  readonly column: Column;
  readonly place: number;
  /** On a slide, right under its title. */
  readonly large?: boolean;
}) {
  const { t } = useWords();
  const model = modelOf(column);
  const name = t('column.number', { number: place + 1 });
  const Heading = large ? 'h2' : 'h3';
  return (
    <Heading className={styles.title}>
      {model ? t('column.said', { name, text: t(titleKey(column, model)) }) : name}
    </Heading>
  );
}
