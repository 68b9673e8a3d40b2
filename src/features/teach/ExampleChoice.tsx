import { usePage } from '../../store/StoreContext.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { LabelSelect } from './LabelSelect.tsx';

/** Makes one picture an example of a label. */
export function ExampleChoice({ picture }: { readonly picture: string }) {
  const { t } = useWords();
  const labels = usePage((all) => all.labels);
  const chosen = usePage((all) => all.examples.get(picture));
  const giveExample = usePage((all) => all.giveExample);
  if (labels.length === 0) return null;
  return (
    <LabelSelect
      label={t('teach.this-shows')}
      place="beside"
      labels={labels}
      chosen={chosen}
      onChoose={(label) => giveExample(picture, label)}
    />
  );
}
