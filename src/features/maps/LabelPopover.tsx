import { useState } from 'react';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { FoldButtons, FOLDED } from '../../ui/FoldButtons.tsx';
import { closePopover, Popover } from '../../ui/Popover.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './slide.module.css';

interface Props {
  /** A label's id. */
  readonly value: string;
  readonly onChange: (id: string) => void;
}

/** The label whose map is on the slide. A list that floats: a field would keep the arrow keys, which are the slides'. */
export function LabelPopover({ value, onChange }: Props) {
  const { t } = useWords();
  const chosen = usePage((all) => all.labels.find(({ id }) => id === value));
  const name = t('column.said', { name: t('maps.label'), text: chosen?.text ?? '' });
  return (
    <Popover text={name} label={t('maps.label')}>
      <LabelList value={value} onChange={onChange} />
    </Popover>
  );
}

/** A long list is folded, but the label that is chosen stays in it. */
function LabelList({ value, onChange }: Props) {
  const labels = usePage((all) => all.labels);
  const [most, setMost] = useState(FOLDED);
  const shown = labels.filter(({ id }, index) => index < most || id === value);
  return (
    <div className={styles.labels}>
      <ol>
        {shown.map(({ id, text }) => (
          <li key={id}>
            <Button
              look="quiet"
              aria-current={id === value ? 'true' : undefined}
              onClick={({ currentTarget }) => {
                closePopover(currentTarget);
                onChange(id);
              }}
            >
              <bdi>{text}</bdi>
            </Button>
          </li>
        ))}
      </ol>
      <FoldButtons count={labels.length} most={most} onMost={setMost} />
    </div>
  );
}
