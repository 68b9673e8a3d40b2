import { useMemo } from 'react';
import { indistinctClasses } from '../../../core/evaluation/class-prompts.ts';
import type { EvaluationSet } from '../../../store/evaluation/set.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import styles from './setup.module.css';

/** Names of a sentence that are shown. */
const SHOWN = 6;

/** What of the data takes no part, and what no score can tell apart. */
export function SetNotes({ set }: { readonly set: EvaluationSet }) {
  const { t } = useWords();
  const alike = useMemo(
    () =>
      indistinctClasses(set.classes)
        .flat()
        .map((index) => set.classes[index]?.names[0] ?? ''),
    [set.classes],
  );
  if (alike.length === 0 && set.leftOut.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {alike.length > 0 && (
        <li>{t('evaluate.indistinct', { names: listed(alike.slice(0, SHOWN), alike.length) })}</li>
      )}
      {set.leftOut.map(({ reason, count, examples }) => (
        <li key={reason}>
          {t(`evaluate.left.${reason}`, { count, names: listed(examples, count) })}
        </li>
      ))}
    </ul>
  );
}

/** Names with an ellipsis where there are more. */
export function listed(names: readonly string[], count: number): string {
  return names.length < count ? `${names.join(', ')}, …` : names.join(', ');
}
