import { modelOf } from '../../store/columns/column-model.ts';
import { isHeld } from '../../store/link/linked-sources.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { columnTitle } from './column-words.ts';
import { LinkQuestion } from './HeadState.tsx';
import styles from './models.module.css';

/** What a link wants from other servers, at the window's foot: the columns' own heads may be covered or not there. */
export function LinkQuestions() {
  const words = useWords();
  const columns = usePage((all) => all.columns);
  if (!columns.some(({ source }) => isHeld(source))) return null;
  return (
    <div className={styles.asked}>
      {columns.map((column, index) => {
        if (!isHeld(column.source)) return null;
        const name = columnTitle(words, column, modelOf(column));
        const title = words.t('column.region', { name, number: index + 1 });
        return (
          <section key={column.id} aria-label={title}>
            <b>{title}</b>
            <LinkQuestion column={column} />
          </section>
        );
      })}
    </div>
  );
}
