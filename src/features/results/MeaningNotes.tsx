import { modelOf } from '../../store/columns/column-model.ts';
import { meaningOf } from '../../store/selectors/scoring-rule.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { useWords } from '../../words/WordsContext.tsx';

/** Where what stands for probabilities is none: a sigmoid without a trained bias, or a model whose scale and bias are not at hand. */
export function MeaningNotes({ className }: { readonly className: string | undefined }) {
  const { t } = useWords();
  const scoring = usePage((all) => all.scoring);
  const columns = usePage((all) => all.columns);
  const meanings = columns.map((column) => {
    const model = modelOf(column);
    return model ? meaningOf(model, scoring) : 'probability';
  });
  const numbers = meanings.flatMap((meaning, index) =>
    meaning === 'cosines' ? [String(index + 1)] : [],
  );
  return (
    <>
      {meanings.includes('no-probability') && (
        <p className={className}>{t('scores.no-probability')}</p>
      )}
      {numbers.map((column) => (
        <p key={column} className={className}>
          {t('scores.cosines-only', { column })}
        </p>
      ))}
    </>
  );
}
