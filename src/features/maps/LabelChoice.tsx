import { useState } from 'react';
import { shownScores } from '../../store/selectors/scores.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Picture } from '../../store/types.ts';
import { Select } from '../../ui/Select.tsx';
import { useWords } from '../../words/WordsContext.tsx';

/** The choice of every label at once; no label has such an id. */
export const ALL_LABELS = '';

/** Id of the label whose map is shown: at first the one that wins in the first column. */
export function useLabelChoice(picture: Picture): [string, (id: string) => void] {
  const winner = usePage((all) => {
    const [first] = all.columns;
    const scores = first ? shownScores(all, first, picture.id)?.of : null;
    return scores?.at(scores.winner)?.label.id ?? all.labels[0]?.id ?? ALL_LABELS;
  });
  const [chosen, choose] = useState<string | null>(null);
  const known = usePage((all) => all.labels.some(({ id }) => id === chosen));
  return [chosen === ALL_LABELS || known ? (chosen ?? winner) : winner, choose];
}

interface Props {
  readonly value: string;
  readonly onChange: (id: string) => void;
}

/** One label, or all of them as small maps. */
export function LabelChoice({ value, onChange }: Props) {
  const { t } = useWords();
  const labels = usePage((all) => all.labels);
  return (
    <Select
      label={t('maps.label')}
      value={value}
      options={[
        { value: ALL_LABELS, text: t('maps.label.all') },
        ...labels.map(({ id, text }) => ({ value: id, text })),
      ]}
      onChange={onChange}
    />
  );
}
