import { usePage } from '../../store/StoreContext.tsx';
import type { Column } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../words/WordsContext.tsx';

/** Says that a column's bars are not by the words alone, and leads to where that is chosen. */
export function BarsBy({ column: { barsBy } }: { readonly column: Column }) {
  const { t } = useWords();
  const open = usePage((all) => all.open);
  if (!barsBy) return null;
  const key = barsBy === 'pictures' || barsBy === 'both' ? barsBy : 'other';
  return (
    <p>
      <Button small look="quiet" icon="picture" onClick={() => open({ kind: 'teach' })}>
        {t(`teach.shown.${key}`)}
      </Button>
    </p>
  );
}
