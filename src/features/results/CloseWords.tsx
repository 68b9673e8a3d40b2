import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './fit.module.css';

interface Props {
  readonly lead: string;
  readonly words: readonly string[];
}

/** Words that come close to a picture; a press makes one of them a label. */
export function CloseWords({ lead, words }: Props) {
  const { t } = useWords();
  const addLabels = usePage((all) => all.addLabels);
  return (
    <>
      <span>{lead}</span>
      <ul className={styles.words} aria-label={lead}>
        {words.map((word) => (
          <li key={word}>
            <Button
              small
              icon="plus"
              aria-label={t('fit.take', { word })}
              onClick={() => addLabels([word])}
            >
              {word}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
