import { useState } from 'react';
import { compareHeaders } from '../../core/checkpoint/compare-models.ts';
import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import { liveModel } from '../../store/slices/inspect.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Select } from '../../ui/Select.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './compare.module.css';
import { ComparisonResult } from './ComparisonResult.tsx';

/** A checkpoint that was looked into, compared by its header with a loaded column or with another one looked into. */
export function CompareHeaders({ report }: { readonly report: LoadReport }) {
  const { t } = useWords();
  const columns = usePage((all) => all.columns);
  const seen = usePage((all) => all.seen);
  const [chosen, setChosen] = useState('');
  const loaded = columns.flatMap((column, index) => {
    const model = liveModel(column);
    if (!model) return [];
    const name = t(`verdict.${model.report.verdict.kind}`);
    const text = t('compare.column', { number: index + 1, name });
    return [{ id: `column ${column.id}`, text, report: model.report }];
  });
  const looked = seen
    .filter((one) => one.report !== report)
    .map(({ name, report: other }) => {
      const rule = t(`rule.${other.rule.id}`);
      return { id: `${rule} ${name}`, text: t('compare.looked', { name, rule }), report: other };
    });
  const others = [...loaded, ...looked];
  const other = others.find(({ id }) => id === chosen) ?? others[0];
  if (!other) return <p className={styles.note}>{t('compare.nothing')}</p>;
  return (
    <div className={styles.compare}>
      <p className={styles.note}>{t('compare.headers-note')}</p>
      <Select
        label={t('compare.against')}
        value={other.id}
        options={others.map(({ id, text }) => ({ value: id, text }))}
        onChange={setChosen}
      />
      <ComparisonResult comparison={compareHeaders(report, other.report)} headers />
    </div>
  );
}
