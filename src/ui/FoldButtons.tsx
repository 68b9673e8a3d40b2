import { useWords } from '../words/WordsContext.tsx';
import { Button } from './Button.tsx';

/** Entries of a folded list, and how many more a press shows: a thousand stay usable. */
export const FOLDED = 60;
const MORE = 240;

interface Props {
  /** Entries in all. */
  readonly count: number;
  /** Entries that are drawn at most; {@link FOLDED} at first. */
  readonly most: number;
  readonly onMost: (most: number) => void;
}

/** Unfolds a long list step by step, and folds it again; nothing where it is short. */
export function FoldButtons({ count, most, onMost }: Props) {
  const { t, number } = useWords();
  const next = Math.min(MORE, count - most);
  return (
    <>
      {next > 0 && (
        <Button small look="quiet" onClick={() => onMost(most + MORE)}>
          {t('labels.unfold', { count: number(next), total: number(count) })}
        </Button>
      )}
      {most > FOLDED && count > FOLDED && (
        <Button small look="quiet" onClick={() => onMost(FOLDED)}>
          {t('labels.fold')}
        </Button>
      )}
    </>
  );
}
