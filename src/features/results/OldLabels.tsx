import { useEffect, useState } from 'react';
import { lacksWords, suggestedWords } from '../../store/fit/picture-fit.ts';
import { useFitInputs } from '../../store/fit/use-fit-inputs.ts';
import { isIdle } from '../../store/fit/vocabulary.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { CloseWords } from './CloseWords.tsx';
import styles from './fit.module.css';

const MOST_SUGGESTED = 6;
/** Pictures whose words are looked at: each is compared with every word, and six are found among few. */
const MOST_ASKED = 60;

/**
 * After pictures came and no label was typed since: what they were compared with, and words that may fit better. Where there is
 * little room it is one line that opens.
 */
export function OldLabels() {
  const { t } = useWords();
  const inputs = useFitInputs();
  const columns = usePage((all) => all.columns);
  const unlabelled = usePage((all) => all.unlabelled);
  const keepLabels = usePage((all) => all.keepLabels);
  const readVocabularies = usePage((all) => all.readVocabularies);
  const idle = usePage(({ encoding }) => isIdle(encoding));
  const [open, setOpen] = useState(false);
  const lacking = lacksWords({ ...inputs, columns });
  useEffect(() => {
    if (idle && lacking) void readVocabularies();
  }, [idle, lacking, readVocabularies]);
  if (unlabelled.length === 0) return null;
  const words = suggestedWords(
    { ...inputs, columns },
    unlabelled.slice(0, MOST_ASKED),
    MOST_SUGGESTED,
  );
  const count = unlabelled.length;
  return (
    <section
      className={styles.panel}
      aria-label={t('fit.region')}
      aria-busy={lacking}
      data-open={open}
    >
      <div className={styles.short}>
        <p>{t('fit.old-short', { count })}</p>
        <Button small look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('fit.more')}
        </Button>
      </div>
      <div className={styles.rest}>
        <p>{t('fit.old-labels', { count })}</p>
        {words.length > 0 && <CloseWords lead={t('fit.suggested')} words={words} />}
        <Button small look="quiet" onClick={keepLabels}>
          {t('fit.keep')}
        </Button>
      </div>
    </section>
  );
}
