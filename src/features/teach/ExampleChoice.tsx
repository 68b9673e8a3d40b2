import { useId } from 'react';
import { usePage } from '../../store/StoreContext.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './teach.module.css';

/** Makes one picture an example of a label. */
export function ExampleChoice({ picture }: { readonly picture: string }) {
  const { t } = useWords();
  const labels = usePage((all) => all.labels);
  const chosen = usePage((all) => all.examples.get(picture));
  const giveExample = usePage((all) => all.giveExample);
  const id = useId();
  if (labels.length === 0) return null;
  return (
    <p className={styles.choice}>
      <label htmlFor={id}>{t('teach.this-shows')}</label>
      <select
        id={id}
        value={labels.some((label) => label.id === chosen) ? chosen : ''}
        onChange={({ target }) => giveExample(picture, target.value || null)}
      >
        <option value="">{t('teach.nothing')}</option>
        {labels.map((label) => (
          <option key={label.id} value={label.id}>
            {label.text}
          </option>
        ))}
      </select>
    </p>
  );
}
