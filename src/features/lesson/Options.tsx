import type { Option } from '../../store/lesson/lesson-page.ts';
import { RadioList } from '../../ui/RadioList.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import type { Values } from './use-values.ts';

interface Props {
  readonly legend: string;
  readonly options: readonly Option[];
  readonly values: Values;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

/** One of a few answers. */
export function Options({ legend, options, values, chosen, onChoose }: Props) {
  const { t } = useWords();
  return (
    <RadioList
      legend={legend}
      value={chosen}
      options={options.map(({ id, text }) => ({ value: id, text: t(text, values) }))}
      onChange={onChoose}
    />
  );
}
