import type { PartSummary } from '../../core/checkpoint/load-report.ts';
import { PARTS } from '../../core/model/architecture.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './models.module.css';
import { partState } from './column-words.ts';

/** The five parts of a model: full where loaded, hatched where random; the words say the same. */
export function PartStrip({ parts }: { readonly parts: readonly PartSummary[] | null }) {
  const { t } = useWords();
  return (
    <ul className={styles.parts} aria-label={t('parts.list')}>
      {PARTS.map((part) => {
        const summary = parts?.find((candidate) => candidate.part === part);
        const state = summary ? partState(summary) : 'unknown';
        return (
          <li
            key={part}
            className={styles.part}
            data-state={state}
            title={
              summary && t('parts.tensors', { loaded: summary.loaded, count: summary.parameters })
            }
          >
            <span className={styles.swatch} aria-hidden="true" />
            <span className={styles.partName}>{t(`part.${part}`)}</span>
            <span className={styles.partState}>{t(`state.${state}`)}</span>
          </li>
        );
      })}
    </ul>
  );
}
